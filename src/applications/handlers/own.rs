//! A supplier's own applications.

mod applying;
mod changing;

pub use applying::{create, new};
pub use changing::{edit, update, withdraw};

use crate::{
    applications::{
        model::{Application, Filter},
        store,
        views::{Mine, Show},
    },
    audit,
    exhibitors::model::trail::EXHIBITORS,
    fairs::model::EditionState,
    http::{problem::Problem, state::App},
    identity::model::Viewer,
    messages,
    site::model::Edition,
    values::ids::OrganisationId,
    web::{
        office::Office,
        page::{Page, render},
        reason::Unreasoned,
    },
};
use axum::{
    extract::{Path, State as Shared},
    response::Response,
};

/// More than a supplier can show at one booth.
const MOST_OFFERED: i64 = 300;

/// The user's organisation and scope: records of others are not found.
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
    render(&shown(&app, page, office, application, Unreasoned::default()).await?)
}

async fn shown(
    app: &App,
    page: Page,
    office: Office,
    application: Application,
    Unreasoned { typed: reason, errors }: Unreasoned,
) -> Result<Show, Problem> {
    let steps = store::steps(app.pool(), application.id).await?;
    let shown = store::shown(app.pool(), application.id).await?;
    let told =
        messages::store::about(app.pool(), application.organisation_id, &application.own_path())
            .await?;
    let history =
        audit::own_history(app, &page, &office.viewer, &EXHIBITORS, application.id).await?;
    Ok(Show {
        way: application.way(&steps),
        page,
        office,
        application,
        shown,
        told,
        reason,
        errors,
        history,
    })
}
