//! An existing application, changed or withdrawn by its applicant.

use super::{
    applying::{choice, edit_view},
    load, shown,
};
use crate::{
    applications::{
        actions::{self, Refusal},
        forms::ApplicationForm,
        handlers::flashes,
        model::{Application, Request},
        store,
        views::{Choice, Edit, conflict},
    },
    exhibitors::model::ExhibitorState,
    http::{problem::Problem, state::App},
    values::ids::Seen,
    web::{
        body::Form,
        declaration::links::Texts,
        flash::shared,
        forms::{Errors, seen_version},
        office::{Office, OfficePage},
        page::{Page, refused, render},
        reason::ReasonForm,
    },
};
use axum::{
    extract::{Path, State as Shared},
    response::Response,
};

pub async fn edit(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let application = load(&app, &office, &id).await?;
    if !application.is_own_to_change() {
        return Ok(shared::WRONG_STATE.at(&page.href(application.own_path())));
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
    let seen = Seen { id: application.id, version: seen_version(&form.version) };
    let whose = application.organisation_id;
    let said = match actions::change(app.pool(), &office.viewer, whose, seen, &request).await {
        Ok(()) => flashes::APPLICATION_CHANGED,
        Err(Refusal::Conflict(kept)) => {
            let asked = OfficePage { page, office };
            return two_versions(&app, asked, &choice, &kept, &request).await;
        }
        Err(Refusal::Closed) => flashes::APPLICATIONS_CLOSED,
        Err(Refusal::WrongState) => shared::WRONG_STATE,
        Err(refusal) => return Err(refusal.into()),
    };
    Ok(said.at(&page.href(application.own_path())))
}

/// Both versions side by side; the user who saved second chooses field by field.
async fn two_versions(
    app: &App,
    asked: OfficePage,
    choice: &Choice,
    kept: &Application,
    mine: &Request,
) -> Result<Response, Problem> {
    let shown = store::shown(app.pool(), kept.id).await?;
    conflict::conflict(asked, kept, &shown, mine, choice).response()
}

const WHY_WITHDRAWN: Texts =
    ("请说明退出原因，不超过 200 个字", "Say why, in 200 characters or fewer");

/// Withdraws an application; a reason is required once somebody has acted on it.
pub async fn withdraw(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<ReasonForm>,
) -> Result<Response, Problem> {
    let application = load(&app, &office, &id).await?;
    let why = form.sentence();
    if why.is_none()
        && application.may_be_withdrawn()
        && application.state != ExhibitorState::Applied
    {
        let unreasoned = form.missing(&page, "reason", WHY_WITHDRAWN);
        return refused(&shown(&app, page, office, application, unreasoned).await?);
    }
    let whose = application.organisation_id;
    let said =
        match actions::withdraw(app.pool(), &office.viewer, whose, application.id, why.as_deref())
            .await
        {
            Ok(()) => flashes::APPLICATION_WITHDRAWN,
            Err(Refusal::WrongState) => shared::WRONG_STATE,
            Err(refusal) => return Err(refusal.into()),
        };
    Ok(said.at(&page.href(application.own_path())))
}
