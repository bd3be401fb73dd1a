//! Disputes settled, decisions withdrawn.

use super::{
    acts::{load, view},
    flashes,
    refusals::said_of_acceptance,
};
use crate::{
    deliveries::{
        actions::{self, Refusal},
        model::record::DeliveryRecord,
        views::office::{OfficeShow, path},
    },
    http::{problem::Problem, state::App},
    promises::forms::reader::REASON,
    values::{
        ids::{DeliveryId, DeliveryLineId, Seen},
        typed::{number, words},
    },
    web::{
        body::Form,
        flash::{Flash, shared},
        forms::{Errors, seen_version},
        office::{Office, OfficePage},
        page::{Page, refused},
        reason::{ReasonForm, Unreasoned},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use rust_decimal::Decimal;
use serde::Deserialize;

/// How a dispute would be settled, or is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SettlementForm {
    version: String,
    accepted: String,
    reason: String,
}

type LinePath = Path<(String, String)>;

/// A part of a line, and its delivery as the page showed it.
struct Shown {
    record: DeliveryRecord,
    line: DeliveryLineId,
    seen: Seen<DeliveryId>,
}

async fn shown(
    app: &App,
    office: &Office,
    (id, line): &(String, String),
    version: i32,
) -> Result<Shown, Problem> {
    let record = load(app, office, id).await?;
    let line = line.parse().map_err(|()| Problem::NotFound)?;
    let seen = Seen { id: record.id, version };
    Ok(Shown { record, line, seen })
}

pub async fn offer(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(at): LinePath,
    Form(form): Form<SettlementForm>,
) -> Result<Response, Problem> {
    let version = seen_version(&form.version);
    let Shown { record, line, seen } = shown(&app, &office, &at, version).await?;
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
    let version = seen_version(&form.version);
    let Shown { record, line, seen } = shown(&app, &office, &at, version).await?;
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
    let version = seen_version(&form.version);
    let Shown { record, line, seen } = shown(&app, &office, &at, version).await?;
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
    let Shown { record, line, seen } = shown(&app, &office, &at, form.version()).await?;
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
