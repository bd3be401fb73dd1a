//! /projects

use super::{
    forms,
    model::{ProjectDetails, StageRow, follow_up_days},
    store,
    views::{self, FollowUp, Index, Look, Show},
};
use crate::{
    agreements, contracts,
    http::{problem::Problem, routes::Routes, state::App},
    indicators::{
        self,
        model::{Scope, Sums},
    },
    ladder::{self, views::LadderScope},
    organisations::{self, Sides},
    ui::lists::{Listing, Paging, Position},
    values::{facet::FacetCounts, rung::Rung},
    web::page::{Page, render},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::NaiveDate;

/// The records of one project are few; the ladder links to further ones.
const RECORDS_SHOWN: i64 = 12;

pub fn routes() -> Routes {
    Routes::new().page("/projects", index).page("/projects/{id}", show)
}

async fn index(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    let filter = forms::filter(&page)?;
    let position = Position::read(&page.query, 30)?;
    let pool = app.pool_for(filter.search.is_none());
    let rows = store::list(pool, &filter, position.size, position.offset()).await?;
    let counts = FacetCounts(store::counts(pool, &filter).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    list.editions(&page);
    views::facets(&page, &mut list, &counts);
    let asked = Sides { buyer: filter.buyer, supplier: filter.supplier };
    let first = rows.first().map(|row| Sides { buyer: &*row.buyer, supplier: &*row.supplier });
    organisations::name_parties(&app, &page, &mut list, asked, first).await?;
    let chosen = page
        .query
        .get("sort")
        .unwrap_or(if filter.search.is_some() { "best" } else { "signing" })
        .to_string();
    let orders = [
        ("best", "相关度", "Best match"),
        ("signing", "签约顺序", "Signing order"),
        ("latest", "最近签约", "Latest"),
        ("amount", "按金额", "By amount"),
    ];
    list.sorts(&page, &chosen, if filter.search.is_some() { &orders } else { &orders[1..] });
    render(&Index { page, list, rows })
}

async fn show(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    let project = store::find(app.kept(), id).await?.ok_or(Problem::NotFound)?;
    let stages = store::stages_of(app.kept(), id).await?;
    let days = follow_up_days(project.signed_on);
    let scope = Scope { project: Some(id), ..Scope::default() };
    let asked: Vec<NaiveDate> = days.iter().map(|(_, day)| *day).chain([page.today]).collect();
    let mut sums_of_days = indicators::actions::sums_on(app.kept(), &scope, &asked).await?;
    let sums = sums_of_days.pop().ok_or(Problem::NotFound)?;
    let looks = looks(days, &sums_of_days, &stages, page.today);
    let of_agreements = agreements::model::Filter { project: Some(id), ..Default::default() };
    let agreements =
        agreements::store::list(app.kept(), &of_agreements, page.today, RECORDS_SHOWN, 0).await?;
    let of_contracts = contracts::model::Filter { project: Some(id), ..Default::default() };
    let contracts =
        contracts::store::list(app.kept(), &of_contracts, page.today, RECORDS_SHOWN, 0).await?;
    let ladder = ladder::views::ladder(&page, &whose(&project), &sums);
    render(&Show { page, project, ladder, looks, stages, agreements, contracts })
}

fn whose(project: &ProjectDetails) -> LadderScope {
    LadderScope {
        query: format!("project={}", project.id),
        project: Some(project.id),
        here: Some(Rung::Intent),
        is_chain: true,
        payments_query: format!("buyer={}", project.buyer_id),
        intent_definition: Some((
            "仪式上签订的金额，是双方的合作意向，不是订单。日后失效不改动此数。",
            "Signed at the ceremony: what both sides intend, not an order. A later lapse does not \
             change it.",
        )),
        ..LadderScope::default()
    }
}

fn looks(
    days: Vec<(u64, NaiveDate)>,
    sums: &[Sums],
    stages: &[StageRow],
    today: NaiveDate,
) -> Vec<Look> {
    let latest = days.iter().rev().map(|(_, day)| *day).find(|day| *day <= today);
    let look = |((after, day), sums): ((u64, NaiveDate), &Sums)| Look {
        after,
        seen: FollowUp::new(day, sums, stages),
        due_in: (day > today).then(|| (day - today).num_days()),
        is_latest: Some(day) == latest,
    };
    days.into_iter().zip(sums).map(look).collect()
}
