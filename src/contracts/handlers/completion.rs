//! A contract that is completed.

use super::{flashes, office::signed};
use crate::{
    contracts::{actions, model::record::ContractRecord},
    http::{problem::Problem, state::App},
    promises::{forms::reader::Reader, led, load, model::Promise, said_of_ending, views::Typed},
    values::ids::Seen,
    web::{
        body::Form,
        declaration::links::Texts,
        forms::seen_version,
        office::{Office, OfficePage},
        page::Page,
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CompletionForm {
    version: String,
    completed_on: String,
}

const COMPLETED_ON: (&str, Texts) = ("completed_on", ("完成日", "Completed on"));

pub async fn complete(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<CompletionForm>,
) -> Result<Response, Problem> {
    let record: ContractRecord = load(&app, &office, &id).await?;
    let mut reader = Reader::new(&page);
    let errors = match reader.day(COMPLETED_ON, &form.completed_on) {
        None => reader.errors,
        Some(on) => {
            let seen = Seen { id: record.id, version: seen_version(&form.version) };
            let done = actions::complete(app.pool(), &office.viewer, seen, on, page.today).await;
            match led(done, flashes::CONTRACT_COMPLETED, &page.href(record.path())) {
                Ok(response) => return Ok(response),
                Err(refusal) => said_of_ending::<ContractRecord>(&page, COMPLETED_ON, refusal)?,
            }
        }
    };
    let typed = Typed { errors, ..Typed::blank(page.today) };
    signed(&app, OfficePage { page, office }, record, typed, form.completed_on).await
}
