//! What officers and organisers see of applications, and what they decide.

use crate::{
    applications::{
        actions::{self, Decision, Refusal},
        forms,
        model::{Application, Filter},
        store,
        views::{COLUMNS, Review, Reviewed, facets},
    },
    audit::{self, model::nouns::Noun},
    identity::model::Viewer,
    kit::{
        body::Form,
        forms::{DecisionForm, Errors},
        lists::{Listing, Paging, Position},
        office::Office,
        page::{Page, refused, render},
        problem::Problem,
        said::Said,
        state::App,
        table::{
            self, Column,
            export::{OfficeList, at_once},
        },
    },
    messages,
    values::facet::FacetCounts,
};
use axum::{
    extract::{Path, State as Shared},
    response::Response,
};
use futures_util::stream::BoxStream;
use sqlx::PgConnection;

/// A banner's officer sees the applications of its organisations; others see all.
pub(super) fn scope(viewer: &Viewer) -> Filter {
    Filter { scope: viewer.scope.banner().cloned(), ..Filter::default() }
}

/// The list as a sheet.
pub struct Applications;

impl OfficeList for Applications {
    const PATH: &'static str = "/admin/applications";
    type Row = Application;
    type Filter = Filter;
    const COLUMNS: &'static [Column<Application>] = COLUMNS;

    async fn filter(_: &App, page: &Page, office: &Office) -> Result<Filter, Problem> {
        Ok(forms::filter(page, scope(&office.viewer))?)
    }

    fn rows<'c>(
        connection: &'c mut PgConnection,
        filter: &'c Filter,
    ) -> BoxStream<'c, sqlx::Result<Application>> {
        at_once(store::list(connection, filter, i64::MAX, 0))
    }
}

pub async fn index(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let filter = forms::filter(&page, scope(&office.viewer))?;
    let position = Position::read(&page.query, 50)?;
    let applications = store::list(app.pool(), &filter, position.size, position.offset()).await?;
    let counts = FacetCounts(store::counts(app.pool(), &filter).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    facets(&page, &mut list, &counts);
    let saved = table::saved(&app, &page, &office).await?;
    render(&Review { page, office, list, applications, saved })
}

pub async fn show(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let application = load(&app, &office.viewer, &id).await?;
    render(&reviewed(&app, page, office, application, (String::new(), Errors::default())).await?)
}

async fn load(app: &App, viewer: &Viewer, id: &str) -> Result<Application, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    store::find(app.pool(), &scope(viewer), id).await?.ok_or(Problem::NotFound)
}

async fn reviewed(
    app: &App,
    page: Page,
    office: Office,
    application: Application,
    (note, errors): (String, Errors),
) -> Result<Reviewed, Problem> {
    let steps = store::steps(app.pool(), application.id).await?;
    let shown = store::shown(app.pool(), application.id).await?;
    let told =
        messages::store::about(app.pool(), application.organisation_id, &application.own_path())
            .await?;
    let history = audit::history(app, &page, Noun::Exhibitors, application.id).await?;
    Ok(Reviewed {
        way: application.way(&steps),
        page,
        office,
        application,
        shown,
        told,
        history,
        note,
        errors,
    })
}

pub async fn recommend(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<DecisionForm>,
) -> Result<Response, Problem> {
    decide(&app, &page, &office, (&id, form.version()), (Decision::Recommend, Said::Recommended))
        .await
}

pub async fn approve(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<DecisionForm>,
) -> Result<Response, Problem> {
    decide(&app, &page, &office, (&id, form.version()), (Decision::Approve, Said::Approved)).await
}

pub async fn check_in(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<DecisionForm>,
) -> Result<Response, Problem> {
    decide(&app, &page, &office, (&id, form.version()), (Decision::CheckIn, Said::CheckedIn)).await
}

pub async fn decline(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<DecisionForm>,
) -> Result<Response, Problem> {
    let Some(word) = form.word() else {
        let application = load(&app, &office.viewer, &id).await?;
        let message = page.t(
            "写一句话：为什么，怎样改，最多 200 个字",
            "A sentence: why, and what to mend; 200 characters at most",
        );
        let errors = Errors::one("note", page.t("原因", "Why"), message);
        return refused(&reviewed(&app, page, office, application, (form.note, errors)).await?);
    };
    decide(&app, &page, &office, (&id, form.version()), (Decision::Decline(&word), Said::Declined))
        .await
}

async fn decide(
    app: &App,
    page: &Page,
    office: &Office,
    (id, version): (&str, i32),
    (decision, done): (Decision<'_>, Said),
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    let said = match actions::decide(
        app.pool(),
        &office.viewer,
        (&scope(&office.viewer), id),
        version,
        decision,
    )
    .await
    {
        Ok(()) => done,
        Err(Refusal::Later(_)) => Said::LookAgain,
        Err(Refusal::NotNow) => Said::NotNow,
        Err(refusal) => return Err(refusal.into()),
    };
    Ok(said.at(&page.href(format!("/admin/applications/{id}"))))
}
