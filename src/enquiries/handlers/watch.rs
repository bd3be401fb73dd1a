//! The view of officers: that visitors wait, but not who, nor for what.

use crate::{
    audit::model::records::Record,
    enquiries::{
        model::{LATE, Tally, Watched, trail::ENQUIRIES},
        store::listing,
        views::{COLUMNS, Watch, watched_facets},
    },
    http::{problem::Problem, state::App},
    ui::{
        lists::{Listing, Paging, Position},
        table::{
            self, Column,
            export::{OfficeList, at_once},
        },
    },
    values::facet::FacetCounts,
    web::{
        office::Office,
        page::{Page, render},
    },
};
use axum::{extract::State, response::Response};
use chrono::{DateTime, Utc};
use futures_util::stream::BoxStream;
use sqlx::PgConnection;

/// The scope, narrowed by the query string.
fn matching(page: &Page, office: &Office) -> Result<Watched, Problem> {
    Ok(Watched {
        banner: office.viewer.scope.banner().cloned(),
        waiting: page.query.read("waiting")?,
    })
}

/// The list as a sheet.
pub struct Tallies;

impl OfficeList for Tallies {
    const PATH: &'static str = "/admin/enquiries";
    const LISTS: &'static Record = &ENQUIRIES;
    type Row = Tally;
    type Filter = (Watched, DateTime<Utc>);
    const COLUMNS: &'static [Column<Tally>] = COLUMNS;

    async fn filter(app: &App, page: &Page, office: &Office) -> Result<Self::Filter, Problem> {
        Ok((matching(page, office)?, app.now() - LATE))
    }

    fn rows<'c>(
        connection: &'c mut PgConnection,
        (watched, late): &'c Self::Filter,
    ) -> BoxStream<'c, sqlx::Result<Tally>> {
        at_once(listing::tallies(connection, watched, *late, i64::MAX, 0))
    }
}

pub async fn index(
    State(app): State<App>,
    page: Page,
    office: Office,
) -> Result<Response, Problem> {
    let (watched, late) = Tallies::filter(&app, &page, &office).await?;
    let position = Position::read(&page.query, 50)?;
    let tallies =
        listing::tallies(app.pool(), &watched, late, position.size, position.offset()).await?;
    let counts = FacetCounts(listing::tally_counts(app.pool(), &watched, late).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    watched_facets(&page, &mut list, &counts);
    let saved = table::saved(&app, &page, &office).await?;
    render(&Watch { page, office, list, tallies, saved })
}
