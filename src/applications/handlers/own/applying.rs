//! The form of a new application, filled from the previous fair on request.

use super::{MOST_OFFERED, own};
use crate::{
    applications::{
        actions::{self, Applying, Refusal},
        forms::ApplicationForm,
        handlers::flashes,
        model::{Filter, own_path},
        store,
        views::{Choice, Edit},
    },
    fairs::{self, model::EditionState},
    http::{problem::Problem, state::App},
    submissions,
    values::ids::OrganisationId,
    web::{
        body::Form,
        forms::{Errors, new_form_code},
        office::Office,
        page::{Page, refused, render},
    },
};
use axum::{extract::State as Shared, response::Response};

pub(super) async fn choice(
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

/// `from=last`: copies the previous fair. A declined or withdrawn application keeps its values.
pub async fn new(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let (organisation, filter) = own(&office.viewer)?;
    let ordinal = page.query.read("edition")?.ok_or(Problem::NotFound)?;
    let choice = choice(&app, &page, organisation, ordinal).await?;
    if choice.edition.state != EditionState::ApplicationsOpen {
        return Ok(flashes::APPLICATIONS_CLOSED.at(&page.href("/my/applications")));
    }
    let before = store::own_of(app.pool(), organisation, choice.edition.id).await?;
    let mut form = match before {
        Some(id) => {
            let application =
                store::find(app.pool(), &filter, id).await?.ok_or(Problem::NotFound)?;
            if !application.may_be_sent_again() {
                return Ok(flashes::APPLIED_ALREADY.at(&page.href(application.own_path())));
            }
            ApplicationForm::of(&application, &store::shown(app.pool(), id).await?)
        }
        None if page.query.get("from") == Some("last") => {
            copied(&app, organisation, &filter, &choice).await?
        }
        None => ApplicationForm::default(),
    };
    form.form = new_form_code()?;
    form.edition = choice.edition.ordinal.to_string();
    let has_last =
        before.is_none() && store::last_part(app.pool(), organisation, ordinal).await?.is_some();
    render(&edit_view(page, office, choice, form, Errors::default()).offering_the_last(has_last))
}

/// The values of the previous fair that are still valid.
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

pub(super) fn edit_view(
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
    let sent = submissions::forms::read(&form.form, &office.viewer)?;
    let applying = Applying {
        viewer: &office.viewer,
        organisation,
        edition: choice.edition.id,
        today: page.today,
    };
    Ok(match actions::apply(app.pool(), &applying, &request, &sent).await {
        Ok(id) => flashes::APPLIED.at(&page.href(own_path(id))),
        Err(Refusal::AlreadyExists(id)) => flashes::APPLIED_ALREADY.at(&page.href(own_path(id))),
        Err(Refusal::Closed) => flashes::APPLICATIONS_CLOSED.at(&page.href("/my/applications")),
        Err(refusal) => return Err(refusal.into()),
    })
}
