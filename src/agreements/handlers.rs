//! /agreements, /admin/agreements

pub mod flashes;
mod office;
mod origin;

use super::{
    forms,
    model::{
        AgreementDetails,
        record::AgreementRecord,
        rights::{ENTER_AGREEMENTS, SEE_AGREEMENTS},
    },
    store,
    views::{self, Index, Show},
};
use crate::{
    contracts,
    http::{
        problem::Problem,
        routes::{Access, Routes},
        state::App,
    },
    indicators::{self, model::Scope},
    ladder::{self, views::LadderScope},
    organisations::{self, Sides},
    promises::{self, create, sign, terminate, update, void},
    ui::lists::{Listing, Paging, Position},
    values::{facet::FacetCounts, rung::Rung},
    web::page::{Page, render},
};
use axum::{
    extract::{Path, State},
    response::Response,
};

const CONTRACTS_SHOWN: i64 = 12;

pub fn routes() -> Routes {
    let (see, enter) = (Access::Requires(SEE_AGREEMENTS), Access::Requires(ENTER_AGREEMENTS));
    Routes::new()
        .page("/agreements", index)
        .page("/agreements/{id}", show)
        .page_for(see, "/admin/agreements", office::index)
        .sheets_for::<AgreementRecord>(see)
        .page_for(enter, "/admin/agreements/new", office::new)
        .post_for(enter, "/admin/agreements", create::<AgreementRecord>)
        .page_for(see, "/admin/agreements/{id}", promises::show::<AgreementRecord>)
        .post_for(enter, "/admin/agreements/{id}", update::<AgreementRecord>)
        .post_for(enter, "/admin/agreements/{id}/signature", sign::<AgreementRecord>)
        .post_for(enter, "/admin/agreements/{id}/termination", terminate::<AgreementRecord>)
        .post_for(enter, "/admin/agreements/{id}/origin", origin::relink)
        .post_for(enter, "/admin/agreements/{id}/void", void::<AgreementRecord>)
}

async fn index(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    let filter = forms::filter(&page)?;
    let day = page.as_of()?;
    let position = Position::read(&page.query, 30)?;
    let pool = app.pool_for(filter.search.is_none());
    let rows = store::list(pool, &filter, day, position.size, position.offset()).await?;
    let counts = FacetCounts(store::counts(pool, &filter, day).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    views::facets(&page, &mut list, &counts);
    let asked = Sides { buyer: filter.buyer, supplier: filter.supplier };
    let first = rows.first().map(|row| Sides { buyer: &*row.buyer, supplier: &*row.supplier });
    organisations::name_parties(&app, &page, &mut list, asked, first).await?;
    let chosen = page
        .query
        .get("sort")
        .unwrap_or(if filter.search.is_some() { "best" } else { "latest" })
        .to_string();
    let orders = [
        ("best", "相关度", "Best match"),
        ("latest", "最近签订", "Latest"),
        ("amount", "按上限", "By ceiling"),
        ("ending", "先到期", "Expiring first"),
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
    let agreement = store::find(app.kept(), id, page.today).await?.ok_or(Problem::NotFound)?;
    let sums = indicators::actions::sums(
        app.kept(),
        &Scope { agreement: Some(id), ..Scope::default() },
        page.today,
    )
    .await?;
    let of_contracts = contracts::model::Filter { agreement: Some(id), ..Default::default() };
    let contracts =
        contracts::store::list(app.kept(), &of_contracts, page.today, CONTRACTS_SHOWN, 0).await?;
    let ladder = ladder::views::ladder(&page, &whose(&agreement), &sums);
    render(&Show { page, agreement, ladder, contracts, contracts_total: sums.contracts })
}

fn whose(agreement: &AgreementDetails) -> LadderScope {
    LadderScope {
        query: format!("agreement={}", agreement.id),
        project: agreement.project_id,
        agreement: Some(agreement.id),
        here: Some(Rung::Framework),
        is_chain: true,
        payments_query: format!("buyer={}", agreement.buyer_id),
        ..LadderScope::default()
    }
}
