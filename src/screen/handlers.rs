//! /screen

mod events;

use super::{
    store,
    views::{Ceremony, Goods, Index, intents_by_banner},
};
use crate::{
    http::{problem::Problem, routes::Routes, state::App},
    indicators::{
        self,
        actions::Ask,
        model::{Facts, Point, Scope, Source},
    },
    journal::model::Account,
    ladder::views::{Corner, LadderScope, ladder_with_households},
    places::{
        household_table,
        views::{Atlas, ByBanner, Shading},
    },
    products::model::Category,
    ui::{ladder::Ladder, qr::Qr},
    values::{day, ids::EditionId},
    web::page::{Page, render},
};
use axum::{extract::State, response::Response};
use chrono::{DateTime, Utc};

/// The latest, and those before it.
const DEALS_SHOWN: i64 = 7;

/// Of the edition, and of the city.
const SOURCES: &[Source] = &[
    Source::Journal(Account::IntentSigned),
    Source::Journal(Account::IntentRenewal),
    Source::Journal(Account::IntentLive),
    Source::Journal(Account::FrameworkStanding),
    Source::Journal(Account::FrameworkOpenCeiling),
    Source::Journal(Account::ContractCurrent),
    Source::Journal(Account::PurchaseAccepted),
    Source::Exhibitors,
    Source::Products,
    Source::Payments,
];

pub fn routes() -> Routes {
    Routes::new().page("/screen", index).plain(events::PATH, events::index)
}

async fn index(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    let edition = page.edition().cloned();
    let id = edition.as_ref().map(|edition| edition.id);
    let of_edition = Scope { edition: id, ..Scope::default() }.on(page.today);
    let points = [of_edition, Scope::default().on(page.today)];
    let facts = facts(&app, &page, SOURCES, &points).await?;
    let [of_edition, of_city] = &facts[..] else { return Err(Problem::NotFound) };
    let by_banner = indicators::actions::by_banner(app.kept(), &page.site, id, page.today).await?;
    let households = household_table(&app, &page, page.today).await?;
    let ladder = stairs(&app, &page, of_city, &households.city).await?;
    let by_banner = ByBanner { sums: &by_banner, counts: &[], households: &households };
    let label = page.t("二维码：本届的记录", "QR code: the records of this edition");
    let records = edition.as_ref().map_or("/projects".into(), |edition| edition.path());
    let qr = Qr::of(&format!("{}{}", page.public_url, page.href(records)), label);
    render(&Index {
        read_at: day::second(app.now()),
        corrected_at: corrected_at(&app, &page, id).await?,
        deals: deals(&app, id).await?,
        goods: goods(&app, &page).await?,
        atlas: Atlas::new(&page, Shading::Purchase, &by_banner),
        ranking: intents_by_banner(&page, by_banner.sums),
        ceremony: edition.map(|edition| Ceremony::new(edition, of_edition)),
        ladder,
        qr,
        page,
    })
}

/// On the business day, or later.
async fn corrected_at(
    app: &App,
    page: &Page,
    edition: Option<EditionId>,
) -> Result<Option<DateTime<Utc>>, Problem> {
    let Some(edition) = edition else { return Ok(None) };
    Ok(store::corrected_at(app.kept(), edition, day::begins(page.today)).await?)
}

async fn facts(
    app: &App,
    page: &Page,
    sources: &[Source],
    points: &[Point],
) -> Result<Vec<Facts>, Problem> {
    let ask = Ask {
        pool: app.kept(),
        site: &page.site,
        today: page.today,
        scope: &Scope::default(),
        sources,
    };
    Ok(indicators::actions::facts(&ask, points).await?)
}

/// All time, on every step; the edition's own figure stands apart.
async fn stairs(
    app: &App,
    page: &Page,
    of_city: &Facts,
    households: &crate::households::model::Row,
) -> Result<Ladder, Problem> {
    let (scope, sums) = (Scope::default(), of_city.sums());
    let of = indicators::actions::household_figure(
        app.kept(),
        &scope,
        Some(households),
        page.today,
        &sums,
    )
    .await?;
    let whose = LadderScope {
        at_home: true,
        projects_query: "edition=all".into(),
        paid: of_city.paid,
        ..LadderScope::default()
    };
    let corner = Corner { day: page.today, of: &of, href: "/banners#households" };
    let ladder = ladder_with_households(page, &whose, &sums, &corner);
    Ok(Ladder { note: false, ..ladder })
}

async fn deals(app: &App, edition: Option<EditionId>) -> Result<Vec<super::model::Deal>, Problem> {
    match edition {
        Some(edition) => Ok(store::latest(app.kept(), edition, DEALS_SHOWN).await?),
        None => Ok(Vec::new()),
    }
}

/// The accepted goods of each category.
async fn goods(app: &App, page: &Page) -> Result<Vec<Goods>, Problem> {
    let of = |category: &Category| {
        Scope { category: Some(category.code.clone()), ..Scope::default() }.on(page.today)
    };
    let points: Vec<Point> = Category::top().map(of).collect();
    let sources = [Source::Journal(Account::PurchaseAccepted)];
    let facts = facts(app, page, &sources, &points).await?;
    Ok(Goods::all(page, &facts))
}
