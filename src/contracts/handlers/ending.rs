//! A signed contract: its page, its completion and its early end; and contracts voided.

use super::{
    flashes,
    office::{draft, load},
    refusals::said_of_ending,
};
use crate::{
    audit,
    contracts::{
        actions::{self, Refusal},
        model::{record::ContractRecord, trail::CONTRACTS},
        store::{self, office},
        views::office::{Edit, Show},
    },
    http::{problem::Problem, state::App},
    promises::forms::ending::EndingForm,
    values::{day, ids::Seen},
    web::{
        body::Form,
        flash::shared,
        forms::{Errors, seen_version},
        office::{Office, OfficePage},
        page::{Page, refused, render},
        reason::{ReasonForm, Unreasoned},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use serde::Deserialize;

const ASKED: (&str, &str) =
    ("请写明原因，不超过 200 个字", "Enter a reason of 1 to 200 characters");

pub async fn show(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let record = load(&app, &office, &id).await?;
    let at = OfficePage { page, office };
    if record.is_draft() && !record.is_of_the_desk() {
        render(&draft(&app, at, record, Errors::default()).await?)
    } else {
        render(&signed(&app, at, record).await?)
    }
}

async fn signed(
    app: &App,
    OfficePage { page, office }: OfficePage,
    record: ContractRecord,
) -> Result<Show, Problem> {
    let followers = office::followers(app.pool(), record.id).await?;
    let amendments = store::amendments_of(app.pool(), record.id).await?;
    let history = audit::history(app, &page, &CONTRACTS, record.id).await?;
    let ending = EndingForm::blank(page.today);
    let completed_on = page.today.to_string();
    Ok(Show {
        page,
        office,
        record,
        followers,
        amendments,
        history,
        errors: Errors::default(),
        ending,
        completed_on,
        reason: String::new(),
    })
}

pub async fn terminate(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<EndingForm>,
) -> Result<Response, Problem> {
    let record = load(&app, &office, &id).await?;
    let at = page.href(record.path());
    let errors = match form.parse(&page) {
        Err(errors) => errors,
        Ok(ending) => {
            let seen = Seen { id: record.id, version: seen_version(&form.version) };
            let ended =
                actions::terminate(app.pool(), &office.viewer, seen, &ending, page.today).await;
            match ended {
                Ok(()) => return Ok(flashes::CONTRACT_TERMINATED.at(&at)),
                Err(Refusal::WrongState | Refusal::Conflict(_)) => {
                    return Ok(shared::LOOK_AGAIN.at(&at));
                }
                Err(refusal) => said_of_ending(&page, "on", refusal)?,
            }
        }
    };
    let view = signed(&app, OfficePage { page, office }, record).await?;
    refused(&Show { errors, ending: form, ..view })
}

/// The form of a completion.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CompletionForm {
    version: String,
    completed_on: String,
}

pub async fn complete(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<CompletionForm>,
) -> Result<Response, Problem> {
    let record = load(&app, &office, &id).await?;
    let at = page.href(record.path());
    let errors = match day::parse(form.completed_on.trim()) {
        None => Errors::one(
            "completed_on",
            page.t("完成日", "Completed on"),
            page.t("格式为 2020-09-28", "Use the format 2020-09-28"),
        ),
        Some(on) => {
            let seen = Seen { id: record.id, version: seen_version(&form.version) };
            match actions::complete(app.pool(), &office.viewer, seen, on, page.today).await {
                Ok(()) => return Ok(flashes::CONTRACT_COMPLETED.at(&at)),
                Err(Refusal::WrongState | Refusal::Conflict(_)) => {
                    return Ok(shared::LOOK_AGAIN.at(&at));
                }
                Err(refusal) => said_of_ending(&page, "completed_on", refusal)?,
            }
        }
    };
    let view = signed(&app, OfficePage { page, office }, record).await?;
    refused(&Show { errors, completed_on: form.completed_on, ..view })
}

pub async fn void(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<ReasonForm>,
) -> Result<Response, Problem> {
    let record = load(&app, &office, &id).await?;
    let at = page.href(record.path());
    let seen = Seen { id: record.id, version: form.version() };
    let Some(reason) = form.sentence() else {
        let Unreasoned { typed: reason, errors } = form.missing(&page, "why-void", ASKED);
        let asked = OfficePage { page, office };
        return if record.is_draft() && !record.is_of_the_desk() {
            let view = draft(&app, asked, record, errors).await?;
            refused(&Edit { reason, ..view })
        } else {
            let view = signed(&app, asked, record).await?;
            refused(&Show { errors, reason, ..view })
        };
    };
    match actions::void(app.pool(), &office.viewer, seen, &reason, app.now()).await {
        Ok(()) => Ok(flashes::CONTRACT_VOID.at(&at)),
        Err(Refusal::Followed) => Ok(flashes::CONTRACT_STUCK.at(&at)),
        Err(Refusal::WrongState | Refusal::Conflict(_)) => Ok(shared::LOOK_AGAIN.at(&at)),
        Err(refusal) => Err(refusal.into()),
    }
}
