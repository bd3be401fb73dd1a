//! /buyers, /my/profile, /my/history, /admin/organisations. Suppliers have their pages at an
//! edition, as exhibitors.

pub mod flashes;
mod kept;
mod own;

use super::{
    actions::Refusal,
    forms, store,
    views::{self, Buyers, ShowBuyer},
};
use crate::{
    agreements, contracts,
    http::{
        problem::Problem,
        routes::{Access, Routes},
        state::App,
    },
    identity::model::permissions::SEE_OWN_HOME,
    indicators::{self, model::Scope},
    ladder::{self, views::LadderScope},
    organisations::model::rights::{KEEP_ORGANISATIONS, KEEP_PROFILE, SEE_ORGANISATIONS},
    ui::lists::{Listing, Paging, Position},
    values::{facet::FacetCounts, ids::OrganisationId},
    web::page::{Page, render},
};
use axum::{
    extract::{Path, State},
    response::Response,
};

const DEALS_SHOWN: i64 = 8;

pub fn routes() -> Routes {
    Routes::new()
        .page("/buyers", index)
        .page("/buyers/{id}", show)
        .page_for(Access::Requires(SEE_OWN_HOME), "/my/profile", own::show)
        .post_for(Access::Requires(KEEP_PROFILE), "/my/profile", own::update)
        .page_for(Access::Requires(SEE_OWN_HOME), "/my/history", own::history)
        .page_for(Access::Requires(SEE_ORGANISATIONS), "/admin/organisations", kept::index)
        .sheets_for::<kept::Organisations>(Access::Requires(SEE_ORGANISATIONS))
        .page_for(Access::Requires(SEE_ORGANISATIONS), "/admin/organisations/{id}", kept::show)
        .post_for(Access::Requires(KEEP_ORGANISATIONS), "/admin/organisations/{id}", kept::update)
}

/// What belongs to the buyer of a deal, and what to its supplier.
#[derive(Debug, Clone, Copy)]
pub struct Sides<T> {
    pub buyer: T,
    pub supplier: T,
}

/// `buyer=` and `supplier=` come with links: the chip shows the name of the organisation. If it is
/// no longer public, only its deals still show the name.
pub async fn name_parties(
    app: &App,
    page: &Page,
    list: &mut Listing,
    asked: Sides<Option<OrganisationId>>,
    first: Option<Sides<&str>>,
) -> Result<(), Problem> {
    let sides = [
        ("buyer", asked.buyer, first.map(|row| row.buyer)),
        ("supplier", asked.supplier, first.map(|row| row.supplier)),
    ];
    for (name, id, in_row) in sides {
        let Some(id) = id else { continue };
        let party =
            store::public_name(app.kept(), id).await?.or_else(|| in_row.map(str::to_string));
        list.named(page, name, party);
    }
    Ok(())
}

async fn index(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    let filter = forms::buyer_filter(&page)?;
    let day = page.as_of()?;
    let position = Position::read(&page.query, 40)?;
    let buyers = store::buyers(app.pool(), &filter, day, position.size, position.offset()).await?;
    let counts = FacetCounts(store::buyer_counts(app.pool(), &filter, day).await?);
    let mut list =
        Listing::new(&page, counts.total(), Paging::new(&page, position, counts.total()));
    views::facets(&page, &mut list, &counts);
    render(&Buyers { page, list, buyers })
}

async fn show(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|()| Problem::NotFound)?;
    let buyer = store::find_buyer(app.kept(), id).await?.ok_or(Problem::NotFound)?;
    let day = page.as_of()?;
    let scope = Scope { buyer: Some(id), ..Scope::default() };
    let sums = indicators::actions::sums(app.kept(), &scope, day).await?;
    let paid = indicators::actions::paid(app.pool(), &page.site, &scope, day, page.today).await?;
    let of_agreements = agreements::model::Filter { buyer: Some(id), ..Default::default() };
    let agreements =
        agreements::store::list(app.kept(), &of_agreements, day, DEALS_SHOWN, 0).await?;
    let of_contracts = contracts::model::Filter { buyer: Some(id), ..Default::default() };
    let contracts = contracts::store::list(app.kept(), &of_contracts, day, DEALS_SHOWN, 0).await?;
    let whose = LadderScope {
        query: format!("buyer={id}"),
        projects_query: "edition=all".into(),
        paid,
        ..LadderScope::default()
    };
    let ladder = ladder::views::ladder(&page, &whose, &sums);
    render(&ShowBuyer { page, buyer, as_of: day, ladder, agreements, contracts })
}

crate::unexplained!(Refusal: Database);
