//! Goods accepted line by line, disputes settled, decisions withdrawn.

use super::{
    acts::{load, view},
    flashes,
    refusals::said_of_acceptance,
};
use crate::{
    deliveries::{
        actions::{self, Refusal},
        forms::acceptance::AcceptanceForm,
        model::record::DeliveryRecord,
        views::{
            accepting::Accept,
            office::{OfficeShow, path},
        },
    },
    http::{problem::Problem, state::App},
    promises::forms::reader::REASON,
    submissions,
    values::{
        ids::{DeliveryLineId, Seen},
        typed::{number, words},
    },
    web::{
        body::Form,
        fields::Fields,
        flash::{Flash, shared},
        forms::{Errors, new_form_code, seen_version},
        office::{Office, OfficePage},
        page::{Page, refused, render},
        reason::{ReasonForm, Unreasoned},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use rust_decimal::Decimal;
use serde::Deserialize;

pub async fn form(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let record = load(&app, &office, &id).await?;
    if let Some(said) = barred(&office, &record) {
        return Ok(said.at(&page.href(path(&office, record.id))));
    }
    let form = AcceptanceForm {
        form: new_form_code()?,
        version: record.version.to_string(),
        on: page.today.to_string(),
        ..AcceptanceForm::default()
    };
    render(&Accept { page, office, record, form, errors: Errors::default() })
}

/// Why there is nothing to decide for this viewer.
fn barred(office: &Office, record: &DeliveryRecord) -> Option<Flash> {
    if record.is_entered_by(office.viewer.user) {
        return Some(flashes::OWN_ENTRY);
    }
    (!record.has_open()).then_some(shared::LOOK_AGAIN)
}

pub async fn accept(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let record = load(&app, &office, &id).await?;
    let at = page.href(path(&office, record.id));
    let form = AcceptanceForm::read(&fields, &record);
    let sent = submissions::forms::read(&form.form, &office.viewer)?;
    if submissions::store::find(app.pool(), "acceptances", &sent).await?.is_some() {
        return Ok(flashes::DELIVERY_ACCEPTED.at(&at));
    }
    if let Some(said) = barred(&office, &record) {
        return Ok(said.at(&at));
    }
    let errors = match form.parse(&page, &record) {
        Err(errors) => errors,
        Ok(acceptance) => {
            let seen = Seen { id: record.id, version: seen_version(&form.version) };
            let (viewer, today) = (&office.viewer, page.today);
            match actions::accept(app.pool(), viewer, seen, &acceptance, (&sent, today)).await {
                Ok(()) => return Ok(flashes::DELIVERY_ACCEPTED.at(&at)),
                Err(Refusal::OwnEntry) => return Ok(flashes::OWN_ENTRY.at(&at)),
                Err(Refusal::ContractClosed) => return Ok(flashes::CONTRACT_CLOSED.at(&at)),
                Err(Refusal::WrongState) => return Ok(shared::LOOK_AGAIN.at(&at)),
                Err(refusal) => said_of_acceptance(&page, &record, refusal)?,
            }
        }
    };
    // What is shown now is what the next sending refers to.
    let record = load(&app, &office, &id).await?;
    let form = AcceptanceForm { version: record.version.to_string(), ..form };
    refused(&Accept { page, office, record, form, errors })
}

/// How a dispute would be settled, or is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SettlementForm {
    version: String,
    accepted: String,
    reason: String,
}

type LinePath = Path<(String, String)>;

fn line_of(path: &(String, String)) -> Result<DeliveryLineId, Problem> {
    path.1.parse().map_err(|()| Problem::NotFound)
}

pub async fn offer(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(at): LinePath,
    Form(form): Form<SettlementForm>,
) -> Result<Response, Problem> {
    let record = load(&app, &office, &at.0).await?;
    let line = line_of(&at)?;
    let seen = Seen { id: record.id, version: seen_version(&form.version) };
    let note = match form.reason.trim() {
        "" => Some(String::new()),
        typed => words(typed, 200),
    };
    let done = match (quantity(&form.accepted), note) {
        (Some(accepted), Some(note)) => {
            let terms = (accepted, note.as_str());
            actions::offer(app.pool(), &office.viewer, seen, line, terms).await
        }
        _ => return unread(&app, OfficePage { page, office }, record).await,
    };
    answer(&app, OfficePage { page, office }, record, done, flashes::DISPUTE_OFFERED).await
}

pub async fn agree(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(at): LinePath,
    Form(form): Form<SettlementForm>,
) -> Result<Response, Problem> {
    let record = load(&app, &office, &at.0).await?;
    let line = line_of(&at)?;
    let seen = Seen { id: record.id, version: seen_version(&form.version) };
    let done = actions::agree(app.pool(), &office.viewer, seen, line, page.today).await;
    answer(&app, OfficePage { page, office }, record, done, flashes::DISPUTE_SETTLED).await
}

pub async fn decide(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(at): LinePath,
    Form(form): Form<SettlementForm>,
) -> Result<Response, Problem> {
    let record = load(&app, &office, &at.0).await?;
    let line = line_of(&at)?;
    let seen = Seen { id: record.id, version: seen_version(&form.version) };
    let (Some(accepted), Some(reason)) = (quantity(&form.accepted), words(&form.reason, 200))
    else {
        return unread(&app, OfficePage { page, office }, record).await;
    };
    let terms = (accepted, reason.as_str(), page.today);
    let done = actions::decide(app.pool(), &office.viewer, seen, line, terms).await;
    answer(&app, OfficePage { page, office }, record, done, flashes::DISPUTE_SETTLED).await
}

pub async fn withdraw(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(at): LinePath,
    Form(form): Form<ReasonForm>,
) -> Result<Response, Problem> {
    let record = load(&app, &office, &at.0).await?;
    let line = line_of(&at)?;
    let seen = Seen { id: record.id, version: form.version() };
    let Some(reason) = form.sentence() else {
        let Unreasoned { typed, errors } = form.missing(&page, "why-withdrawn", REASON);
        let view = view(&app, OfficePage { page, office }, record, errors).await?;
        return refused(&OfficeShow { reason: typed, ..view });
    };
    let terms = (reason.as_str(), page.today);
    let done = actions::withdraw(app.pool(), &office.viewer, seen, line, terms).await;
    answer(&app, OfficePage { page, office }, record, done, flashes::DELIVERY_WITHDRAWN).await
}

/// 0 accepts nothing.
fn quantity(typed: &str) -> Option<Decimal> {
    number(typed, 3)
}

async fn unread(
    app: &App,
    OfficePage { page, office }: OfficePage,
    record: DeliveryRecord,
) -> Result<Response, Problem> {
    let errors = Errors::one(
        "disputes",
        page.t("争议", "Dispute"),
        page.t(
            "收下多少：请填数量，最多三位小数；原因不超过 200 个字",
            "Say how much is accepted, with 3 decimals at most, and why in 200 characters",
        ),
    );
    refused(&view(app, OfficePage { page, office }, record, errors).await?)
}

async fn answer(
    app: &App,
    OfficePage { page, office }: OfficePage,
    record: DeliveryRecord,
    done: Result<(), Refusal>,
    said: Flash,
) -> Result<Response, Problem> {
    let at = page.href(path(&office, record.id));
    match done {
        Ok(()) => Ok(said.at(&at)),
        Err(Refusal::Stale | Refusal::WrongState) => Ok(shared::LOOK_AGAIN.at(&at)),
        Err(Refusal::OwnEntry) => Ok(flashes::OWN_ENTRY.at(&at)),
        Err(Refusal::ContractClosed) => Ok(flashes::CONTRACT_CLOSED.at(&at)),
        Err(Refusal::OutsideScope) => Err(Problem::NotFound),
        Err(refusal) => {
            let errors = said_of_acceptance(&page, &record, refusal)?;
            refused(&view(app, OfficePage { page, office }, record, errors).await?)
        }
    }
}
