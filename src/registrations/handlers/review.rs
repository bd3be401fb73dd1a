//! The review of registrations by officers and organisers.

use super::flashes;
use crate::{
    audit::{self, model::records::Record},
    http::{problem::Problem, state::App},
    identity::model::Viewer,
    organisations,
    registrations::{
        actions::{self, Refusal},
        forms::AdmissionForm,
        model::{Registration, RegistrationScope, trail::REGISTRATIONS},
        store,
        views::{COLUMNS, Index, Show, facets},
    },
    reviews::{
        self,
        actions::{Reviewer, decide},
        model::Decision,
    },
    ui::{
        lists::{Listing, Paging, Position},
        table::{
            self, Column,
            export::{OfficeList, at_once},
        },
    },
    values::{facet::FacetCounts, ids::Seen},
    web::{
        body::Form,
        declaration::links::Texts,
        flash::{Flash, shared},
        forms::{Errors, seen_version},
        office::{Office, OfficePage},
        page::{Page, refused, render},
        reason::{ReasonForm, Unreasoned},
    },
};
use axum::{
    extract::{Path, State as Shared},
    response::Response,
};
use futures_util::stream::BoxStream;
use sqlx::PgConnection;

/// The scope, narrowed by the query string.
fn matching(page: &Page, office: &Office) -> Result<RegistrationScope, Problem> {
    let banner = office.viewer.scope.banner().cloned().or(page.banner_filter()?);
    Ok(RegistrationScope {
        banner,
        state: page.query.read("state")?,
        typed: page.query.typed()?.map(str::to_string),
    })
}

/// The list as a sheet.
pub struct Registrations;

impl OfficeList for Registrations {
    const PATH: &'static str = "/admin/registrations";
    const LISTS: &'static Record = &REGISTRATIONS;
    type Row = Registration;
    type Filter = RegistrationScope;
    const COLUMNS: &'static [Column<Registration>] = COLUMNS;

    async fn filter(_: &App, page: &Page, office: &Office) -> Result<RegistrationScope, Problem> {
        matching(page, office)
    }

    fn rows<'c>(
        connection: &'c mut PgConnection,
        whose: &'c RegistrationScope,
    ) -> BoxStream<'c, sqlx::Result<Registration>> {
        at_once(store::list(connection, whose, i64::MAX, 0))
    }
}

pub async fn index(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let within = office.viewer.scope.banner().cloned();
    let whose = matching(&page, &office)?;
    let position = Position::read(&page.query, 50)?;
    let registrations = store::list(app.pool(), &whose, position.size, position.offset()).await?;
    let counts = FacetCounts(store::counts(app.pool(), &whose, within.as_ref()).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    facets(&page, &mut list, &counts, within.is_none());
    let saved = table::saved(&app, &page, &office).await?;
    render(&Index { page, office, list, registrations, saved })
}

async fn load(app: &App, viewer: &Viewer, id: &str) -> Result<Registration, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    store::find(app.pool(), &RegistrationScope::reviewed_by(viewer), id)
        .await?
        .ok_or(Problem::NotFound)
}

async fn view(
    app: &App,
    OfficePage { page, office }: OfficePage,
    registration: Registration,
    party: String,
    Unreasoned { typed, errors }: Unreasoned,
) -> Result<Show, Problem> {
    let legal = &registration.application.legal;
    let alike =
        organisations::store::profile::alike(app.pool(), &legal.name, legal.credit_code.as_deref())
            .await?;
    let history = audit::history(app, &page, &REGISTRATIONS, registration.id).await?;
    Ok(Show { page, office, registration, alike, history, party, typed, errors })
}

pub async fn show(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let registration = load(&app, &office.viewer, &id).await?;
    let opened = Unreasoned::default();
    render(&view(&app, OfficePage { page, office }, registration, String::new(), opened).await?)
}

pub async fn admit(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<AdmissionForm>,
) -> Result<Response, Problem> {
    let registration = load(&app, &office.viewer, &id).await?;
    let reviewer = Reviewer { pool: app.pool(), viewer: &office.viewer, today: page.today };
    let seen = Seen { id: registration.id, version: seen_version(&form.version) };
    let refusal = match form.party.parse() {
        Ok(party) => match actions::admit(&reviewer, seen, party).await {
            Ok(()) => return Ok(flashes::ADMITTED.at(&page.href(registration.id.path()))),
            Err(Refusal::WrongState) => {
                return Ok(shared::WRONG_STATE.at(&page.href(registration.id.path())));
            }
            Err(refusal) => refusal,
        },
        Err(()) => Refusal::OtherParty,
    };
    let errors = Unreasoned { errors: said(&page, refusal)?, ..Unreasoned::default() };
    refused(&view(&app, OfficePage { page, office }, registration, form.party, errors).await?)
}

fn said(page: &Page, refusal: Refusal) -> Result<Errors, Problem> {
    let message = match refusal {
        Refusal::CodeIsTaken => page.t(
            "已有主体使用此信用代码：请选择该主体；不在您的旗区的，请组委会办理",
            "An organisation has this credit code: choose that one, or ask the organisers if it is \
             not in your banner",
        ),
        Refusal::LoginIsTaken => page.t(
            "该手机号已有账号：请退回并更换号码，或请管理员将原账号改到该主体",
            "This mobile number already has an account: return the registration for another \
             number, or ask the administrator to move that account",
        ),
        Refusal::OtherParty => page.t(
            "请选择：新建主体，或并入下列主体",
            "Choose one: a new organisation, or one of those below",
        ),
        other => return Err(other.into()),
    };
    Ok(Errors::one("party", page.t("通过", "Admit"), message))
}

pub async fn return_for_correction(
    app: Shared<App>,
    page: Page,
    office: Office,
    id: Path<String>,
    form: Form<ReasonForm>,
) -> Result<Response, Problem> {
    answer(app, OfficePage { page, office }, (id, form), &RETURN).await
}

pub async fn refuse(
    app: Shared<App>,
    page: Page,
    office: Office,
    id: Path<String>,
    form: Form<ReasonForm>,
) -> Result<Response, Problem> {
    answer(app, OfficePage { page, office }, (id, form), &REFUSE).await
}

/// An answer that gives a reason.
struct Answer {
    field: &'static str,
    /// Without its reason.
    decision: Decision<'static>,
    flash: Flash,
}

const RETURN: Answer = Answer {
    field: "to-correct",
    decision: Decision::Return(""),
    flash: flashes::REGISTRATION_RETURNED,
};

const REFUSE: Answer = Answer {
    field: "why-refused",
    decision: Decision::Refuse(""),
    flash: flashes::REGISTRATION_REFUSED,
};

const ASKED: Texts = ("请填写，不超过 200 个字", "Enter 1 to 200 characters");

async fn answer(
    Shared(app): Shared<App>,
    OfficePage { page, office }: OfficePage,
    (Path(id), Form(form)): (Path<String>, Form<ReasonForm>),
    answer: &Answer,
) -> Result<Response, Problem> {
    let registration = load(&app, &office.viewer, &id).await?;
    let Some(reason) = form.sentence() else {
        let unreasoned = form.missing(&page, answer.field, ASKED);
        let office = OfficePage { page, office };
        return refused(&view(&app, office, registration, String::new(), unreasoned).await?);
    };
    let reviewer = Reviewer { pool: app.pool(), viewer: &office.viewer, today: page.today };
    let seen = Seen { id: registration.id, version: form.version() };
    let decision = answer.decision.with_note(&reason);
    let flash = match decide::<Registration>(&reviewer, seen, decision).await {
        Ok(()) => answer.flash,
        Err(reviews::actions::Refusal::WrongState | reviews::actions::Refusal::Conflict) => {
            shared::WRONG_STATE
        }
        Err(refusal) => return Err(refusal.into()),
    };
    Ok(flash.at(&page.href("/admin/registrations?state=submitted")))
}
