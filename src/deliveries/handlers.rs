//! /deliveries, /my/deliveries, /admin/deliveries

mod accepting;
mod acts;
pub mod flashes;
mod office;
mod refusals;
mod settling;

use super::{
    actions::Refusal,
    forms,
    model::{
        Goods, derived_state,
        rights::{
            ACCEPT_OWN_GOODS, ENTER_DELIVERIES, SEE_DELIVERIES, SEE_OWN_DELIVERIES, SEND_OWN_GOODS,
        },
    },
    store,
    views::{self, Index, Show},
};
use crate::{
    http::{
        problem::Problem,
        routes::{Access, Routes},
        state::App,
    },
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
    let (see, enter) = (Access::Requires(SEE_DELIVERIES), Access::Requires(ENTER_DELIVERIES));
    let own = Access::Requires(SEE_OWN_DELIVERIES);
    let office = Doors { see, send: enter, accept: enter, photograph: enter };
    let parties = Doors {
        see: own,
        send: Access::Requires(SEND_OWN_GOODS),
        accept: Access::Requires(ACCEPT_OWN_GOODS),
        photograph: own,
    };
    let public = Routes::new().page("/deliveries", index).page("/deliveries/{id}", show);
    at(at(public, "/admin/deliveries", office), "/my/deliveries", parties)
        .sheets_for::<office::Deliveries>(see)
        .post_for(enter, "/admin/deliveries/{id}/lines/{line}/settlement", settling::decide)
        .post_for(enter, "/admin/deliveries/{id}/lines/{line}/withdrawal", settling::withdraw)
        .post_for(own, "/my/deliveries/{id}/lines/{line}/offer", settling::offer)
        .post_for(own, "/my/deliveries/{id}/lines/{line}/agreement", settling::agree)
}

/// Who comes in where.
struct Doors {
    see: Access,
    send: Access,
    accept: Access,
    photograph: Access,
}

/// The pages that the office and the parties both have.
fn at(routes: Routes, list: &str, doors: Doors) -> Routes {
    let Doors { see, send, accept, photograph } = doors;
    let one = format!("{list}/{{id}}");
    let most = acts::MOST_OF_A_FORM;
    routes
        .page_for(see, list, office::index)
        .page_for(send, &format!("{list}/new"), office::new)
        .post_for(send, list, office::create)
        .page_for(see, &one, acts::show)
        .post_for(send, &format!("{one}/shipping"), acts::ship)
        .post_for(send, &format!("{one}/void"), acts::void)
        .upload_for(photograph, &format!("{one}/vouchers"), most, acts::add_voucher)
        .page_for(accept, &format!("{one}/acceptance"), accepting::form)
        .post_for(accept, &format!("{one}/acceptance"), accepting::accept)
}

crate::unexplained!(Refusal: Database);

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
