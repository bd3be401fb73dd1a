//! 签约清单: the released deals, to print and sign.

use super::edition;
use crate::{
    http::{problem::Problem, state::App},
    projects::{
        model::deal::{CeremonyState, RunRow},
        store::deals,
    },
    signing::views::List,
    web::{
        office::Office,
        page::{Page, render},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};

pub async fn index(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(ordinal): Path<String>,
) -> Result<Response, Problem> {
    let edition = edition(&app, &ordinal).await?;
    let rows = deals::run_sheet(app.pool(), edition.id, office.viewer.scope.banner()).await?;
    let is_released = |row: &RunRow| row.state == CeremonyState::Released;
    let rows: Vec<RunRow> = rows.into_iter().filter(is_released).collect();
    render(&List::new(page, office, edition, &rows, app.now()))
}
