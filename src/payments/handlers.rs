//! /payments: totals only.

use super::{
    forms, store,
    views::{self, Index},
};
use crate::{
    kit::{
        lists::{Listing, Paging, Position},
        page::{Page, render},
        problem::Problem,
        routes::Routes,
        state::App,
    },
    organisations,
    values::facet::FacetCounts,
};
use axum::{extract::State, response::Response};

pub fn routes() -> Routes {
    Routes::new().page("/payments", index)
}

async fn index(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    let filter = forms::filter(&page)?;
    let day = page.as_of()?;
    let position = Position::read(&page.query, 40)?;
    let months = store::by_month(app.pool(), &filter, day).await?;
    let rows = store::by_buyer_and_month(app.pool(), &filter, day, position.size, position.offset()).await?;
    let counts = FacetCounts(store::counts(app.pool(), &filter, day).await?);
    let mut list = Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    views::facets(&page, &mut list, &counts);
    let first = rows.first().map(|row| (row.buyer.as_str(), ""));
    organisations::name_parties(&app, &page, &mut list, (filter.buyer, None), first).await?;
    render(&Index { page, list, months, rows })
}
