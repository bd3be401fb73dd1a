//! Editions for visitors.

use crate::{
    applications,
    exhibitors::{self, model::onsite},
    fairs::{
        forms, store,
        views::{Index, Outcome, Sales, Show, When},
    },
    http::{problem::Problem, state::App},
    indicators::{
        self,
        actions::Ask,
        model::{Facts, Point, Scope},
    },
    ladder::{self, views::LadderScope},
    projects,
    site::model::Edition,
    web::page::{Page, render},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::NaiveDate;

const PROJECTS_SHOWN: i64 = 8;

fn edition(page: &Page, ordinal: &str) -> Result<Edition, Problem> {
    forms::ordinal(ordinal).and_then(|n| page.site.by_ordinal(n)).cloned().ok_or(Problem::NotFound)
}

pub async fn index(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    let as_of = page.as_of()?;
    let mut editions: Vec<Edition> = page.site.public_editions().into_iter().cloned().collect();
    // As of a day, the editions held by then; without one, future ones too.
    if let Some(day) = page.as_of_if_given()? {
        editions.retain(|edition| edition.held_in <= day);
    }
    let outcomes = outcomes(&app, &page, &editions, as_of).await?;
    let results = editions.into_iter().zip(outcomes).collect();
    render(&Index { results, as_of, page })
}

pub async fn show(
    State(app): State<App>,
    page: Page,
    Path(ordinal): Path<String>,
) -> Result<Response, Problem> {
    let edition = edition(&page, &ordinal)?;
    let zones = store::zones(app.kept(), edition.id).await?;
    let notices = applications::store::notices(app.kept(), edition.id, page.today).await?;
    let scope = Scope { edition: Some(edition.id), ..Scope::default() };
    let as_of = page.as_of()?;
    let facts = facts(&app, &page, &scope, &[scope.on(as_of)]).await?;
    let facts = facts.first().ok_or(Problem::NotFound)?;
    let outcome = Outcome::of(facts);
    let whose =
        LadderScope { query: format!("edition={}", edition.ordinal), ..LadderScope::default() };
    let ladder = ladder::views::ladder(&page, &whose, &facts.sums());
    let of_projects = projects::model::Filter {
        edition: Some(edition.id),
        order: projects::model::Order::Latest,
        as_of: page.as_of_if_given()?,
        ..Default::default()
    };
    let projects = projects::store::list(app.pool(), &of_projects, PROJECTS_SHOWN, 0).await?;
    render(&Show {
        when: When::new(&page, &edition),
        page,
        edition,
        as_of,
        outcome,
        notices,
        zones,
        ladder,
        projects,
    })
}

pub async fn sales(
    State(app): State<App>,
    page: Page,
    Path(ordinal): Path<String>,
) -> Result<Response, Problem> {
    let edition = edition(&page, &ordinal)?;
    let filter = forms::sales(&page, Some(edition.id))?;
    let sales = exhibitors::store::sales::confirmed(app.pool(), Some(edition.id)).await?;
    let zones = store::zones(app.kept(), edition.id).await?;
    let unconfirmed =
        exhibitors::store::unconfirmed_sales(app.pool(), edition.id, page.today).await?;
    let publication = onsite::Publication::new(&sales, page.today);
    let view = Sales::new(page, edition, &publication, &filter, &zones);
    render(&view.with_unconfirmed(unconfirmed))
}

/// The results of each of `editions` by `as_of`.
pub async fn outcomes(
    app: &App,
    page: &Page,
    editions: &[Edition],
    as_of: NaiveDate,
) -> Result<Vec<Outcome>, Problem> {
    let points: Vec<Point> = editions
        .iter()
        .map(|edition| Scope { edition: Some(edition.id), ..Scope::default() }.on(as_of))
        .collect();
    Ok(facts(app, page, &Scope::default(), &points).await?.iter().map(Outcome::of).collect())
}

async fn facts(
    app: &App,
    page: &Page,
    scope: &Scope,
    points: &[Point],
) -> Result<Vec<Facts>, Problem> {
    let ask = Ask {
        pool: app.kept(),
        site: &page.site,
        today: page.today,
        scope,
        sources: Outcome::SOURCES,
    };
    Ok(indicators::actions::facts(&ask, points).await?)
}
