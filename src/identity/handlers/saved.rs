//! Saved filters.

use super::desk;
use crate::{
    identity::{actions::saved, forms::SavedFilterForm},
    kit::{body::Form, flash::Flash, office::Office, page::Page, problem::Problem, state::App},
};
use axum::{
    extract::{Path, State},
    response::Response,
};

/// Back to the list, which shows the filter from now on.
pub async fn create(
    State(app): State<App>,
    page: Page,
    office: Office,
    Form(form): Form<SavedFilterForm>,
) -> Result<Response, Problem> {
    let list = form.list().ok_or(Problem::NotFound)?;
    let query = form.query()?;
    let back = page.href(format!("{list}{query}"));
    let Some(name) = form.name() else { return Ok(Flash::FilterWithoutName.at(&back)) };
    let said = match saved::keep(desk(&app), &office.viewer, (list, &name, &query)).await? {
        true => Flash::FilterKept,
        false => Flash::TooManyFilters,
    };
    Ok(said.at(&back))
}

pub async fn remove(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    let gone = saved::remove(desk(&app), &office.viewer, id).await?.ok_or(Problem::NotFound)?;
    Ok(Flash::FilterGone.at(&page.href(&gone.list)))
}
