//! Review by officers and organisers.

use super::flashes;
use crate::{
    audit::model::records::Record,
    http::{problem::Problem, state::App},
    identity::model::Viewer,
    reviews::{
        self, ReviewPage,
        model::Decision,
        views::{Act, Show, Subject, Text, VERIFY},
    },
    trademarks::{
        forms::class,
        model::{TrademarkRecord, TrademarkScope, trail::TRADEMARKS},
        store,
        views::{COLUMNS, COUNTED, Facts, WORDS, facets},
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
    let whose = TrademarkRecord::filter(&app, &page, &office).await?;
    let position = Position::read(&page.query, 50)?;
    let trademarks = store::list(app.pool(), &whose, position.size, position.offset()).await?;
    let counts = FacetCounts(store::counts(app.pool(), &whose).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    facets(&page, &mut list, &counts);
    reviews::index(&app, OfficePage { page, office }, list, &trademarks).await
}

impl OfficeList for TrademarkRecord {
    const PATH: &'static str = "/admin/trademarks";
    const LISTS: &'static Record = &TRADEMARKS;
    type Row = TrademarkRecord;
    type Filter = TrademarkScope;
    const COLUMNS: &'static [Column<TrademarkRecord>] = COLUMNS;

    async fn filter(_: &App, page: &Page, office: &Office) -> Result<TrademarkScope, Problem> {
        let typed = page.query.typed()?.map(str::to_string);
        Ok(TrademarkScope {
            state: page.query.read("state")?,
            class: class(page)?,
            typed,
            ..TrademarkScope::reviewed_by(&office.viewer)
        })
    }

    fn rows<'c>(
        connection: &'c mut PgConnection,
        whose: &'c TrademarkScope,
    ) -> BoxStream<'c, sqlx::Result<TrademarkRecord>> {
        at_once(store::list(connection, whose, i64::MAX, 0))
    }
}

impl ReviewPage for TrademarkRecord {
    type View = Show;
    const NAME: Text = ("商标", "Trademarks");
    const COUNTED: (&'static str, &'static str, &'static str) = COUNTED;
    const PLACEHOLDER: Text = ("品牌、注册号、主体", "Brand, number or owner");
    const QUEUE: &'static str = "/admin/trademarks?state=submitted";
    const ACTS: &'static [Act] = &[VERIFY];

    async fn picked(pool: &PgPool, viewer: &Viewer, ids: &[i64]) -> sqlx::Result<Vec<Self>> {
        store::picked(pool, &TrademarkScope::reviewed_by(viewer), ids).await
    }

    async fn view(
        self,
        app: &App,
        OfficePage { page, office }: OfficePage,
        unreasoned: Unreasoned,
    ) -> Result<Show, Problem> {
        let subject = Subject {
            title: self.claim.brand.clone(),
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
        format!("{} {} {}", self.claim.brand, self.claim.number, self.organisation)
    }

    fn flash(decision: Decision<'_>) -> Flash {
        match decision {
            Decision::Return(_) => shared::RETURNED,
            Decision::Revoke(_) => flashes::TRADEMARK_REVOKED,
            _ => flashes::TRADEMARK_VERIFIED,
        }
    }
}
