//! A supplier's own applications.

use crate::{
    applications::{
        actions::{self, Applying, Refusal},
        forms::ApplicationForm,
        model::{Application, Filter, Request, Shown, own_path},
        store,
        views::{Edit, Mine, Show, conflict::Conflict},
    },
    audit::{self, model::nouns::Noun},
    exhibitors::model::ExhibitorState,
    fairs::{
        self,
        model::{EditionState, Zone},
    },
    identity::model::{Viewer, token::Token},
    kit::{
        body::Form,
        forms::{DecisionForm, Errors},
        office::Office,
        page::{Page, refused, render},
        problem::Problem,
        said::Said,
        state::App,
    },
    messages,
    site::model::Edition,
    values::ids::OrganisationId,
};
use axum::{
    extract::{Path, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Response},
};

/// More than a supplier can show at one booth.
const MOST_OFFERED: i64 = 300;

/// Whose they are; what is another's is not there.
fn own(viewer: &Viewer) -> Result<(OrganisationId, Filter), Problem> {
    let organisation = viewer.scope.organisation().ok_or(Problem::NotFound)?;
    Ok((organisation, Filter { organisation: Some(organisation), ..Filter::default() }))
}

pub async fn index(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let (_, filter) = own(&office.viewer)?;
    let applications = store::list(app.pool(), &filter, 100, 0).await?;
    let is_new = |edition: &&Edition| {
        applications.iter().all(|application| application.edition_id != edition.id)
    };
    let open = page
        .site
        .editions
        .iter()
        .filter(|edition| edition.state == EditionState::ApplicationsOpen)
        .filter(is_new)
        .cloned()
        .collect();
    render(&Mine { page, office, applications, open })
}

/// The edition that is applied to, with its zones, and what may be shown.
struct Choice {
    edition: Edition,
    zones: Vec<Zone>,
    offers: Vec<Shown>,
}

async fn choice(
    app: &App,
    page: &Page,
    organisation: OrganisationId,
    ordinal: i16,
) -> Result<Choice, Problem> {
    let edition = page
        .site
        .editions
        .iter()
        .find(|edition| edition.ordinal == ordinal && edition.state != EditionState::Draft);
    let edition = edition.cloned().ok_or(Problem::NotFound)?;
    let zones = fairs::store::zones(app.pool(), edition.id).await?;
    Ok(Choice {
        zones,
        offers: store::offers(app.pool(), organisation, MOST_OFFERED).await?,
        edition,
    })
}

/// `from`: as at the fair before. One that was declined or taken back is begun with what it said.
pub async fn new(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let (organisation, filter) = own(&office.viewer)?;
    let ordinal = page.query.read("edition")?.ok_or(Problem::NotFound)?;
    let choice = choice(&app, &page, organisation, ordinal).await?;
    if choice.edition.state != EditionState::ApplicationsOpen {
        return Ok(Said::ApplicationsClosed.at(&page.href("/my/applications")));
    }
    let before = store::own_of(app.pool(), organisation, choice.edition.id).await?;
    let mut form = match before {
        Some(id) => {
            let application =
                store::find(app.pool(), &filter, id).await?.ok_or(Problem::NotFound)?;
            if !application.may_be_sent_again() {
                return Ok(Said::AppliedAlready.at(&page.href(application.own_path())));
            }
            ApplicationForm::of(&application, &store::shown(app.pool(), id).await?)
        }
        None if page.query.get("from") == Some("last") => {
            copied(&app, organisation, &filter, &choice).await?
        }
        None => ApplicationForm::default(),
    };
    form.form = Token::random().map_err(|_| Problem::Internal)?.as_str().to_string();
    form.edition = choice.edition.ordinal.to_string();
    let has_last =
        before.is_none() && store::last_part(app.pool(), organisation, ordinal).await?.is_some();
    render(&edit_view(page, office, choice, form, Errors::default()).offering_the_last(has_last))
}

/// What the fair before says, as far as it still holds.
async fn copied(
    app: &App,
    organisation: OrganisationId,
    filter: &Filter,
    choice: &Choice,
) -> Result<ApplicationForm, Problem> {
    let last = store::last_part(app.pool(), organisation, choice.edition.ordinal).await?;
    let Some((id, zone)) = last else { return Ok(ApplicationForm::default()) };
    let application = store::find(app.pool(), filter, id).await?.ok_or(Problem::NotFound)?;
    let mut shown = store::shown(app.pool(), id).await?;
    shown.retain(|shown| choice.offers.iter().any(|offer| offer.id == shown.id));
    let zone =
        zone.filter(|code| choice.zones.iter().any(|zone| zone.code == *code)).unwrap_or_default();
    Ok(ApplicationForm {
        version: String::new(),
        zone,
        ..ApplicationForm::of(&application, &shown)
    })
}

fn edit_view(
    page: Page,
    office: Office,
    choice: Choice,
    form: ApplicationForm,
    errors: Errors,
) -> Edit {
    let Choice { edition, zones, offers } = choice;
    Edit { page, office, edition, zones, offers, form, errors, application: None, has_last: false }
}

pub async fn create(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Form(form): Form<ApplicationForm>,
) -> Result<Response, Problem> {
    let (organisation, _) = own(&office.viewer)?;
    let ordinal = form.edition.parse().map_err(|_| Problem::NotFound)?;
    let choice = choice(&app, &page, organisation, ordinal).await?;
    let request = match form.parse(&page, &choice.zones, &choice.offers) {
        Ok(request) => request,
        Err(errors) => return refused(&edit_view(page, office, choice, form, errors)),
    };
    let Some(code) = Token::read(&form.form) else { return Err(Problem::Foreign) };
    let applying = Applying {
        viewer: &office.viewer,
        organisation,
        edition: choice.edition.id,
        today: page.today,
    };
    Ok(match actions::apply(app.pool(), &applying, &request, code.as_str()).await? {
        Ok(id) => Said::Applied.at(&page.href(own_path(id))),
        Err(Refusal::IsThere(id)) => Said::AppliedAlready.at(&page.href(own_path(id))),
        Err(Refusal::Closed) => Said::ApplicationsClosed.at(&page.href("/my/applications")),
        Err(_) => return Err(Problem::NotFound),
    })
}

async fn load(app: &App, office: &Office, id: &str) -> Result<Application, Problem> {
    let (_, filter) = own(&office.viewer)?;
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    store::find(app.pool(), &filter, id).await?.ok_or(Problem::NotFound)
}

pub async fn show(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let application = load(&app, &office, &id).await?;
    render(&shown(&app, page, office, application, (String::new(), Errors::default())).await?)
}

async fn shown(
    app: &App,
    page: Page,
    office: Office,
    application: Application,
    (note, errors): (String, Errors),
) -> Result<Show, Problem> {
    let steps = store::steps(app.pool(), application.id).await?;
    let shown = store::shown(app.pool(), application.id).await?;
    let told =
        messages::store::about(app.pool(), application.organisation_id, &application.own_path())
            .await?;
    let history =
        audit::own_history(app, &page, &office.viewer, Noun::Exhibitors, application.id).await?;
    Ok(Show {
        way: application.way(&steps),
        page,
        office,
        application,
        shown,
        told,
        note,
        errors,
        history,
    })
}

pub async fn edit(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let application = load(&app, &office, &id).await?;
    if !application.is_own_to_change() {
        return Ok(Said::NotNow.at(&page.href(application.own_path())));
    }
    let choice = choice(&app, &page, application.organisation_id, application.edition).await?;
    let form = ApplicationForm::of(&application, &store::shown(app.pool(), application.id).await?);
    render(&Edit {
        application: Some(application),
        ..edit_view(page, office, choice, form, Errors::default())
    })
}

pub async fn update(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<ApplicationForm>,
) -> Result<Response, Problem> {
    let application = load(&app, &office, &id).await?;
    let choice = choice(&app, &page, application.organisation_id, application.edition).await?;
    let form = form.spread();
    let request = match form.parse(&page, &choice.zones, &choice.offers) {
        Ok(request) => request,
        Err(errors) => {
            return refused(&Edit {
                application: Some(application),
                ..edit_view(page, office, choice, form, errors)
            });
        }
    };
    // What is no version at all is an old one.
    let version = form.version.parse().unwrap_or(0);
    let whose = (&office.viewer, application.organisation_id);
    let said = match actions::change(app.pool(), whose, application.id, version, &request).await? {
        Ok(()) => Said::ApplicationChanged,
        Err(Refusal::Later(kept)) => {
            return conflict(&app, page, office, &choice, (*kept, &request)).await;
        }
        Err(Refusal::NotFound) => return Err(Problem::NotFound),
        Err(Refusal::Closed) => Said::ApplicationsClosed,
        Err(_) => Said::NotNow,
    };
    Ok(said.at(&page.href(application.own_path())))
}

/// Both versions side by side; whoever came later chooses, field by field.
async fn conflict(
    app: &App,
    page: Page,
    office: Office,
    choice: &Choice,
    (kept, mine): (Application, &Request),
) -> Result<Response, Problem> {
    let shown = store::shown(app.pool(), kept.id).await?;
    let view = Conflict::new(page, office, (kept, &shown), (mine, &choice.zones, &choice.offers));
    Ok((StatusCode::CONFLICT, render(&view)?).into_response())
}

/// Taken back, or given up: once somebody has acted on it, with a word on why.
pub async fn withdraw(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<DecisionForm>,
) -> Result<Response, Problem> {
    let application = load(&app, &office, &id).await?;
    let why = form.word();
    if why.is_none()
        && application.may_be_withdrawn()
        && application.state != ExhibitorState::Applied
    {
        let message = page.t(
            "写一句话：为什么不来了，最多 200 个字",
            "A sentence on why; 200 characters at most",
        );
        let errors = Errors::one("note", page.t("原因", "Why"), message);
        return refused(&shown(&app, page, office, application, (form.note, errors)).await?);
    }
    let whose = application.organisation_id;
    let said =
        match actions::withdraw(app.pool(), &office.viewer, whose, application.id, why.as_deref())
            .await?
        {
            Ok(()) => Said::ApplicationWithdrawn,
            Err(Refusal::NotFound) => return Err(Problem::NotFound),
            Err(_) => Said::NotNow,
        };
    Ok(said.at(&page.href(application.own_path())))
}
