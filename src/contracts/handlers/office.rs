//! The list of contracts in the office, and their pages.

use super::{flashes, refusals::said_of};
use crate::{
    agreements::{self, model::record::AgreementRecord},
    audit::{self, model::records::Record},
    choices,
    contracts::{
        actions::Fault,
        forms::office::{ContractForm, Found, MOST_VILLAGES, parse},
        model::{
            ContractState,
            record::{ContractRecord, OfficeFilter},
            rights::ENTER_CONTRACTS,
            terms::Terms,
            trail::CONTRACTS,
        },
        store::office,
        views::office::{COLUMNS, Edit, Room, Show, versions},
    },
    http::{problem::Problem, state::App},
    places,
    promises::{
        self, PromisePage, answer,
        forms::paper::{self, PaperForm},
        model::Draft,
        store::Kept,
        views::{DraftFrame, Typed, Words, facets},
    },
    ui::{
        lists::{Listing, Paging, Position},
        table::{
            Column,
            export::{OfficeList, at_once},
        },
    },
    values::{facet::FacetCounts, window::Window},
    web::{
        conflict::Pair,
        forms::{Errors, new_form_code},
        office::{Office, OfficePage},
        page::Page,
    },
};
use axum::{extract::State, response::Response};
use futures_util::stream::BoxStream;
use sqlx::PgConnection;

pub const WORDS: Words = Words {
    right: ENTER_CONTRACTS,
    list: (("采购合同", "Contracts"), "/admin/contracts"),
    one: ("合同", "a contract"),
    counted: ("份合同", "contract", "contracts"),
    enter: ("登记合同", "Enter a contract"),
    none: ("暂无采购合同。", "No contracts yet."),
    number: ("合同编号", "Contract number"),
    changed: ("这份合同已被他人修改", "Someone else has changed this contract"),
    too_early: (
        "不能早于签订日、最后一次验收和补充协议的生效日；还没生效的补充协议先作废",
        "Not before its signing, the last acceptance of goods, or the day of an amendment; void an \
         amendment that is yet to take effect",
    ),
    terminated: flashes::CONTRACT_TERMINATED,
    void: flashes::CONTRACT_VOID,
    stuck: flashes::CONTRACT_STUCK,
};

impl OfficeList for ContractRecord {
    const PATH: &'static str = "/admin/contracts";
    const LISTS: &'static Record = &CONTRACTS;
    type Row = Self;
    type Filter = OfficeFilter;
    const COLUMNS: &'static [Column<Self>] = COLUMNS;

    async fn filter(_: &App, page: &Page, office: &Office) -> Result<OfficeFilter, Problem> {
        let banner = office.viewer.scope.banner().cloned().or(page.banner_filter()?);
        Ok(OfficeFilter { banner, state: page.query.read("state")?, search: page.search()? })
    }

    fn rows<'c>(
        connection: &'c mut PgConnection,
        filter: &'c OfficeFilter,
    ) -> BoxStream<'c, sqlx::Result<Self>> {
        at_once(office::list(connection, filter, Window::ALL))
    }
}

pub async fn index(
    State(app): State<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let within = office.viewer.scope.banner().cloned();
    let filter = ContractRecord::filter(&app, &page, &office).await?;
    let position = Position::read(&page.query, 50)?;
    let window = Window { limit: position.size, offset: position.offset() };
    let records = office::list(app.pool(), &filter, window).await?;
    let counts = FacetCounts(office::counts(app.pool(), &filter, within.as_ref()).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    let states = choices!(page, ContractState::ALL.iter().copied());
    facets(&page, &mut list, &counts, states, within.is_none());
    promises::index(&app, OfficePage { page, office }, list, &records).await
}

impl PromisePage for ContractRecord {
    type Form = ContractForm;
    type Found = Found;
    const WORDS: &'static Words = &WORDS;

    fn form(&self) -> ContractForm {
        ContractForm::of(self)
    }

    fn paper_of(form: &ContractForm) -> &PaperForm {
        &form.paper
    }

    /// With a line added or taken away.
    fn rearranged(form: &ContractForm) -> Option<ContractForm> {
        form.rearranged()
    }

    async fn found(app: &App, form: &ContractForm) -> Result<Found, Problem> {
        let mut connection = app.pool().acquire().await?;
        let paper = paper::Found::of(&mut connection, &form.paper).await?;
        let mut found = Found { paper, ..Found::default() };
        let framework = form.framework.trim();
        if !framework.is_empty() {
            found.frameworks =
                agreements::store::signed_numbered(&mut *connection, framework).await?;
        }
        // One more than a contract may name, so that too many are noticed.
        for name in form.village_names().into_iter().take(MOST_VILLAGES + 1) {
            let places = places::store::named(&mut *connection, name).await?;
            found.villages.push((name.to_string(), places));
        }
        Ok(found)
    }

    fn parse(page: &Page, form: &ContractForm, found: &Found) -> Result<Draft<Terms>, Errors> {
        parse(page, form, found)
    }

    fn pairs(page: &Page, kept: &ContractForm, mine: &ContractForm) -> Vec<Pair> {
        versions(page, kept, mine)
    }

    fn said_of(page: &Page, fault: Fault) -> Errors {
        said_of(page, fault)
    }

    async fn edit(
        app: &App,
        asked: OfficePage,
        record: Option<Self>,
        form: ContractForm,
        Typed { errors, reason, .. }: Typed,
    ) -> Result<Response, Problem> {
        let found = Self::found(app, &form).await?;
        let room = room(app, &asked.page, &found, &form).await?;
        let history = match &record {
            Some(record) => audit::history(app, &asked.page, &CONTRACTS, record.id).await?,
            None => Vec::new(),
        };
        let frame = DraftFrame::of(&asked, &WORDS, record.as_ref(), WORDS.enter);
        let OfficePage { page, office } = asked;
        let edit = Edit { page, office, frame, record, form, found, room, errors, history, reason };
        answer(&edit, &edit.errors)
    }

    async fn signed(self, app: &App, asked: OfficePage, typed: Typed) -> Result<Response, Problem> {
        let completed_on = asked.page.today.to_string();
        signed(app, asked, self, typed, completed_on).await
    }
}

/// Under the agreement that the form names.
async fn room(
    app: &App,
    page: &Page,
    found: &Found,
    form: &ContractForm,
) -> Result<Option<Room>, Problem> {
    let Some(id) = found.framework_of(form) else { return Ok(None) };
    let mut connection = app.pool().acquire().await?;
    let framework = AgreementRecord::find(&mut connection, id, None).await?;
    let called = agreements::store::called(&mut *connection, id, page.today).await?;
    Ok(framework.map(|framework| Room { framework, called }))
}

/// `completed_on`: the day of its completion, as typed.
pub async fn signed(
    app: &App,
    OfficePage { page, office }: OfficePage,
    record: ContractRecord,
    Typed { errors, ending, reason }: Typed,
    completed_on: String,
) -> Result<Response, Problem> {
    let followers = office::followers(app.pool(), record.id).await?;
    let amendments = office::amendments(app.pool(), record.id).await?;
    let history = audit::history(app, &page, &CONTRACTS, record.id).await?;
    let crumbs = WORDS.crumbs(&page, &record.paper.number);
    let show = Show {
        page,
        office,
        crumbs,
        record,
        followers,
        amendments,
        history,
        errors,
        ending,
        completed_on,
        reason,
    };
    answer(&show, &show.errors)
}

/// `agreement`: the one that it is to stand under.
pub async fn new(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let mut form = match page.query.get("agreement") {
        Some(id) => {
            let framework: AgreementRecord = promises::load(&app, &office, id).await?;
            ContractForm::under(&framework, page.today)
        }
        None => ContractForm::blank(),
    };
    form.paper.form = new_form_code()?;
    ContractRecord::edit(&app, OfficePage { page, office }, None, form, Typed::default()).await
}
