//! The floor plan for visitors.

use crate::{
    exhibitors,
    fairs::forms,
    hall::{
        forms::seats::AssignForm,
        store::{plan, seats},
        views::floor_plan::{FloorPlan, Hall, Light},
    },
    http::{problem::Problem, state::App},
    values::ids::EditionId,
    web::page::{Page, render},
};
use axum::{
    extract::{Path, State},
    response::Response,
};

/// More than any hall has.
const MOST_LIT: i64 = 2000;

pub async fn show(
    State(app): State<App>,
    page: Page,
    Path(ordinal): Path<String>,
) -> Result<Response, Problem> {
    let edition = forms::ordinal(&ordinal)
        .and_then(|n| page.site.by_ordinal(n))
        .cloned()
        .ok_or(Problem::NotFound)?;
    let light = light(&app, &page, edition.id).await?;
    let mut kept = app.kept().acquire().await?;
    let zones = plan::zones(&mut *kept, edition.id).await?;
    let booths = plan::booths(&mut *kept, edition.id).await?;
    let shown = seats::shown(&mut *kept, edition.id).await?;
    drop(kept);
    render(&FloorPlan::new(page, edition, Hall { zones, booths, shown }, &light))
}

/// The search, with the matches of the list of exhibitors; or the booth that a link named.
async fn light(app: &App, page: &Page, edition: EditionId) -> Result<Light, Problem> {
    if let Some(search) = page.search()? {
        let filter = exhibitors::model::Filter {
            edition: Some(edition),
            search: Some(search),
            ..Default::default()
        };
        let found = exhibitors::store::list(app.pool(), &filter, page.today, MOST_LIT, 0).await?;
        return Ok(Light::Exhibitors(found.into_iter().map(|card| card.id).collect()));
    }
    Ok(match page.query.get("booth") {
        None => Light::Nothing,
        Some(typed) => {
            let code = AssignForm { booth: typed.to_string(), ..AssignForm::default() }.code();
            Light::Booth(code.unwrap_or_else(|| typed.to_string()))
        }
    })
}
