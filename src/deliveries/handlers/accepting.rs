//! Goods accepted line by line.

use super::{acts::load, flashes, refusals::said_of_acceptance};
use crate::{
    deliveries::{
        actions::{self, Refusal},
        forms::acceptance::AcceptanceForm,
        model::record::DeliveryRecord,
        store::office as store,
        views::{accepting::Accept, office::path},
    },
    http::{problem::Problem, state::App},
    submissions,
    values::ids::Seen,
    web::{
        body::Form,
        fields::Fields,
        flash::{Flash, shared},
        forms::{Errors, new_form_code, seen_version},
        office::Office,
        page::{Page, refused, render},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use rust_decimal::Decimal;

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
    let allowed = allowed(&app, &page, &record).await?;
    render(&Accept { page, office, record, allowed, form, errors: Errors::default() })
}

/// The tolerance of its contract today, in percent.
async fn allowed(app: &App, page: &Page, record: &DeliveryRecord) -> Result<Decimal, Problem> {
    let Some(contract) = &record.contract else { return Ok(Decimal::ZERO) };
    Ok(store::amount_limit(app.pool(), contract.id, page.today).await?.tolerance)
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
    let allowed = allowed(&app, &page, &record).await?;
    refused(&Accept { page, office, record, allowed, form, errors })
}
