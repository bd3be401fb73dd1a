//! Review by officers and organisers.

use super::flashes;
use crate::{
    audit::model::records::Record,
    certifications::{
        model::{CertificationRecord, CertificationScope, trail::CERTIFICATIONS},
        store,
        views::{COLUMNS, COUNTED, Facts, WORDS, facets},
    },
    http::{problem::Problem, state::App},
    identity::model::Viewer,
    reviews::{
        self, ReviewPage,
        model::Decision,
        views::{Act, Show, Subject, Text, VERIFY},
    },
    ui::{
        lists::{Listing, Paging, Position},
        table::{
            Column,
            export::{OfficeList, at_once},
        },
    },
    values::facet::FacetCounts,
    web::{
        flash::{Flash, shared},
        office::{Office, OfficePage},
        page::Page,
        reason::Unreasoned,
    },
};
use askama::Template;
use axum::{extract::State, response::Response};
use futures_util::stream::BoxStream;
use sqlx::{PgConnection, PgPool};

pub async fn index(
    State(app): State<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let whose = CertificationRecord::filter(&app, &page, &office).await?;
    let position = Position::read(&page.query, 50)?;
    let certificates = store::list(app.pool(), &whose, position.size, position.offset()).await?;
    let counts = FacetCounts(store::counts(app.pool(), &whose).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    facets(&page, &mut list, &counts);
    reviews::index(&app, OfficePage { page, office }, list, &certificates).await
}

impl OfficeList for CertificationRecord {
    const PATH: &'static str = "/admin/certifications";
    const LISTS: &'static Record = &CERTIFICATIONS;
    type Row = CertificationRecord;
    type Filter = CertificationScope;
    const COLUMNS: &'static [Column<CertificationRecord>] = COLUMNS;

    async fn filter(_: &App, page: &Page, office: &Office) -> Result<CertificationScope, Problem> {
        let typed = page.query.typed()?.map(str::to_string);
        Ok(CertificationScope {
            state: page.query.read("state")?,
            scheme: page.query.read("scheme")?,
            typed,
            ..CertificationScope::reviewed_by(&office.viewer)
        })
    }

    fn rows<'c>(
        connection: &'c mut PgConnection,
        whose: &'c CertificationScope,
    ) -> BoxStream<'c, sqlx::Result<CertificationRecord>> {
        at_once(store::list(connection, whose, i64::MAX, 0))
    }
}

impl ReviewPage for CertificationRecord {
    type View = Show;
    const NAME: Text = ("证书", "Certificates");
    const COUNTED: (&'static str, &'static str, &'static str) = COUNTED;
    const PLACEHOLDER: Text = ("证书编号、主体", "Number or holder");
    const QUEUE: &'static str = "/admin/certifications?state=submitted";
    const ACTS: &'static [Act] = &[VERIFY];

    async fn picked(pool: &PgPool, viewer: &Viewer, ids: &[i64]) -> sqlx::Result<Vec<Self>> {
        store::picked(pool, &CertificationScope::reviewed_by(viewer), ids).await
    }

    async fn view(
        self,
        app: &App,
        OfficePage { page, office }: OfficePage,
        unreasoned: Unreasoned,
    ) -> Result<Show, Problem> {
        let subject = Subject {
            title: self.claim.number.clone(),
            organisation: self.organisation.clone(),
            pill: self.state.pill(),
            facts: Facts { page: &page, held: &self }.render()?,
            words: &WORDS,
        };
        reviews::page(app, OfficePage { page, office }, &self, subject, unreasoned).await
    }

    fn path(&self) -> String {
        self.admin_path()
    }

    fn full_name(&self) -> String {
        format!("{} {}", self.claim.number, self.organisation)
    }

    fn flash(decision: Decision<'_>) -> Flash {
        match decision {
            Decision::Return(_) => shared::RETURNED,
            Decision::Revoke(_) => flashes::CERTIFICATE_REVOKED,
            _ => flashes::CERTIFICATE_VERIFIED,
        }
    }
}
