//! /brands

use super::{
    forms, store,
    views::{self, Index, Show},
};
use crate::{
    http::{problem::Problem, routes::Routes, state::App},
    products::{self, views::Label},
    ui::lists::{Listing, Paging, Position},
    values::facet::FacetCounts,
    web::page::{Page, render},
};
use axum::{
    extract::{Path, State},
    response::Response,
};

const LABELS_SHOWN: i64 = 12;

pub fn routes() -> Routes {
    Routes::new().page("/brands", index).page("/brands/{id}", show)
}

async fn index(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    let filter = forms::filter(&page)?;
    let position = Position::read(&page.query, 40)?;
    let pool = app.pool_for(filter.search.is_none());
    let brands = store::list(pool, &filter, position.size, position.offset()).await?;
    let counts = FacetCounts(store::counts(pool, &filter).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    views::facets(&page, &mut list, &counts);
    render(&Index { page, list, brands })
}

async fn show(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    // All of these keep their plans.
    let mut kept = app.kept().acquire().await?;
    let brand = store::find(&mut *kept, id).await?.ok_or(Problem::NotFound)?;
    let trademarks = store::trademarks_of(&mut *kept, id).await?;
    let filter = products::model::Filter { brand: Some(id), ..Default::default() };
    let cards = products::store::list(&mut *kept, &filter, page.today, LABELS_SHOWN, 0).await?;
    let total = products::store::of_brand(&mut *kept, id).await?;
    drop(kept);
    render(&Show { labels: Label::all(&page, &cards), page, brand, trademarks, total })
}
