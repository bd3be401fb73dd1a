//! /fairs

use super::{
    store,
    views::{Index, Sales, Show, When},
};
use crate::{
    exhibitors,
    kit::{
        page::{Page, render},
        problem::Problem,
        routes::Routes,
        state::App,
    },
    ladder::{self, model::Scope, views::Whose},
    projects,
    site::model::Edition,
};
use axum::{
    extract::{Path, State},
    response::Response,
};

const PROJECTS_SHOWN: i64 = 8;

pub fn routes() -> Routes {
    Routes::new().page("/fairs", index).page("/fairs/{ordinal}", show).page("/fairs/{ordinal}/sales", sales)
}

fn edition(page: &Page, ordinal: &str) -> Result<Edition, Problem> {
    // One edition has one address: `/fairs/03` is none.
    let plain = ordinal.parse::<i16>().ok().filter(|n| n.to_string() == ordinal);
    plain.and_then(|n| page.site.by_ordinal(n)).cloned().ok_or(Problem::NotFound)
}

async fn index(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    let outcomes = store::results(app.pool(), None, page.today).await?;
    let with_edition = |outcome: super::model::Outcome| page.site.edition(outcome.edition_id).cloned().map(|edition| (edition, outcome));
    let results = outcomes.into_iter().filter_map(with_edition).collect();
    render(&Index { results, page })
}

async fn show(State(app): State<App>, page: Page, Path(ordinal): Path<String>) -> Result<Response, Problem> {
    let edition = edition(&page, &ordinal)?;
    let outcome = store::results(app.pool(), Some(edition.id), page.today).await?.into_iter().next().ok_or(Problem::NotFound)?;
    let zones = store::zones(app.pool(), edition.id).await?;
    let sums = ladder::store::sums(app.pool(), &Scope { edition: Some(edition.id), ..Scope::default() }, page.today).await?;
    let whose = Whose { query: format!("edition={}", edition.ordinal), ..Whose::default() };
    let ladder = ladder::views::ladder(&page, &whose, &sums);
    let of_projects = projects::model::Filter { edition: Some(edition.id), order: projects::model::Order::Latest, ..Default::default() };
    let projects = projects::store::list(app.pool(), &of_projects, PROJECTS_SHOWN, 0).await?;
    render(&Show { when: When::new(&page, &edition), page, edition, outcome, zones, ladder, projects })
}

async fn sales(State(app): State<App>, page: Page, Path(ordinal): Path<String>) -> Result<Response, Problem> {
    let edition = edition(&page, &ordinal)?;
    let rows = exhibitors::store::sales(app.pool(), edition.id, page.today).await?;
    let unconfirmed = exhibitors::store::unconfirmed_sales(app.pool(), edition.id, page.today).await?;
    render(&Sales { page, edition, rows, unconfirmed })
}
