//! The list of agreements in the office, and their pages.

use super::flashes;
use crate::{
    agreements::{
        actions::Fault,
        forms::office::{AgreementForm, FIELDS, Found, OriginForm, parse},
        model::{
            record::{AgreementRecord, OfficeFilter, Standing},
            rights::ENTER_AGREEMENTS,
            terms::Terms,
            trail::AGREEMENTS,
        },
        store,
        views::office::{COLUMNS, Edit, Show},
    },
    audit::{self, model::records::Record},
    choices, contracts,
    http::{problem::Problem, state::App},
    promises::{
        self, PromisePage, answer,
        forms::paper::{self, PaperForm},
        load,
        model::{Draft, Promise},
        of_source,
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
        conflict::{Pair, pairs, plain},
        flash::shared,
        forms::{Errors, new_form_code},
        office::{Office, OfficePage},
        page::Page,
        query::BadQuery,
    },
};
use axum::{extract::State, response::Response};
use futures_util::stream::BoxStream;
use sqlx::PgConnection;

/// The ruler shows each.
const CONTRACTS_SHOWN: i64 = 60;

pub const WORDS: Words = Words {
    right: ENTER_AGREEMENTS,
    list: (("框架协议", "Framework agreements"), "/admin/agreements"),
    one: ("协议", "an agreement"),
    counted: ("份协议", "agreement", "agreements"),
    enter: ("登记协议", "Enter an agreement"),
    none: ("暂无框架协议。", "No framework agreements yet."),
    number: ("编号", "Number"),
    changed: ("这份协议已被他人修改", "Someone else has changed this agreement"),
    too_early: (
        "不能早于签订日，也不能早于项下最近一份合同的签订日",
        "Not before its signing, nor before that of the latest contract under it",
    ),
    terminated: flashes::AGREEMENT_TERMINATED,
    void: flashes::AGREEMENT_VOID,
    stuck: flashes::AGREEMENT_STUCK,
};

impl OfficeList for AgreementRecord {
    const PATH: &'static str = "/admin/agreements";
    const LISTS: &'static Record = &AGREEMENTS;
    type Row = Self;
    type Filter = OfficeFilter;
    const COLUMNS: &'static [Column<Self>] = COLUMNS;

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
    ) -> BoxStream<'c, sqlx::Result<Self>> {
        at_once(store::office_list(connection, filter, Window::ALL))
    }
}

pub async fn index(
    State(app): State<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let within = office.viewer.scope.banner().cloned();
    let filter = AgreementRecord::filter(&app, &page, &office).await?;
    let position = Position::read(&page.query, 50)?;
    let window = Window { limit: position.size, offset: position.offset() };
    let records = store::office_list(app.pool(), &filter, window).await?;
    let counts = FacetCounts(store::office_counts(app.pool(), &filter, within.as_ref()).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    let states = choices!(page, Standing::ALL.iter().copied());
    facets(&page, &mut list, &counts, states, within.is_none());
    let orders = [("latest", "最近签订", "Latest"), ("ending", "先到期", "Expiring first")];
    list.sorts(&page, if filter.ends_first { "ending" } else { "latest" }, &orders);
    promises::index(&app, OfficePage { page, office }, list, &records).await
}

impl PromisePage for AgreementRecord {
    type Form = AgreementForm;
    type Found = Found;
    const WORDS: &'static Words = &WORDS;

    fn form(&self) -> AgreementForm {
        AgreementForm::of(self)
    }

    fn paper_of(form: &AgreementForm) -> &PaperForm {
        &form.paper
    }

    async fn found(app: &App, form: &AgreementForm) -> Result<Found, Problem> {
        let mut connection = app.pool().acquire().await?;
        let paper = paper::Found::of(&mut connection, &form.paper).await?;
        let renewable = match form.renews.trim() {
            "" => Vec::new(),
            number => store::signed_numbered(&mut *connection, number).await?,
        };
        Ok(Found { paper, renewable })
    }

    fn parse(page: &Page, form: &AgreementForm, found: &Found) -> Result<Draft<Terms>, Errors> {
        parse(page, form, found)
    }

    fn pairs(page: &Page, kept: &AgreementForm, mine: &AgreementForm) -> Vec<Pair> {
        let [was, now] = [kept, mine].map(|form| form.values().map(plain));
        pairs(page, &FIELDS, was, now)
    }

    fn said_of(page: &Page, fault: Fault) -> Errors {
        let message = match fault {
            Fault::Renewal(fault) => of_source(page, &WORDS, fault),
            Fault::NotRenewable => page
                .t("那份协议已作废或已被续签", "That agreement is void or renewed already")
                .to_string(),
        };
        Errors::one("renews", page.t("续签", "Renews"), message)
    }

    async fn edit(
        app: &App,
        asked: OfficePage,
        record: Option<Self>,
        form: AgreementForm,
        Typed { errors, reason, .. }: Typed,
    ) -> Result<Response, Problem> {
        let found = Self::found(app, &form).await?;
        let history = match &record {
            Some(record) => audit::history(app, &asked.page, &AGREEMENTS, record.id).await?,
            None => Vec::new(),
        };
        let title = match form.renews.is_empty() {
            true => ("登记框架协议", "Enter an agreement"),
            false => ("续签框架协议", "Renew an agreement"),
        };
        let frame = DraftFrame::of(&asked, &WORDS, record.as_ref(), title);
        let OfficePage { page, office } = asked;
        let edit = Edit { page, office, frame, record, form, found, errors, history, reason };
        answer(&edit, &edit.errors)
    }

    async fn signed(self, app: &App, asked: OfficePage, typed: Typed) -> Result<Response, Problem> {
        let project = self.project.clone().unwrap_or_default();
        let origin = OriginForm { project, ..OriginForm::default() };
        signed(app, asked, self, typed, origin).await
    }
}

/// `origin`: what it comes from, as typed.
pub async fn signed(
    app: &App,
    OfficePage { page, office }: OfficePage,
    record: AgreementRecord,
    Typed { errors, ending, reason }: Typed,
    origin: OriginForm,
) -> Result<Response, Problem> {
    let called = store::called(app.pool(), record.id, page.today).await?;
    let filter = contracts::model::Filter { agreement: Some(record.id), ..Default::default() };
    let contracts =
        contracts::store::list(app.pool(), &filter, page.today, CONTRACTS_SHOWN, 0).await?;
    let history = audit::history(app, &page, &AGREEMENTS, record.id).await?;
    let crumbs = WORDS.crumbs(&page, &record.paper.number);
    let show = Show {
        page,
        office,
        crumbs,
        record,
        called,
        contracts,
        history,
        errors,
        ending,
        origin,
        reason,
    };
    answer(&show, &show.errors)
}

/// `renews`: the number of the record to be renewed.
pub async fn new(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let mut form = match page.query.get("renews") {
        Some(id) => {
            let earlier: AgreementRecord = load(&app, &office, id).await?;
            if !earlier.may_be_renewed() {
                return Ok(shared::WRONG_STATE.at(&page.href(earlier.path())));
            }
            AgreementForm::renewing(&earlier)
        }
        None => AgreementForm::default(),
    };
    form.paper.form = new_form_code()?;
    AgreementRecord::edit(&app, OfficePage { page, office }, None, form, Typed::default()).await
}
