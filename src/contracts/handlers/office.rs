//! Contracts entered, changed and signed by officers and organisers.

use super::{flashes, refusals::said};
use crate::{
    agreements,
    audit::{self, model::records::Record},
    contracts::{
        actions::{self, Refusal, Saving},
        forms::office::{ContractForm, Found, MOST_VILLAGES, Parsed, parse},
        model::{
            record::{ContractRecord, OfficeFilter, path},
            trail::CONTRACTS,
        },
        store::office as store,
        views::office::{COLUMNS, Edit, Index, Room, conflict, facets},
    },
    http::{problem::Problem, state::App},
    places,
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
pub struct Contracts;

impl OfficeList for Contracts {
    const PATH: &'static str = "/admin/contracts";
    const LISTS: &'static Record = &CONTRACTS;
    type Row = ContractRecord;
    type Filter = OfficeFilter;
    const COLUMNS: &'static [Column<ContractRecord>] = COLUMNS;

    async fn filter(_: &App, page: &Page, office: &Office) -> Result<OfficeFilter, Problem> {
        let banner = office.viewer.scope.banner().cloned().or(page.banner_filter()?);
        Ok(OfficeFilter { banner, state: page.query.read("state")?, search: page.search()? })
    }

    fn rows<'c>(
        connection: &'c mut PgConnection,
        filter: &'c OfficeFilter,
    ) -> BoxStream<'c, sqlx::Result<ContractRecord>> {
        at_once(store::list(connection, filter, Window::ALL))
    }
}

pub async fn index(
    State(app): State<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let within = office.viewer.scope.banner().cloned();
    let filter = Contracts::filter(&app, &page, &office).await?;
    let position = Position::read(&page.query, 50)?;
    let window = Window { limit: position.size, offset: position.offset() };
    let records = store::list(app.pool(), &filter, window).await?;
    let counts = FacetCounts(store::counts(app.pool(), &filter, within.as_ref()).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    facets(&page, &mut list, &counts, within.is_none());
    let saved = table::saved(&app, &page, &office).await?;
    render(&Index { page, office, list, records, saved })
}

pub(super) async fn load(app: &App, office: &Office, id: &str) -> Result<ContractRecord, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    let mut connection = app.pool().acquire().await?;
    store::find(&mut connection, id, office.viewer.scope.banner()).await?.ok_or(Problem::NotFound)
}

/// What the typed names and numbers may mean.
async fn found(app: &App, form: &ContractForm) -> Result<Found, Problem> {
    let mut connection = app.pool().acquire().await?;
    let leads = Leads::find(&mut connection, form.leads()).await?;
    let mut found = Found { leads, ..Found::default() };
    let (framework, project) = (form.framework.trim(), form.project.trim());
    if !framework.is_empty() {
        found.frameworks = agreements::store::signed_numbered(&mut *connection, framework).await?;
    }
    if !project.is_empty() {
        found.project = deals::released_numbered(&mut *connection, project).await?;
    }
    // One more than a contract may name, so that too many are noticed.
    for name in form.village_names().into_iter().take(MOST_VILLAGES + 1) {
        let places = places::store::named(&mut *connection, name).await?;
        found.villages.push((name.to_string(), places));
    }
    Ok(found)
}

/// A page with a form, and with what is wrong in it.
async fn edit(
    app: &App,
    OfficePage { page, office }: OfficePage,
    record: Option<ContractRecord>,
    form: ContractForm,
    errors: Errors,
) -> Result<Edit, Problem> {
    let found = found(app, &form).await?;
    let room = match found.framework_of(&form) {
        Some(id) => {
            let mut connection = app.pool().acquire().await?;
            let framework = agreements::store::find_record(&mut *connection, id, None).await?;
            let called = agreements::store::called(&mut *connection, id, page.today).await?;
            framework.map(|framework| Room { framework, called })
        }
        None => None,
    };
    let history = match &record {
        Some(record) => audit::history(app, &page, &CONTRACTS, record.id).await?,
        None => Vec::new(),
    };
    Ok(Edit {
        page,
        office,
        record,
        form,
        found,
        room,
        errors,
        history,
        reason: String::new(),
        goes_on: false,
    })
}

/// The page of a draft.
pub(super) async fn draft(
    app: &App,
    at: OfficePage,
    record: ContractRecord,
    errors: Errors,
) -> Result<Edit, Problem> {
    let form = ContractForm::of(&record);
    edit(app, at, Some(record), form, errors).await
}

/// `agreement`: the one that it is to stand under.
pub async fn new(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let blank = match page.query.get("agreement") {
        Some(id) => {
            let id = id.parse().map_err(|()| Problem::NotFound)?;
            let banner = office.viewer.scope.banner();
            let framework = agreements::store::find_record(app.pool(), id, banner).await?;
            ContractForm::under(&framework.ok_or(Problem::NotFound)?, page.today)
        }
        None => ContractForm::blank(),
    };
    let form = ContractForm { form: new_form_code()?, ..blank };
    render(&edit(&app, OfficePage { page, office }, None, form, Errors::default()).await?)
}

pub async fn create(
    State(app): State<App>,
    page: Page,
    office: Office,
    Form(form): Form<ContractForm>,
) -> Result<Response, Problem> {
    save(&app, OfficePage { page, office }, None, form).await
}

pub async fn update(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<ContractForm>,
) -> Result<Response, Problem> {
    let record = load(&app, &office, &id).await?;
    if !record.is_draft() || record.is_of_the_desk() {
        return Ok(shared::WRONG_STATE.at(&page.href(record.path())));
    }
    save(&app, OfficePage { page, office }, Some(record), form).await
}

async fn save(
    app: &App,
    OfficePage { page, office }: OfficePage,
    record: Option<ContractRecord>,
    form: ContractForm,
) -> Result<Response, Problem> {
    if let Some(form) = form.rearranged() {
        let at = OfficePage { page, office };
        let view = edit(app, at, record, form, Errors::default()).await?;
        return render(&Edit { goes_on: true, ..view });
    }
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
                Ok(id) => return Ok(flashes::CONTRACT_SAVED.at(&page.href(path(id)))),
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
        Ok(()) => Ok(flashes::CONTRACT_SIGNED.at(&at)),
        Err(Refusal::NotYet) => Ok(flashes::CONTRACT_NOT_YET.at(&at)),
        Err(Refusal::WrongState | Refusal::Conflict(_)) => Ok(shared::LOOK_AGAIN.at(&at)),
        Err(refusal) => {
            let errors = said(&page, refusal)?;
            refused(&draft(&app, OfficePage { page, office }, record, errors).await?)
        }
    }
}
