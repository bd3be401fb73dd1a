//! The public pages.

use crate::{
    brands, contracts,
    http::{problem::Problem, state::App},
    photos, places,
    products::{
        forms,
        model::{Card, Category, Filter},
        store,
        views::{self, Index, Label, Show},
    },
    ui::lists::{Listing, Position},
    values::facet::{FacetCounts, MOST_COUNTED},
    web::page::{Page, render},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use sqlx::PgConnection;

pub async fn index(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    let filter = forms::filter(&page)?;
    let position = Position::read(&page.query, 24)?;
    // Both statements share a connection if both or neither keep their plans: returning one costs a
    // round trip.
    let (is_counted, is_common) =
        (filter.is_counted(), store::is_common(&filter, position.offset()));
    let mut connection = app.pool_for(is_counted).acquire().await?;
    let counts =
        FacetCounts(store::counts(&mut *connection, &filter, page.today, position.seen()).await?);
    let mut list = Listing::counted(&page, &counts, position);
    if is_common != is_counted {
        drop(connection);
        connection = app.pool_for(is_common).acquire().await?;
    }
    // Skip the query past the last page.
    let cards = match list.pages.is_past_the_end() {
        true => Vec::new(),
        false => shown(&mut connection, &page, &filter, &counts, position).await?,
    };
    drop(connection);
    list.editions(&page);
    views::facets(&page, &mut list, &filter, &counts);
    list.named(
        &page,
        "place",
        places::store::label(app.kept(), filter.place.as_ref(), page.lang).await?,
    );
    if let Some(brand) = filter.brand {
        list.named(
            &page,
            "brand",
            brands::store::find(app.kept(), brand).await?.map(|brand| brand.name),
        );
    }
    let first = match filter.search {
        Some(_) => ("best", "相关度", "Best match"),
        None => ("today", "今日顺序", "Today's order"),
    };
    let chosen = page.query.get("sort").unwrap_or(first.0).to_string();
    list.sorts(
        &page,
        &chosen,
        &[first, ("price", "按价格", "By price"), ("name", "按名称", "By name")],
    );
    render(&Index { labels: Label::all(&page, &cards), page, list })
}

async fn shown(
    connection: &mut PgConnection,
    page: &Page,
    filter: &Filter,
    counts: &FacetCounts,
    at: Position,
) -> sqlx::Result<Vec<Card>> {
    if counts.total() >= MOST_COUNTED {
        store::list_of_many(connection, filter, page.today, at.size, at.offset()).await
    } else {
        store::list(connection, filter, page.today, at.size, at.offset()).await
    }
}

pub async fn show(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    let product = store::find(app.kept(), id, page.today).await?.ok_or(Problem::NotFound)?;
    let category = Category::find(&product.category_code).ok_or(Problem::Internal)?;
    let certificates = store::certificates_of(app.kept(), id).await?;
    let exhibited = store::exhibited_at(app.kept(), id).await?;
    let sums = contracts::store::sums_of_product(app.kept(), id, page.today).await?;
    let mut others = match exhibited.first() {
        Some(at) => store::of_exhibitor(app.kept(), product.organisation_id, at.edition_id).await?,
        None => Vec::new(),
    };
    others.retain(|card| card.id != id);
    others.truncate(4);
    let ladder = views::ladder::of(&page, &product, &sums);
    let photos = photos::store::of_product(app.kept(), id).await?;
    render(&Show {
        others: Label::all(&page, &others),
        page,
        product,
        category,
        certificates,
        exhibited,
        ladder,
        photos,
    })
}
