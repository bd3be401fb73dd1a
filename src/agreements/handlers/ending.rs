//! A signed agreement: its page, its early end, what it comes from; and agreements voided.

use super::{
    flashes,
    office::{draft, load},
    refusals::{said, said_of_ending},
};
use crate::{
    agreements::{
        actions::{self, Refusal},
        forms::office::{Correction, OriginForm},
        model::{record::AgreementRecord, trail::AGREEMENTS},
        store,
        views::office::{Edit, Show},
    },
    audit, contracts,
    http::{problem::Problem, state::App},
    projects::store::deals,
    promises::forms::ending::EndingForm,
    values::ids::Seen,
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

/// The ruler shows each.
const CONTRACTS_SHOWN: i64 = 60;
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
    if record.is_draft() {
        render(&draft(&app, at, record, Errors::default()).await?)
    } else {
        render(&signed(&app, at, record).await?)
    }
}

async fn signed(
    app: &App,
    OfficePage { page, office }: OfficePage,
    record: AgreementRecord,
) -> Result<Show, Problem> {
    let called = store::called(app.pool(), record.id, page.today).await?;
    let filter = contracts::model::Filter { agreement: Some(record.id), ..Default::default() };
    let contracts =
        contracts::store::list(app.pool(), &filter, page.today, CONTRACTS_SHOWN, 0).await?;
    let history = audit::history(app, &page, &AGREEMENTS, record.id).await?;
    let origin =
        OriginForm { project: record.project.clone().unwrap_or_default(), ..OriginForm::default() };
    let ending = EndingForm::blank(page.today);
    Ok(Show {
        page,
        office,
        record,
        called,
        contracts,
        history,
        errors: Errors::default(),
        ending,
        origin,
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
                Ok(()) => return Ok(flashes::AGREEMENT_TERMINATED.at(&at)),
                Err(Refusal::WrongState | Refusal::Conflict(_)) => {
                    return Ok(shared::LOOK_AGAIN.at(&at));
                }
                Err(refusal) => said_of_ending(&page, refusal)?,
            }
        }
    };
    let view = signed(&app, OfficePage { page, office }, record).await?;
    refused(&Show { errors, ending: form, ..view })
}

pub async fn relink(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<OriginForm>,
) -> Result<Response, Problem> {
    let record = load(&app, &office, &id).await?;
    let at = page.href(record.path());
    let found = match form.project.trim() {
        "" => None,
        number => deals::released_numbered(app.pool(), number).await?,
    };
    let errors = match form.parse(&page, found) {
        Err(errors) => errors,
        Ok(Correction { project, reason }) => {
            let seen = Seen { id: record.id, version: seen_version(&form.version) };
            match actions::relink(app.pool(), &office.viewer, seen, project, &reason).await {
                Ok(()) => return Ok(flashes::AGREEMENT_RELINKED.at(&at)),
                Err(Refusal::WrongState | Refusal::Conflict(_)) => {
                    return Ok(shared::LOOK_AGAIN.at(&at));
                }
                Err(refusal) => said(&page, refusal)?,
            }
        }
    };
    let view = signed(&app, OfficePage { page, office }, record).await?;
    refused(&Show { errors, origin: form, ..view })
}

pub async fn void(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<ReasonForm>,
) -> Result<Response, Problem> {
    let record = load(&app, &office, &id).await?;
    let (at, seen) = (page.href(record.path()), Seen { id: record.id, version: form.version() });
    let Some(reason) = form.sentence() else {
        let Unreasoned { typed: reason, errors } = form.missing(&page, "why-void", ASKED);
        let asked = OfficePage { page, office };
        return if record.is_draft() {
            let view = draft(&app, asked, record, errors).await?;
            refused(&Edit { reason, ..view })
        } else {
            let view = signed(&app, asked, record).await?;
            refused(&Show { errors, reason, ..view })
        };
    };
    match actions::void(app.pool(), &office.viewer, seen, &reason, app.now()).await {
        Ok(()) => Ok(flashes::AGREEMENT_VOID.at(&at)),
        Err(Refusal::Followed) => Ok(flashes::AGREEMENT_STUCK.at(&at)),
        Err(Refusal::WrongState | Refusal::Conflict(_)) => Ok(shared::LOOK_AGAIN.at(&at)),
        Err(refusal) => Err(refusal.into()),
    }
}
