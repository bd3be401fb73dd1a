//! What officers and organisers verify.

use crate::{
    audit::{self, model::nouns::Noun},
    certifications::{
        actions::{self, Decision, Refusal},
        model::{Held, Whose},
        store,
        views::{COLUMNS, Review, Reviewed, facets},
    },
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
    values::facet::FacetCounts,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use futures_util::stream::BoxStream;
use sqlx::PgConnection;

/// A banner's officer sees those of its suppliers; others see all.
pub(super) fn scope(viewer: &Viewer) -> Whose {
    Whose { banner: viewer.scope.banner().cloned(), ..Whose::default() }
}

/// The scope as the query string narrows it.
fn matching(page: &Page, office: &Office) -> Result<Whose, Problem> {
    let typed = page.query.typed()?.map(str::to_string);
    Ok(Whose {
        state: page.query.read("state")?,
        scheme: page.query.read("scheme")?,
        typed,
        ..scope(&office.viewer)
    })
}

pub async fn index(
    State(app): State<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let whose = matching(&page, &office)?;
    let position = Position::read(&page.query, 50)?;
    let certificates = store::list(app.pool(), &whose, position.size, position.offset()).await?;
    let counts = FacetCounts(store::counts(app.pool(), &whose).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    facets(&page, &mut list, &counts);
    let saved = table::saved(&app, &page, &office).await?;
    render(&Review { page, office, list, certificates, saved })
}

/// The list as a sheet.
pub struct Certifications;

impl OfficeList for Certifications {
    const PATH: &'static str = "/admin/certifications";
    type Row = Held;
    type Filter = Whose;
    const COLUMNS: &'static [Column<Held>] = COLUMNS;

    async fn filter(_: &App, page: &Page, office: &Office) -> Result<Whose, Problem> {
        matching(page, office)
    }

    fn rows<'c>(
        connection: &'c mut PgConnection,
        whose: &'c Whose,
    ) -> BoxStream<'c, sqlx::Result<Held>> {
        at_once(store::list(connection, whose, i64::MAX, 0))
    }
}

async fn load(app: &App, viewer: &Viewer, id: &str) -> Result<Held, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    store::find(app.pool(), &scope(viewer), id).await?.ok_or(Problem::NotFound)
}

async fn reviewed(app: &App, page: Page, office: Office, held: Held) -> Result<Reviewed, Problem> {
    let history = audit::history(app, &page, Noun::Certifications, held.id).await?;
    Ok(Reviewed { page, office, held, history, note: String::new(), errors: Errors::default() })
}

pub async fn show(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let held = load(&app, &office.viewer, &id).await?;
    render(&reviewed(&app, page, office, held).await?)
}

pub async fn verify(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<DecisionForm>,
) -> Result<Response, Problem> {
    let held = load(&app, &office.viewer, &id).await?;
    decide(&app, &page, &office, &held, (form.version(), Decision::Verify(page.today))).await
}

/// Back to its holder: what waits, or what was verified and should not have been.
pub async fn give_back(
    State(app): State<App>,
    page: Page,
    office: Office,
    Path(id): Path<String>,
    Form(form): Form<DecisionForm>,
) -> Result<Response, Problem> {
    let held = load(&app, &office.viewer, &id).await?;
    let Some(word) = form.word() else {
        let message = page.t(
            "写一句话：要改什么，最多 200 个字",
            "A sentence on what to mend, 200 characters at most",
        );
        let errors = Errors::one("note", page.t("原因", "Why"), message);
        return refused(&Reviewed {
            note: form.note,
            errors,
            ..reviewed(&app, page, office, held).await?
        });
    };
    let decision =
        if held.is_verified() { Decision::Revoke(&word) } else { Decision::Return(&word) };
    decide(&app, &page, &office, &held, (form.version(), decision)).await
}

async fn decide(
    app: &App,
    page: &Page,
    office: &Office,
    held: &Held,
    (version, decision): (i32, Decision<'_>),
) -> Result<Response, Problem> {
    let said = match actions::decide(
        app.pool(),
        &office.viewer,
        (&scope(&office.viewer), held.id),
        version,
        decision,
    )
    .await
    {
        Ok(()) => match decision {
            Decision::Verify(_) => Said::CertificateVerified,
            Decision::Return(_) => Said::Returned,
            Decision::Revoke(_) => Said::CertificateRevoked,
        },
        Err(Refusal::NotNow) => return Ok(Said::NotNow.at(&page.href(held.admin_path()))),
        Err(refusal) => return Err(refusal.into()),
    };
    Ok(said.at(&page.href("/admin/certifications?state=submitted")))
}
