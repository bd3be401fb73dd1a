//! The review of products by officers and organisers.

use super::flashes;
use crate::{
    audit::model::records::Record,
    http::{problem::Problem, state::App},
    identity::model::Viewer,
    photos,
    products::{
        model::{
            Category,
            selling::{Order, ProductScope, State, SupplierProduct},
            trail::PRODUCTS,
        },
        store::office,
        views::selling::{ACTS, COLUMNS, COUNTED, Facts, WORDS, office_facets},
    },
    reviews::{
        self, ReviewPage,
        actions::Refusal,
        model::Decision,
        views::{Act, Show, Subject, Text},
    },
    ui::{
        lists::{Listing, Paging, Position},
        table::{Column, export::OfficeList},
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
use axum::{extract::State as Shared, response::Response};
use futures_util::stream::BoxStream;
use sqlx::{PgConnection, PgPool};

impl OfficeList for SupplierProduct {
    const PATH: &'static str = "/admin/products";
    const LISTS: &'static Record = &PRODUCTS;
    type Row = SupplierProduct;
    type Filter = ProductScope;
    const COLUMNS: &'static [Column<SupplierProduct>] = COLUMNS;

    async fn filter(_: &App, page: &Page, office: &Office) -> Result<ProductScope, Problem> {
        let banner = match office.viewer.scope.banner().cloned() {
            Some(own) => Some(own),
            None => page.banner_filter()?,
        };
        let category = page
            .query
            .get("category")
            .filter(|code| Category::find(code).is_some())
            .map(str::to_string);
        let order = page.query.read("sort")?.unwrap_or_default();
        Ok(ProductScope {
            banner,
            category,
            state: page.query.read("state")?,
            search: page.search()?,
            order,
            organisation: None,
        })
    }

    fn rows<'c>(
        connection: &'c mut PgConnection,
        whose: &'c ProductScope,
    ) -> BoxStream<'c, sqlx::Result<SupplierProduct>> {
        office::all(connection, whose)
    }
}

pub async fn index(
    Shared(app): Shared<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let whose = SupplierProduct::filter(&app, &page, &office).await?;
    let position = Position::read(&page.query, 50)?;
    let within = office.viewer.scope.banner().cloned();
    let counts = FacetCounts(office::counts(app.pool(), &whose, within.as_ref()).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    // Skip the query past the last page.
    let products = match list.pages.is_past_the_end() {
        true => Vec::new(),
        false => office::list(app.pool(), &whose, position.size, position.offset()).await?,
    };
    office_facets(&page, &mut list, &counts, within.is_none());
    list.sorts(&page, whose.order.code(), &Order::NAMES);
    reviews::index(&app, OfficePage { page, office }, list, &products).await
}

impl ReviewPage for SupplierProduct {
    type View = Show;
    const NAME: Text = ("产品", "Products");
    const COUNTED: (&'static str, &'static str, &'static str) = COUNTED;
    const PLACEHOLDER: Text = ("产品或主体，产品可用拼音", "Product or supplier");
    const QUEUE: &'static str = "/admin/products?state=submitted";
    const ACTS: &'static [Act] = &ACTS;

    async fn picked(pool: &PgPool, viewer: &Viewer, ids: &[i64]) -> sqlx::Result<Vec<Self>> {
        office::picked(pool, &ProductScope::reviewed_by(viewer), ids).await
    }

    async fn view(
        self,
        app: &App,
        OfficePage { page, office }: OfficePage,
        unreasoned: Unreasoned,
    ) -> Result<Show, Problem> {
        let photos = photos::store::of_product(app.pool(), self.id).await?;
        let subject = Subject {
            title: self.offer.name.clone(),
            organisation: self.organisation.clone(),
            pill: self.state.pill(),
            facts: Facts { page: &page, product: &self, photos: &photos }.render()?,
            words: &WORDS,
        };
        reviews::page(app, OfficePage { page, office }, &self, subject, unreasoned).await
    }

    fn path(&self) -> String {
        self.admin_path()
    }

    fn full_name(&self) -> String {
        format!("{} {}", self.offer.name, self.offer.specification)
    }

    fn flash(decision: Decision<'_>) -> Flash {
        match decision {
            Decision::Return(_) => shared::RETURNED,
            Decision::Revoke(_) => flashes::TAKEN_DOWN,
            _ => flashes::PUBLISHED,
        }
    }

    /// A product that its supplier changed meanwhile is reviewed again.
    fn after_refusal(&self, _: &Refusal) -> (Flash, String) {
        match self.state {
            State::Submitted => (shared::LOOK_AGAIN, self.admin_path()),
            _ => (shared::WRONG_STATE, Self::QUEUE.to_string()),
        }
    }
}
