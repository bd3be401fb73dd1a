//! Every public list as a sheet below /opendata, with the list's own filters; without a filter, the
//! whole table.
//!
//! A sheet is written while it is sent. A page of rows is read, its connection returned, and the
//! next page is read when the client has taken this one. So a slow client holds no connection, and
//! no sheet is ever whole in memory. Rows are in the order of their keys and of one business day.
//! Each page is its own snapshot: a row that changes meanwhile is sent as it was when its page was
//! read, and none is sent twice.

use super::datasets::{
    Agreements, Banners, Brands, Buyers, Contracts, Dataset, Deliveries, Divisions, Editions,
    Exhibitors, Payments, Products, Projects, Sales, Villages,
};
use crate::{
    exchange::{
        model::{parameters::Default, sheet, span::Slice},
        views::Sheet,
    },
    http::{problem::Problem, routes::Routes, state::App, streamed::streamed},
    site::model::Site,
    web::{json, page::Page},
};
use axum::{
    extract::{RawQuery, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use futures_util::stream;
use std::time::Duration;

/// Rows per read.
const ROWS: i64 = 2_000;
/// How often, and after which pause, a page is retried while the database is busy.
const ATTEMPTS: u32 = 5;
const PAUSE: Duration = Duration::from_millis(1500);

/// A sheet for the router and the documentation.
struct Entry {
    route: fn(Routes) -> Routes,
    describe: fn(&Site) -> Sheet,
}

const fn entry<D: Dataset>() -> Entry {
    Entry {
        route: |routes| routes.plain(&path::<D>(), show::<D>),
        describe: |site| Sheet { path: path::<D>(), title: D::TITLE, filters: names::<D>(site) },
    }
}

const SHEETS: [Entry; 14] = [
    entry::<Exhibitors>(),
    entry::<Products>(),
    entry::<Brands>(),
    entry::<Projects>(),
    entry::<Agreements>(),
    entry::<Contracts>(),
    entry::<Deliveries>(),
    entry::<Payments>(),
    entry::<Buyers>(),
    entry::<Banners>(),
    entry::<Villages>(),
    entry::<Editions>(),
    entry::<Sales>(),
    entry::<Divisions>(),
];

pub fn routes() -> Routes {
    SHEETS.iter().fold(Routes::new(), |routes, sheet| (sheet.route)(routes))
}

pub fn sheets(site: &Site) -> Vec<Sheet> {
    SHEETS.iter().map(|sheet| (sheet.describe)(site)).collect()
}

fn path<D: Dataset>() -> String {
    format!("/opendata/{}.csv", D::NAME)
}

fn names<D: Dataset>(site: &Site) -> Vec<&'static str> {
    D::filters(site, Default::All).into_iter().map(|filter| filter.name).collect()
}

/// The position of a sheet.
struct Rest {
    app: App,
    page: Page,
    next: Option<String>,
}

async fn show<D: Dataset>(
    State(app): State<App>,
    mut page: Page,
    RawQuery(raw): RawQuery,
) -> Result<Response, Problem> {
    let names = names::<D>(&page.site);
    json::check(raw.as_deref().unwrap_or_default(), &names)?;
    // All editions unless one is named: a sheet without filters is the whole table.
    if names.contains(&"edition") && !D::IS_OF_ONE_EDITION && page.query.get("edition").is_none() {
        page.query = page.query.with("edition", "all");
    }
    // The first rows are read before the answer begins, so that a refusal is still possible.
    let first = D::slice(&app, &page, None, ROWS).await?;
    let begun = format!(
        "{}{}",
        sheet::head::<D::Record>(),
        sheet::rows(&first.records, &page.public_url, page.is_demonstration())
    );
    let name = format!("attachment; filename=\"{}-{}.csv\"", D::NAME, page.today);
    let rest = Rest { app, page, next: first.next };
    let rows = stream::unfold((Some(begun), rest), |(begun, rest)| async move {
        match begun {
            Some(begun) => Some((Ok(begun), (None, rest))),
            None => further::<D>(rest).await.map(|(rows, rest)| (rows, (None, rest))),
        }
    });
    let mut response = streamed(rows).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8; header=present"),
    );
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_str(&name).map_err(|_| Problem::Internal)?,
    );
    Ok(response)
}

/// The next rows. If they cannot be read, the answer breaks off, so that nobody takes a part for
/// the whole.
async fn further<D: Dataset>(mut rest: Rest) -> Option<(Result<String, std::io::Error>, Rest)> {
    let after = rest.next.take()?;
    match patiently::<D>(&rest, &after).await {
        Ok(slice) => {
            let rows =
                sheet::rows(&slice.records, &rest.page.public_url, rest.page.is_demonstration());
            rest.next = slice.next;
            Some((Ok(rows), rest))
        }
        Err(problem) => {
            tracing::warn!(?problem, sheet = D::NAME, "a sheet broke off");
            Some((Err(std::io::Error::other("the sheet broke off")), rest))
        }
    }
}

async fn patiently<D: Dataset>(rest: &Rest, after: &str) -> Result<Slice<D::Record>, Problem> {
    let mut attempt = 1;
    loop {
        match D::slice(&rest.app, &rest.page, Some(after), ROWS).await {
            Err(Problem::Unavailable) if attempt < ATTEMPTS => tokio::time::sleep(PAUSE).await,
            done => return done,
        }
        attempt += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{app, site::model::Installation};

    /// Each noun declares the filters of its list, and this module those of its sheet.
    #[test]
    fn a_sheet_takes_what_its_list_can_be_narrowed_by() {
        let installation = Installation {
            is_demonstration: false,
            business_day: None,
            dispatch_launched_on: None,
        };
        let site = Site { installation, city: None, editions: Vec::new(), banners: Vec::new() };
        for sheet in sheets(&site).iter().filter(|sheet| !sheet.path.ends_with("divisions.csv")) {
            let list = sheet.path.trim_start_matches("/opendata/").trim_end_matches(".csv");
            let (mut of_sheet, mut of_list) =
                (sheet.filters.clone(), app::declarations(app::NOUNS).filters_of(list).to_vec());
            of_sheet.sort_unstable();
            of_list.sort_unstable();
            assert_eq!(of_sheet, of_list, "{list}");
        }
    }
}
