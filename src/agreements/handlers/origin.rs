//! What a signed agreement comes from, corrected.

use super::{flashes, office::signed};
use crate::{
    agreements::{
        actions,
        forms::office::{Correction, OriginForm},
        model::record::AgreementRecord,
    },
    http::{problem::Problem, state::App},
    projects::store::deals,
    promises::{led, load, model::Promise, said, views::Typed},
    values::ids::Seen,
    web::{
        body::Form,
        forms::seen_version,
        office::{Office, OfficePage},
        page::Page,
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};

pub async fn relink(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<OriginForm>,
) -> Result<Response, Problem> {
    let record: AgreementRecord = load(&app, &office, &id).await?;
    let found = match form.project.trim() {
        "" => None,
        number => deals::released_numbered(app.pool(), number).await?,
    };
    let errors = match form.parse(&page, found) {
        Err(errors) => errors,
        Ok(Correction { project, reason }) => {
            let seen = Seen { id: record.id, version: seen_version(&form.version) };
            let done = actions::relink(app.pool(), &office.viewer, seen, project, &reason).await;
            match led(done, flashes::AGREEMENT_RELINKED, &page.href(record.path())) {
                Ok(response) => return Ok(response),
                Err(refusal) => said::<AgreementRecord>(&page, refusal)?,
            }
        }
    };
    let typed = Typed { errors, ..Typed::blank(page.today) };
    signed(&app, OfficePage { page, office }, record, typed, form).await
}
