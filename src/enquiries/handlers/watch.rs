//! What officers may know: that somebody waits, not who, nor for what.

use crate::{
    enquiries::{
        model::{LATE, Watched},
        store::listing,
        views::{Watch, watched_facets},
    },
    kit::{
        lists::{Listing, Paging, Position},
        office::Office,
        page::{Page, render},
        problem::Problem,
        state::App,
    },
    values::facet::FacetCounts,
};
use axum::{extract::State, response::Response};

pub async fn index(State(app): State<App>, page: Page, office: Office) -> Result<Response, Problem> {
    let watched = Watched { banner: office.viewer.scope.banner().cloned(), waiting: page.query.read("waiting")? };
    let late = app.now() - LATE;
    let position = Position::read(&page.query, 50)?;
    let tallies = listing::tallies(app.pool(), &watched, late, position.size, position.offset()).await?;
    let counts = FacetCounts(listing::tally_counts(app.pool(), &watched, late).await?);
    let mut list = Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    watched_facets(&page, &mut list, &counts);
    render(&Watch { page, office, list, tallies })
}
