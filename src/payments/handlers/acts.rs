//! A payment with its acts: what is prepaid divided, its bank slips scanned, voided.

use super::{flashes, refusals::said};
use crate::{
    audit,
    deliveries::model::reach::Reach,
    files::{
        forms::{Takes, receive},
        model::{Kind, MOST_BYTES},
    },
    http::{problem::Problem, state::App},
    payments::{
        actions::{self, Refusal},
        forms::shares::SharesForm,
        model::{
            record::PaymentRecord,
            rights::{ENTER_OWN_PAYMENTS, ENTER_PAYMENTS},
            trail::PAYMENTS,
        },
        store::office as store,
        views::office::{OfficeShow, path},
    },
    promises::forms::reader::REASON,
    values::ids::Seen,
    web::{
        body::{Form, Parts},
        fields::Fields,
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

/// Scans of bank slips.
const SLIPS: Takes = Takes { kind: Kind::Scan, most: 4 };
pub(super) const MOST_OF_A_FORM: usize = SLIPS.most * MOST_BYTES + 1024 * 1024;

async fn load(app: &App, office: &Office, id: &str) -> Result<PaymentRecord, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    let mut connection = app.pool().acquire().await?;
    let found = store::find(&mut connection, id, &Reach::of(&office.viewer)).await?;
    found.ok_or(Problem::NotFound)
}

/// The page, with what is wrong in one of its forms.
async fn view(
    app: &App,
    OfficePage { page, office }: OfficePage,
    record: PaymentRecord,
    errors: Errors,
) -> Result<OfficeShow, Problem> {
    let vouchers = store::vouchers(app.pool(), record.id).await?;
    let history = match office.has_desk() {
        true => audit::history(app, &page, &PAYMENTS, record.id).await?,
        false => audit::own_history(app, &page, &office.viewer, &PAYMENTS, record.id).await?,
    };
    let may_enter = office.may(ENTER_PAYMENTS) || office.may(ENTER_OWN_PAYMENTS);
    let owed = match may_enter && record.has_prepaid() {
        true => {
            let parties = (record.buyer_id, record.supplier_id);
            store::owed(app.pool(), parties, Reach::of(&office.viewer).banner()).await?
        }
        false => Vec::new(),
    };
    Ok(OfficeShow {
        page,
        office,
        record,
        vouchers,
        history,
        owed,
        shares: SharesForm::default(),
        errors,
        photo_form: new_form_code()?,
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

pub async fn allocate(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let record = load(&app, &office, &id).await?;
    let seen = Seen { id: record.id, version: seen_version(fields.get("version")) };
    let typed = SharesForm::read(&fields);
    let at = page.href(path(&office, record.id));
    let prepaid = record.prepaid().in_yuan();
    let view = view(&app, OfficePage { page, office }, record, Errors::default()).await?;
    if let Some(shares) = typed.rearranged(&view.owed, Some(prepaid)) {
        return render(&OfficeShow { shares, ..view });
    }
    let mut errors = Errors::default();
    let shares = typed.shares(&view.page, &view.owed, &mut errors);
    if errors.is_empty() && shares.is_empty() {
        let label = view.page.t("分到哪些行", "What it is for");
        errors.add("shares", label, view.page.t("先写要分多少", "Enter an amount for a line"));
    }
    if errors.is_empty() {
        match actions::allocate(app.pool(), &view.office.viewer, seen, &shares).await {
            Ok(()) => return Ok(flashes::PAYMENT_DIVIDED.at(&at)),
            Err(Refusal::Stale | Refusal::WrongState) => return Ok(shared::LOOK_AGAIN.at(&at)),
            Err(refusal) => errors = said(&view.page, &view.owed, refusal)?,
        }
    }
    refused(&OfficeShow { shares: typed, errors, ..view })
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
        Ok(()) => Ok(flashes::PAYMENT_VOID.at(&at)),
        Err(Refusal::Stale | Refusal::WrongState) => Ok(shared::LOOK_AGAIN.at(&at)),
        Err(refusal) => Err(refusal.into()),
    }
}

/// A slip belongs to the buyer who paid.
pub async fn add_voucher(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Parts(form): Parts,
) -> Result<Response, Problem> {
    let record = load(&app, &office, &id).await?;
    let sent = receive(&app, &office.viewer, record.buyer_id, form, SLIPS).await?;
    let mut errors = Errors::default();
    sent.check_scan(&page, page.t("凭证扫描件", "Scan of the slip"), false, &mut errors);
    for file in &sent.files {
        match actions::add_voucher(app.pool(), &office.viewer, record.id, file, page.today).await {
            Ok(()) => {}
            Err(Refusal::WrongState) => return Err(Problem::NotFound),
            Err(refusal) => return Err(refusal.into()),
        }
    }
    if errors.is_empty() {
        return Ok(flashes::SLIP_ADDED.at(&page.href(path(&office, record.id))));
    }
    refused(&view(&app, OfficePage { page, office }, record, errors).await?)
}
