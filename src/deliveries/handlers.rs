//! /deliveries

use super::{
    forms,
    model::{Goods, derived_state},
    store,
    views::{self, Index, Show},
};
use crate::{
    http::{problem::Problem, routes::Routes, state::App},
    organisations::{self, Sides},
    places,
    ui::lists::{Listing, Paging, Position},
    values::facet::FacetCounts,
    web::page::{Page, render},
};
use axum::{
    extract::{Path, State},
    response::Response,
};

pub fn routes() -> Routes {
    Routes::new().page("/deliveries", index).page("/deliveries/{id}", show)
}

async fn index(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    let filter = forms::filter(&page)?;
    let day = page.as_of()?;
    let position = Position::read(&page.query, 40)?;
    let deliveries =
        store::list(app.pool(), &filter, day, position.size, position.offset()).await?;
    let counts = FacetCounts(store::counts(app.pool(), &filter, day).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    views::facets(&page, &mut list, &counts);
    let asked = Sides { buyer: filter.buyer, supplier: filter.supplier };
    let first =
        deliveries.first().map(|row| Sides { buyer: &*row.buyer, supplier: &*row.supplier });
    organisations::name_parties(&app, &page, &mut list, asked, first).await?;
    list.named(
        &page,
        "village",
        places::store::label(app.pool(), filter.village.as_ref(), page.lang).await?,
    );
    list.named(
        &page,
        "township",
        places::store::label(app.pool(), filter.township.as_ref(), page.lang).await?,
    );
    let chosen = page.query.get("sort").unwrap_or("latest").to_string();
    list.sorts(&page, &chosen, &[("latest", "最近", "Latest"), ("amount", "按金额", "By amount")]);
    render(&Index { page, list, deliveries })
}

async fn show(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    let delivery = store::find(app.pool(), id, page.today).await?.ok_or(Problem::NotFound)?;
    let goods = store::goods_of(app.pool(), id, page.today).await?;
    let origins = store::origins_of(app.pool(), id).await?;
    let state = derived_state(&goods.iter().flat_map(Goods::states).collect::<Vec<_>>());
    let purchase = goods.iter().map(|goods| goods.amount_accepted).sum();
    render(&Show { page, delivery, goods, origins, state, purchase })
}
