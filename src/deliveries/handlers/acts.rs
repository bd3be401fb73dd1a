//! A delivery with its acts: shipped, voided, its papers photographed.

use super::flashes;
use crate::{
    audit,
    deliveries::{
        actions::{self, Refusal},
        model::{reach::Reach, record::DeliveryRecord, trail::DELIVERIES},
        store::office as store,
        views::office::{OfficeShow, path},
    },
    files::{
        forms::{Takes, receive},
        model::{Kind, MOST_BYTES},
    },
    http::{problem::Problem, state::App},
    promises::forms::reader::REASON,
    values::{day, ids::Seen},
    web::{
        body::{Form, Parts},
        flash::shared,
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
use serde::Deserialize;

/// Photos of a delivery note and of weighing tickets.
const VOUCHERS: Takes = Takes { kind: Kind::Scan, most: 4 };
pub(super) const MOST_OF_A_FORM: usize = VOUCHERS.most * MOST_BYTES + 1024 * 1024;

pub(super) async fn load(app: &App, office: &Office, id: &str) -> Result<DeliveryRecord, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    let mut connection = app.pool().acquire().await?;
    let found = store::find(&mut connection, id, &Reach::of(&office.viewer)).await?;
    found.ok_or(Problem::NotFound)
}

/// The page, with what is wrong in one of its forms.
pub(super) async fn view(
    app: &App,
    OfficePage { page, office }: OfficePage,
    record: DeliveryRecord,
    errors: Errors,
) -> Result<OfficeShow, Problem> {
    let vouchers = store::vouchers(app.pool(), record.id).await?;
    let history = match office.has_desk() {
        true => audit::history(app, &page, &DELIVERIES, record.id).await?,
        false => audit::own_history(app, &page, &office.viewer, &DELIVERIES, record.id).await?,
    };
    let shipped_on = page.today.to_string();
    Ok(OfficeShow {
        page,
        office,
        record,
        vouchers,
        history,
        errors,
        photo_form: new_form_code()?,
        shipped_on,
        reason: String::new(),
    })
}

pub async fn show(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let record = load(&app, &office, &id).await?;
    render(&view(&app, OfficePage { page, office }, record, Errors::default()).await?)
}

/// The form of a day.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct DayForm {
    version: String,
    shipped_on: String,
}

pub async fn ship(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<DayForm>,
) -> Result<Response, Problem> {
    let record = load(&app, &office, &id).await?;
    let at = page.href(path(&office, record.id));
    let seen = Seen { id: record.id, version: seen_version(&form.version) };
    let shipped = match day::parse(form.shipped_on.trim()) {
        None => Err(Refusal::WrongDay),
        Some(on) => actions::ship(app.pool(), &office.viewer, seen, on, page.today).await,
    };
    match shipped {
        Ok(()) => Ok(flashes::DELIVERY_SHIPPED.at(&at)),
        Err(Refusal::Stale | Refusal::WrongState) => Ok(shared::LOOK_AGAIN.at(&at)),
        Err(Refusal::ContractClosed) => Ok(flashes::CONTRACT_CLOSED.at(&at)),
        Err(Refusal::OutsideScope) => Ok(flashes::OTHERS_GOODS.at(&at)),
        Err(Refusal::WrongDay) => {
            let errors = Errors::one(
                "shipped_on",
                page.t("发货日", "Shipped on"),
                page.t(
                    "格式为 2020-09-28，在合同期内，不晚于今天",
                    "As 2020-09-28, within the term of the contract, not after today",
                ),
            );
            let view = view(&app, OfficePage { page, office }, record, errors).await?;
            refused(&OfficeShow { shipped_on: form.shipped_on, ..view })
        }
        Err(refusal) => Err(refusal.into()),
    }
}

pub async fn void(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<ReasonForm>,
) -> Result<Response, Problem> {
    let record = load(&app, &office, &id).await?;
    let at = page.href(path(&office, record.id));
    let seen = Seen { id: record.id, version: form.version() };
    let Some(reason) = form.sentence() else {
        let Unreasoned { typed, errors } = form.missing(&page, "why-void", REASON);
        let view = view(&app, OfficePage { page, office }, record, errors).await?;
        return refused(&OfficeShow { reason: typed, ..view });
    };
    match actions::void(app.pool(), &office.viewer, seen, &reason, app.now()).await {
        Ok(()) => Ok(flashes::DELIVERY_VOID.at(&at)),
        Err(Refusal::WrongState) => Ok(flashes::DELIVERY_STUCK.at(&at)),
        Err(Refusal::OutsideScope) => Ok(flashes::OTHERS_GOODS.at(&at)),
        Err(Refusal::Stale) => Ok(shared::LOOK_AGAIN.at(&at)),
        Err(refusal) => Err(refusal.into()),
    }
}

/// A photo belongs to the side that takes it.
pub async fn add_voucher(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Parts(form): Parts,
) -> Result<Response, Problem> {
    let record = load(&app, &office, &id).await?;
    let owner = match Reach::of(&office.viewer) {
        Reach::Buyer(id) => id,
        _ => record.supplier_id,
    };
    let sent = receive(&app, &office.viewer, owner, form, VOUCHERS).await?;
    let mut errors = Errors::default();
    let label = page.t("单据照片", "Photo of the papers");
    sent.check_scan(&page, label, false, &mut errors);
    for file in &sent.files {
        match actions::add_voucher(app.pool(), &office.viewer, record.id, file, page.today).await {
            Ok(()) => {}
            Err(Refusal::WrongState) => return Err(Problem::NotFound),
            Err(refusal) => return Err(refusal.into()),
        }
    }
    if errors.is_empty() {
        return Ok(flashes::VOUCHER_ADDED.at(&page.href(path(&office, record.id))));
    }
    refused(&view(&app, OfficePage { page, office }, record, errors).await?)
}
