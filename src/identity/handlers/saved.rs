//! Saved filters.

use super::{desk, flashes};
use crate::{
    http::{problem::Problem, state::App},
    identity::{actions::saved, forms::SavedFilterForm},
    web::{body::Form, office::Office, page::Page},
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
    let Some(name) = form.name() else { return Ok(flashes::FILTER_WITHOUT_NAME.at(&back)) };
    let said = match saved::keep(desk(&app), &office.viewer, list, &name, &query).await? {
        true => flashes::FILTER_KEPT,
        false => flashes::TOO_MANY_FILTERS,
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
    Ok(flashes::FILTER_GONE.at(&page.href(&gone.list)))
}
