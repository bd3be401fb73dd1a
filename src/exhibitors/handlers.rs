//! /exhibitors

use super::{
    forms,
    model::ExhibitorDetails,
    store,
    views::{self, Index, Show},
};
use crate::{
    agreements, contracts, fairs,
    http::{problem::Problem, routes::Routes, state::App},
    indicators::{self, model::Scope},
    ladder::{self, views::LadderScope},
    products::{self, model::Category, views::Label},
    projects,
    ui::lists::{Listing, Position},
    values::facet::FacetCounts,
    web::page::{Page, render},
};
use axum::{
    extract::{Path, State},
    response::Response,
};

/// The deals of each step on an exhibitor's page; the ladder links to the rest.
const DEALS_SHOWN: i64 = 6;

pub fn routes() -> Routes {
    Routes::new().page("/exhibitors", index).page("/exhibitors/{id}", show)
}

async fn index(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    let filter = forms::filter(&page)?;
    let position = Position::read(&page.query, 20)?;
    let (is_counted, is_common) =
        (filter.is_counted(), store::is_common(&filter, position.offset()));
    // One connection while plans are kept: returning it costs a round trip.
    let mut connection = app.kept().acquire().await?;
    let zones = match filter.edition {
        Some(edition) => fairs::store::zones(&mut *connection, edition).await?,
        None => Vec::new(),
    };
    if !is_counted {
        drop(connection);
        connection = app.pool().acquire().await?;
    }
    let counts = FacetCounts(store::counts(&mut *connection, &filter, page.today).await?);
    if is_common != is_counted {
        drop(connection);
        connection = app.pool_for(is_common).acquire().await?;
    }
    let cards =
        store::list(&mut *connection, &filter, page.today, position.size, position.offset())
            .await?;
    drop(connection);
    let mut list = Listing::counted(&page, &counts, position);
    list.editions(&page);
    views::facets(&page, &mut list, &zones, &counts);
    let first = match filter.search {
        Some(_) => ("best", "相关度", "Best match"),
        None => ("today", "今日顺序", "Today's order"),
    };
    let chosen = page.query.get("sort").unwrap_or(first.0).to_string();
    list.sorts(
        &page,
        &chosen,
        &[first, ("booth", "按展位", "By booth"), ("name", "按名称", "By name")],
    );
    render(&Index { of_all_editions: filter.edition.is_none(), page, list, cards })
}

async fn show(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    let exhibitor = store::find(app.kept(), id).await?.ok_or(Problem::NotFound)?;
    let supplier = exhibitor.organisation_id;
    let cards = products::store::of_exhibitor(app.kept(), supplier, exhibitor.edition_id).await?;
    let certificates = products::store::certificates_of_organisation(app.kept(), supplier).await?;
    let participations = store::participations(app.kept(), supplier).await?;
    let of_projects = projects::model::Filter {
        supplier: Some(supplier),
        order: projects::model::Order::Latest,
        ..Default::default()
    };
    let projects = projects::store::list(app.kept(), &of_projects, DEALS_SHOWN, 0).await?;
    let of_agreements =
        agreements::model::Filter { supplier: Some(supplier), ..Default::default() };
    let agreements =
        agreements::store::list(app.kept(), &of_agreements, page.today, DEALS_SHOWN, 0).await?;
    let of_contracts = contracts::model::Filter { supplier: Some(supplier), ..Default::default() };
    let contracts =
        contracts::store::list(app.kept(), &of_contracts, page.today, DEALS_SHOWN, 0).await?;
    let sums = indicators::actions::sums(
        app.kept(),
        &Scope { supplier: Some(supplier), ..Scope::default() },
        page.today,
    )
    .await?;
    let ladder = ladder::views::ladder(&page, &whose(&exhibitor), &sums);
    let category = cards.first().and_then(|card| Category::find(&card.category_code));
    render(&Show {
        labels: Label::all(&page, &cards),
        page,
        exhibitor,
        category,
        certificates,
        participations,
        ladder,
        projects,
        agreements,
        contracts,
    })
}

fn whose(exhibitor: &ExhibitorDetails) -> LadderScope {
    LadderScope {
        query: format!("supplier={}", exhibitor.organisation_id),
        projects_query: "edition=all".into(),
        is_chain: true,
        ..LadderScope::default()
    }
}
