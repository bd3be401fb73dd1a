//! Files for regular visitors: the feed of signings, the calendar of an edition, the sitemap and
//! robots.txt.

use crate::{
    exchange::{
        model::{
            calendar::calendar,
            found::{MOST_ADDRESSES, PART},
        },
        store,
        views::{Feed, Place, Sitemap, SitemapIndex},
    },
    http::{problem::Problem, routes::Routes, state::App},
    indicators::model::{Indicator, catalogue},
    values::place_code::PlaceCode,
    web::page::Page,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

const SIGNINGS: i64 = 100;
const LISTS: [&str; 17] = [
    "/",
    "/fairs",
    "/exhibitors",
    "/products",
    "/brands",
    "/projects",
    "/agreements",
    "/contracts",
    "/deliveries",
    "/payments",
    "/buyers",
    "/banners",
    "/villages",
    "/screen",
    "/statistics",
    "/search",
    "/about",
];

pub fn routes() -> Routes {
    Routes::new()
        .plain("/sitemap.xml", sitemap)
        .plain("/robots.txt", robots)
        .plain("/feed.xml", feed)
        .plain("/fairs/{ordinal}/calendar.ics", edition_calendar)
}

async fn robots(page: Page) -> Response {
    let lines = [
        "User-agent: *".to_string(),
        // Other orders of a list are the same list.
        "Disallow: /*?*sort=".into(),
        "Disallow: /search?".into(),
        "Disallow: /en/search?".into(),
        "Disallow: /metrics".into(),
        String::new(),
        format!("Sitemap: {}/sitemap.xml", page.public_url),
        String::new(),
    ];
    typed("text/plain; charset=utf-8", lines.join("\n"))
}

async fn feed(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    let signings = store::signings(app.pool(), page.today, SIGNINGS).await?;
    Ok(typed("application/atom+xml; charset=utf-8", Feed { page, signings }.render()?))
}

async fn edition_calendar(page: Page, Path(ordinal): Path<String>) -> Result<Response, Problem> {
    let plain = ordinal.parse::<i16>().ok().filter(|n| n.to_string() == ordinal);
    let edition = plain.and_then(|n| page.site.by_ordinal(n)).ok_or(Problem::NotFound)?;
    let text =
        calendar(edition, &page.public_url, page.is_demonstration()).ok_or(Problem::NotFound)?;
    let name = format!("attachment; filename=\"fair-{}.ics\"", edition.ordinal);
    let mut response = typed("text/calendar; charset=utf-8", text);
    response.headers_mut().insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_str(&name).map_err(|_| Problem::Internal)?,
    );
    Ok(response)
}

/// One sitemap as long as it fits; then an index of parts, each a range of ids of one kind.
async fn sitemap(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    if let Some(part) = page.query.get("part") {
        let places = part_of(&app, &page, part).await?;
        return Ok(xml(Sitemap { page, places }.render()?));
    }
    let parts = store::parts(app.pool(), page.today).await?;
    let records: i64 = parts.iter().map(|part| part.records).sum();
    let mut places = standing(&app, &page).await?;
    if (records + places.len() as i64) * 2 <= MOST_ADDRESSES {
        places.extend(records_of(&app, &page, None, 0, i64::MAX).await?);
        return Ok(xml(Sitemap { page, places }.render()?));
    }
    Ok(xml(SitemapIndex { page, parts }.render()?))
}

async fn part_of(app: &App, page: &Page, part: &str) -> Result<Vec<Place>, Problem> {
    if part == "site" {
        return standing(app, page).await;
    }
    let (kind, number) = part.rsplit_once('-').ok_or(Problem::NotFound)?;
    let number: i64 = number
        .parse()
        .ok()
        .filter(|n| (1..=i64::MAX / PART).contains(n))
        .ok_or(Problem::NotFound)?;
    let places = records_of(app, page, Some(kind), (number - 1) * PART, number * PART).await?;
    if places.is_empty() { Err(Problem::NotFound) } else { Ok(places) }
}

async fn records_of(
    app: &App,
    page: &Page,
    kind: Option<&str>,
    after: i64,
    upto: i64,
) -> Result<Vec<Place>, Problem> {
    let addresses = store::addresses(app.pool(), kind, page.today, after, upto).await?;
    Ok(addresses
        .iter()
        .filter_map(|address| Some(Place::new(address.path()?, address.changed_at)))
        .collect())
}

/// Lists, editions, indicators, banners and villages: the addresses that do not grow with the
/// deals.
async fn standing(app: &App, page: &Page) -> Result<Vec<Place>, Problem> {
    let pages = |path: String| [format!("{path}/floor-plan"), format!("{path}/sales"), path];
    let editions =
        page.site.public_editions().into_iter().flat_map(|edition| pages(edition.path()));
    let banners = page.site.banners.iter().map(|banner| banner.code.path());
    let villages = store::villages(app.pool()).await?;
    let villages = villages.iter().filter_map(|code| Some(code.parse::<PlaceCode>().ok()?.path()));
    let indicators = catalogue::all().map(Indicator::path);
    let lists = LISTS.iter().map(|path| Place::today(path.to_string(), page.today));
    let others = editions
        .chain(indicators)
        .chain(banners)
        .chain(villages)
        .map(|path| Place::today(path, page.today));
    Ok(lists.chain(others).collect())
}

fn xml(text: String) -> Response {
    typed("application/xml; charset=utf-8", text)
}

fn typed(kind: &'static str, text: String) -> Response {
    let mut response = text.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
