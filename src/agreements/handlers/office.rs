//! Agreements entered, changed and signed by officers and organisers.

use super::{flashes, refusals::said};
use crate::{
    agreements::{
        actions::{self, Refusal, Saving},
        forms::office::{AgreementForm, Found, Parsed, parse},
        model::{
            record::{AgreementRecord, OfficeFilter, path},
            trail::AGREEMENTS,
        },
        store,
        views::office::{COLUMNS, Edit, Index, conflict, facets},
    },
    audit::{self, model::records::Record},
    http::{problem::Problem, state::App},
    projects::store::deals,
    promises::forms::leads::Leads,
    submissions,
    ui::{
        lists::{Listing, Paging, Position},
        table::{
            self, Column,
            export::{OfficeList, at_once},
        },
    },
    values::{facet::FacetCounts, ids::Seen, window::Window},
    web::{
        body::Form,
        flash::shared,
        forms::{Errors, new_form_code, seen_version},
        office::{Office, OfficePage},
        page::{Page, refused, render},
        query::BadQuery,
        reason::ReasonForm,
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use futures_util::stream::BoxStream;
use sqlx::PgConnection;

/// The list as a sheet.
pub struct Agreements;

impl OfficeList for Agreements {
    const PATH: &'static str = "/admin/agreements";
    const LISTS: &'static Record = &AGREEMENTS;
    type Row = AgreementRecord;
    type Filter = OfficeFilter;
    const COLUMNS: &'static [Column<AgreementRecord>] = COLUMNS;

    async fn filter(_: &App, page: &Page, office: &Office) -> Result<OfficeFilter, Problem> {
        let banner = office.viewer.scope.banner().cloned().or(page.banner_filter()?);
        let (standing, search) = (page.query.read("state")?, page.search()?);
        let ends_first = match page.query.get("sort") {
            None | Some("latest") => false,
            Some("ending") => true,
            Some(_) => return Err(BadQuery::Value { name: "sort".into() }.into()),
        };
        Ok(OfficeFilter { banner, standing, search, ends_first, day: page.today })
    }

    fn rows<'c>(
        connection: &'c mut PgConnection,
        filter: &'c OfficeFilter,
    ) -> BoxStream<'c, sqlx::Result<AgreementRecord>> {
        at_once(store::office_list(connection, filter, Window::ALL))
    }
}

pub async fn index(
    State(app): State<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let within = office.viewer.scope.banner().cloned();
    let filter = Agreements::filter(&app, &page, &office).await?;
    let position = Position::read(&page.query, 50)?;
    let window = Window { limit: position.size, offset: position.offset() };
    let records = store::office_list(app.pool(), &filter, window).await?;
    let counts = FacetCounts(store::office_counts(app.pool(), &filter, within.as_ref()).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    facets(&page, &mut list, &counts, within.is_none());
    let orders = [("latest", "最近签订", "Latest"), ("ending", "先到期", "Expiring first")];
    list.sorts(&page, if filter.ends_first { "ending" } else { "latest" }, &orders);
    let saved = table::saved(&app, &page, &office).await?;
    render(&Index { page, office, list, records, saved })
}

pub(super) async fn load(app: &App, office: &Office, id: &str) -> Result<AgreementRecord, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    store::find_record(app.pool(), id, office.viewer.scope.banner()).await?.ok_or(Problem::NotFound)
}

/// What the typed names and numbers may mean.
async fn found(app: &App, form: &AgreementForm) -> Result<Found, Problem> {
    let mut connection = app.pool().acquire().await?;
    let leads = Leads::find(&mut connection, form.leads()).await?;
    let mut found = Found { leads, ..Found::default() };
    let (project, renews) = (form.project.trim(), form.renews.trim());
    if !project.is_empty() {
        found.project = deals::released_numbered(&mut *connection, project).await?;
    }
    if !renews.is_empty() {
        found.renewable = store::signed_numbered(&mut *connection, renews).await?;
    }
    Ok(found)
}

/// A page with a form, and with what is wrong in it.
async fn edit(
    app: &App,
    OfficePage { page, office }: OfficePage,
    record: Option<AgreementRecord>,
    form: AgreementForm,
    errors: Errors,
) -> Result<Edit, Problem> {
    let found = found(app, &form).await?;
    let history = match &record {
        Some(record) => audit::history(app, &page, &AGREEMENTS, record.id).await?,
        None => Vec::new(),
    };
    Ok(Edit { page, office, record, form, found, errors, history, reason: String::new() })
}

/// The page of a draft.
pub(super) async fn draft(
    app: &App,
    at: OfficePage,
    record: AgreementRecord,
    errors: Errors,
) -> Result<Edit, Problem> {
    let form = AgreementForm::of(&record);
    edit(app, at, Some(record), form, errors).await
}

/// `renews`: the number of the record to be renewed.
pub async fn new(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let blank = match page.query.get("renews") {
        Some(id) => {
            let earlier = load(&app, &office, id).await?;
            if !earlier.may_be_renewed() {
                return Ok(shared::WRONG_STATE.at(&page.href(earlier.path())));
            }
            AgreementForm::renewing(&earlier)
        }
        None => AgreementForm::default(),
    };
    let form = AgreementForm { form: new_form_code()?, ..blank };
    render(&edit(&app, OfficePage { page, office }, None, form, Errors::default()).await?)
}

pub async fn create(
    State(app): State<App>,
    page: Page,
    office: Office,
    Form(form): Form<AgreementForm>,
) -> Result<Response, Problem> {
    save(&app, OfficePage { page, office }, None, form).await
}

pub async fn update(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<AgreementForm>,
) -> Result<Response, Problem> {
    let record = load(&app, &office, &id).await?;
    if !record.is_draft() {
        return Ok(shared::WRONG_STATE.at(&page.href(record.path())));
    }
    save(&app, OfficePage { page, office }, Some(record), form).await
}

async fn save(
    app: &App,
    OfficePage { page, office }: OfficePage,
    record: Option<AgreementRecord>,
    form: AgreementForm,
) -> Result<Response, Problem> {
    let found = found(app, &form).await?;
    let errors = match parse(&page, &form, &found) {
        Err(errors) => errors,
        Ok(Parsed { terms, parties }) => {
            let saving = Saving { viewer: &office.viewer, terms: &terms, parties: &parties };
            let saved = match &record {
                Some(record) => {
                    let seen = Seen { id: record.id, version: seen_version(&form.version) };
                    actions::change(app.pool(), &saving, seen).await.map(|()| record.id)
                }
                None => {
                    let sent = submissions::forms::read(&form.form, &office.viewer)?;
                    actions::enter(app.pool(), &saving, &sent).await
                }
            };
            match saved {
                Ok(id) => return Ok(flashes::AGREEMENT_SAVED.at(&page.href(path(id)))),
                Err(Refusal::Conflict(kept)) => {
                    return conflict(OfficePage { page, office }, &kept, &form).response();
                }
                Err(refusal) => said(&page, refusal)?,
            }
        }
    };
    refused(&edit(app, OfficePage { page, office }, record, form, errors).await?)
}

/// Both parties have signed the paper.
pub async fn sign(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<ReasonForm>,
) -> Result<Response, Problem> {
    let record = load(&app, &office, &id).await?;
    let seen = Seen { id: record.id, version: form.version() };
    let at = page.href(record.path());
    match actions::sign(app.pool(), &office.viewer, seen, page.today).await {
        Ok(()) => Ok(flashes::AGREEMENT_SIGNED.at(&at)),
        Err(Refusal::NotYet) => Ok(flashes::AGREEMENT_NOT_YET.at(&at)),
        Err(Refusal::WrongState | Refusal::Conflict(_)) => Ok(shared::LOOK_AGAIN.at(&at)),
        Err(refusal) => {
            let errors = said(&page, refusal)?;
            refused(&draft(&app, OfficePage { page, office }, record, errors).await?)
        }
    }
}
