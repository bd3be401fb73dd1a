//! Amendments: entered beside what the contract says, read, voided, scanned.

use super::{flashes, office::WORDS};
use crate::{
    agreements::{self, model::record::AgreementRecord},
    audit,
    contracts::{
        actions::{self, Refusal},
        forms::{
            amendment::{AmendmentForm, FoundVillages, parse},
            office::{MOST_VILLAGES, village_names},
        },
        model::{record::ContractRecord, trail::CONTRACTS},
        store::office,
        views::{
            amendment::{AmendmentEdit, AmendmentShow},
            office::{Room, called},
        },
    },
    files::{
        forms::{Takes, receive},
        model::{Kind, MOST_BYTES},
    },
    http::{problem::Problem, state::App},
    places,
    promises::{forms::reader::REASON, load, model::Promise, said, store::Kept},
    submissions,
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
use chrono::NaiveDate;
use sqlx::PgConnection;

const SCANS: Takes = Takes { kind: Kind::Scan, most: 4 };
pub(super) const MOST_OF_A_FORM: usize = SCANS.most * MOST_BYTES + 1024 * 1024;

async fn view(
    app: &App,
    OfficePage { page, office }: OfficePage,
    record: ContractRecord,
    (form, errors): (AmendmentForm, Errors),
) -> Result<AmendmentEdit, Problem> {
    let mut connection = app.pool().acquire().await?;
    let before = office::version(&mut connection, record.id, i16::MAX).await?;
    let amendments = office::amendments(&mut *connection, record.id).await?;
    let followers = office::followers(&mut *connection, record.id).await?;
    let room = room(&mut connection, &record).await?;
    let crumbs = WORDS.crumbs_within(
        &page,
        (&record.paper.number, record.path()),
        page.t("补充协议", "Amendment"),
    );
    Ok(AmendmentEdit {
        page,
        office,
        crumbs,
        record,
        before,
        amendments,
        room,
        followers,
        form,
        errors,
    })
}

/// The agreement that a contract stands under.
async fn room(
    connection: &mut PgConnection,
    record: &ContractRecord,
) -> sqlx::Result<Option<Room>> {
    let Some(id) = record.terms.framework_id else { return Ok(None) };
    let framework = AgreementRecord::find(&mut *connection, id, None).await?;
    let called = agreements::store::called(connection, id, NaiveDate::MAX).await?;
    Ok(framework.map(|framework| Room { framework, called }))
}

pub async fn new(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let record: ContractRecord = load(&app, &office, &id).await?;
    if !record.is_open() {
        return Ok(shared::LOOK_AGAIN.at(&page.href(record.path())));
    }
    let form = AmendmentForm::blank(new_form_code()?, record.version, page.today);
    render(&view(&app, OfficePage { page, office }, record, (form, Errors::default())).await?)
}

async fn found(app: &App, form: &AmendmentForm) -> Result<FoundVillages, Problem> {
    let mut connection = app.pool().acquire().await?;
    let mut found = FoundVillages::new();
    // One more than may be named, so that too many are noticed.
    for name in village_names(&form.villages).into_iter().take(MOST_VILLAGES + 1) {
        let places = places::store::named(&mut *connection, name).await?;
        found.push((name.to_string(), places));
    }
    Ok(found)
}

pub async fn create(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let record: ContractRecord = load(&app, &office, &id).await?;
    let form = AmendmentForm::read(fields);
    let sent = submissions::forms::read(&form.form, &office.viewer)?;
    if let Some(form) = form.rearranged() {
        let asked = OfficePage { page, office };
        return render(&view(&app, asked, record, (form, Errors::default())).await?);
    }
    let found = found(&app, &form).await?;
    let view = view(&app, OfficePage { page, office }, record, (form, Errors::default())).await?;
    let (page, record) = (&view.page, &view.record);
    let errors = match parse(page, &view.form, (record, &view.before), &found) {
        Err(errors) => errors,
        Ok(entered) => {
            let seen = Seen { id: record.id, version: seen_version(&view.form.version) };
            let (pool, viewer) = (app.pool(), &view.office.viewer);
            match actions::amend(pool, viewer, seen, &entered, &sent).await {
                Ok(ordinal) => {
                    let at = page.href(format!("{}/amendments/{ordinal}", record.path()));
                    return Ok(flashes::AMENDED.at(&at));
                }
                Err(Refusal::WrongState) => {
                    return Ok(shared::LOOK_AGAIN.at(&page.href(record.path())));
                }
                Err(Refusal::Conflict) => return changed_meanwhile(&app, view, &id).await,
                Err(refusal) => said::<ContractRecord>(page, refusal)?,
            }
        }
    };
    refused(&AmendmentEdit { errors, ..view })
}

/// The form as it was typed, beside what the contract says by now.
async fn changed_meanwhile(app: &App, shown: AmendmentEdit, id: &str) -> Result<Response, Problem> {
    let AmendmentEdit { page, office, form, .. } = shown;
    let record: ContractRecord = load(app, &office, id).await?;
    let form = AmendmentForm { version: record.version.to_string(), ..form };
    let errors = Errors::one(
        "lines",
        page.t("未保存", "Not saved"),
        page.t(
            "这份合同刚刚变动，请对照现行再提交",
            "The contract has just changed: compare with what it says now, and send it again",
        ),
    );
    refused(&view(app, OfficePage { page, office }, record, (form, errors)).await?)
}

async fn page_of(
    app: &App,
    OfficePage { page, office }: OfficePage,
    (id, ordinal): (&str, &str),
    errors: Errors,
) -> Result<AmendmentShow, Problem> {
    let record: ContractRecord = load(app, &office, id).await?;
    let ordinal = read(ordinal)?;
    let mut connection = app.pool().acquire().await?;
    let amendments = office::amendments(&mut *connection, record.id).await?;
    let amendment = amendments.iter().find(|one| one.amendment.ordinal == ordinal).cloned();
    let amendment = amendment.ok_or(Problem::NotFound)?;
    let before = office::version(&mut connection, record.id, ordinal - 1).await?;
    let after = office::version(&mut connection, record.id, ordinal).await?;
    let vouchers = office::scans(&mut *connection, amendment.id).await?;
    drop(connection);
    let history = audit::history(app, &page, &CONTRACTS, record.id).await?;
    let crumbs =
        WORDS.crumbs_within(&page, (&record.paper.number, record.path()), &called(&page, ordinal));
    Ok(AmendmentShow {
        page,
        office,
        crumbs,
        record,
        amendment,
        amendments,
        before,
        after,
        vouchers,
        history,
        errors,
        photo_form: new_form_code()?,
        reason: String::new(),
    })
}

/// Plain digits: an amendment has one address.
fn read(ordinal: &str) -> Result<i16, Problem> {
    let read = ordinal.parse::<i16>().ok().filter(|n| *n > 0 && n.to_string() == ordinal);
    read.ok_or(Problem::NotFound)
}

pub async fn show(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path((id, ordinal)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let asked = OfficePage { page, office };
    render(&page_of(&app, asked, (&id, &ordinal), Errors::default()).await?)
}

pub async fn void(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path((id, ordinal)): Path<(String, String)>,
    Form(form): Form<ReasonForm>,
) -> Result<Response, Problem> {
    let asked = OfficePage { page, office };
    let view = page_of(&app, asked, (&id, &ordinal), Errors::default()).await?;
    let (page, record) = (&view.page, &view.record);
    let Some(reason) = form.sentence() else {
        let Unreasoned { typed: reason, errors } = form.missing(page, "why-void", REASON);
        return refused(&AmendmentShow { errors, reason, ..view });
    };
    let at = page.href(record.path());
    let seen = Seen { id: record.id, version: form.version() };
    let which = (seen, read(&ordinal)?);
    let voided =
        actions::void_amendment(app.pool(), &view.office.viewer, which, &reason, app.now()).await;
    match voided {
        Ok(()) => Ok(flashes::AMENDMENT_VOID.at(&at)),
        Err(Refusal::WrongState | Refusal::Conflict) => Ok(shared::LOOK_AGAIN.at(&at)),
        Err(refusal) => {
            let errors = said::<ContractRecord>(page, refusal)?;
            refused(&AmendmentShow { errors, reason, ..view })
        }
    }
}

/// The scan belongs to the buyer.
pub async fn add_scan(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path((id, ordinal)): Path<(String, String)>,
    Parts(form): Parts,
) -> Result<Response, Problem> {
    let record: ContractRecord = load(&app, &office, &id).await?;
    let which = (record.id, read(&ordinal)?);
    let sent = receive(&app, &office.viewer, record.paper.buyer.id, form, SCANS).await?;
    let mut errors = Errors::default();
    sent.check_scan(&page, page.t("扫描件", "Scan"), false, &mut errors);
    for file in &sent.files {
        actions::add_scan(app.pool(), &office.viewer, which, file, page.today).await?;
    }
    if errors.is_empty() {
        let at = format!("{}/amendments/{ordinal}", record.path());
        return Ok(flashes::SCAN_ADDED.at(&page.href(at)));
    }
    refused(&page_of(&app, OfficePage { page, office }, (&id, &ordinal), errors).await?)
}
