//! The list of payments of the parties and of the office.

use crate::{
    audit::model::records::Record,
    deliveries::model::reach::Reach,
    http::{problem::Problem, state::App},
    payments::{
        model::{
            record::{Listed, OfficeFilter},
            trail::PAYMENTS,
        },
        store::office as store,
        views::office::{COLUMNS, OfficeIndex, facets},
    },
    ui::{
        lists::{Listing, Paging, Position},
        table::{
            self, Column,
            export::{OfficeList, at_once},
        },
    },
    values::{facet::FacetCounts, window::Window},
    web::{
        office::Office,
        page::{Page, render},
    },
};
use axum::{extract::State, response::Response};
use futures_util::stream::BoxStream;
use sqlx::PgConnection;

/// The list as a sheet.
pub struct Payments;

impl OfficeList for Payments {
    const PATH: &'static str = "/admin/payments";
    const LISTS: &'static Record = &PAYMENTS;
    type Row = Listed;
    type Filter = OfficeFilter;
    const COLUMNS: &'static [Column<Listed>] = COLUMNS;

    async fn filter(_: &App, page: &Page, office: &Office) -> Result<OfficeFilter, Problem> {
        Ok(OfficeFilter {
            reach: Reach::of(&office.viewer),
            banner: page.banner_filter()?,
            stage: page.query.read("stage")?,
            contract: page.query.read("contract")?,
            typed: page.query.typed()?.map(str::to_string),
        })
    }

    fn rows<'c>(
        connection: &'c mut PgConnection,
        filter: &'c OfficeFilter,
    ) -> BoxStream<'c, sqlx::Result<Listed>> {
        at_once(store::list(connection, filter, Window::ALL))
    }
}

pub async fn index(
    State(app): State<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let filter = Payments::filter(&app, &page, &office).await?;
    let position = Position::read(&page.query, 40)?;
    let window = Window { limit: position.size, offset: position.offset() };
    let payments = store::list(app.pool(), &filter, window).await?;
    let counts = FacetCounts(store::counts(app.pool(), &filter).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    facets(&page, &mut list, &counts, filter.reach == Reach::All);
    let saved = match office.has_desk() {
        true => table::saved(&app, &page, &office).await?,
        false => Vec::new(),
    };
    render(&OfficeIndex { page, office, list, payments, saved })
}
