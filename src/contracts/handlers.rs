//! /contracts, /admin/contracts

pub mod flashes;
mod amending;
mod completion;
mod office;
mod refusals;

use super::{
    forms,
    model::{
        ContractDetails,
        record::ContractRecord,
        rights::{ENTER_CONTRACTS, SEE_CONTRACTS},
    },
    store,
    views::{self, Index, Show},
};
use crate::{
    deliveries,
    http::{
        problem::Problem,
        routes::{Access, Routes},
        state::App,
    },
    indicators::{self, model::Scope},
    ladder::{self, views::LadderScope},
    organisations::{self, Sides},
    places,
    promises::{self, create, sign, terminate, update, void},
    ui::lists::{Listing, Paging, Position},
    values::{facet::FacetCounts, rung::Rung},
    web::page::{Page, render},
};
use axum::{
    extract::{Path, State},
    response::Response,
};

const DELIVERIES_SHOWN: i64 = 12;
const AMENDMENT: &str = "/admin/contracts/{id}/amendments/{ordinal}";

pub fn routes() -> Routes {
    let (see, enter) = (Access::Requires(SEE_CONTRACTS), Access::Requires(ENTER_CONTRACTS));
    Routes::new()
        .page("/contracts", index)
        .page("/contracts/{id}", show)
        .page_for(see, "/admin/contracts", office::index)
        .sheets_for::<ContractRecord>(see)
        .page_for(enter, "/admin/contracts/new", office::new)
        .post_for(enter, "/admin/contracts", create::<ContractRecord>)
        .page_for(see, "/admin/contracts/{id}", promises::show::<ContractRecord>)
        .post_for(enter, "/admin/contracts/{id}", update::<ContractRecord>)
        .post_for(enter, "/admin/contracts/{id}/signature", sign::<ContractRecord>)
        .post_for(enter, "/admin/contracts/{id}/completion", completion::complete)
        .post_for(enter, "/admin/contracts/{id}/termination", terminate::<ContractRecord>)
        .post_for(enter, "/admin/contracts/{id}/void", void::<ContractRecord>)
        .page_for(enter, "/admin/contracts/{id}/amendments/new", amending::new)
        .post_for(enter, "/admin/contracts/{id}/amendments", amending::create)
        .page_for(see, AMENDMENT, amending::show)
        .post_for(enter, &format!("{AMENDMENT}/void"), amending::void)
        .upload_for(
            enter,
            &format!("{AMENDMENT}/vouchers"),
            amending::MOST_OF_A_FORM,
            amending::add_scan,
        )
}

async fn index(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    let filter = forms::filter(&page)?;
    let day = page.as_of()?;
    let position = Position::read(&page.query, 30)?;
    let rows = store::list(
        app.pool_for(filter.search.is_none()),
        &filter,
        day,
        position.size,
        position.offset(),
    )
    .await?;
    let counts = FacetCounts(store::counts(app.pool(), &filter, day).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    views::facets(&page, &mut list, &counts);
    let asked = Sides { buyer: filter.buyer, supplier: filter.supplier };
    let first = rows.first().map(|row| Sides { buyer: &*row.buyer, supplier: &*row.supplier });
    organisations::name_parties(&app, &page, &mut list, asked, first).await?;
    list.named(
        &page,
        "village",
        places::store::label(app.kept(), filter.village.as_ref(), page.lang).await?,
    );
    list.named(
        &page,
        "township",
        places::store::label(app.kept(), filter.township.as_ref(), page.lang).await?,
    );
    let chosen = page
        .query
        .get("sort")
        .unwrap_or(if filter.search.is_some() { "best" } else { "latest" })
        .to_string();
    let orders = [
        ("best", "相关度", "Best match"),
        ("latest", "最近签订", "Latest"),
        ("amount", "按金额", "By amount"),
    ];
    list.sorts(&page, &chosen, if filter.search.is_some() { &orders } else { &orders[1..] });
    render(&Index { page, list, rows, standing: counts.get("standing", "") })
}

async fn show(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    let contract = store::find(app.kept(), id, page.today).await?.ok_or(Problem::NotFound)?;
    let sums = indicators::actions::sums(
        app.kept(),
        &Scope { contract: Some(id), ..Scope::default() },
        page.today,
    )
    .await?;
    let lines = store::lines_of(app.kept(), id, page.today).await?;
    let amendments = store::amendments_of(app.kept(), id).await?;
    let villages = store::villages_of(app.kept(), id, page.today).await?;
    let of_deliveries = deliveries::model::Filter { contract: Some(id), ..Default::default() };
    let deliveries =
        deliveries::store::list(app.kept(), &of_deliveries, page.today, DELIVERIES_SHOWN, 0)
            .await?;
    let more_deliveries = deliveries.len() as i64 == DELIVERIES_SHOWN;
    let ladder = ladder::views::ladder(&page, &whose(&contract), &sums);
    render(&Show {
        page,
        contract,
        ladder,
        lines,
        amendments,
        villages,
        deliveries,
        more_deliveries,
        purchase: sums.purchase,
    })
}

fn whose(contract: &ContractDetails) -> LadderScope {
    LadderScope {
        query: format!("contract={}", contract.id),
        project: contract.origin_project_id,
        agreement: contract.framework_id,
        contract: Some(contract.id),
        here: Some(Rung::Contract),
        is_chain: true,
        payments_query: format!("buyer={}", contract.buyer_id),
        ..LadderScope::default()
    }
}
