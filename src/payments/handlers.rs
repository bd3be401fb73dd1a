//! /payments: published rows only. /my/payments, /admin/payments: single payments, for those who
//! make and receive them and for the office.

mod acts;
mod entering;
pub mod flashes;
mod office;
mod refusals;
mod statement;
mod three_way;

use super::{
    actions::{self, Refusal},
    forms,
    model::rights::{ENTER_OWN_PAYMENTS, ENTER_PAYMENTS, SEE_OWN_PAYMENTS, SEE_PAYMENTS},
    views::{self, Index, Line, Listed, Withheld},
};
use crate::{
    http::{
        problem::Problem,
        routes::{Access, Routes},
        state::App,
    },
    organisations::{self, Sides},
    ui::lists::{Listing, Paging, Position},
    web::page::{Page, render},
};
use axum::{extract::State, response::Response};

pub fn routes() -> Routes {
    let (see, enter) = (Access::Requires(SEE_PAYMENTS), Access::Requires(ENTER_PAYMENTS));
    let (see_own, enter_own) =
        (Access::Requires(SEE_OWN_PAYMENTS), Access::Requires(ENTER_OWN_PAYMENTS));
    let public = Routes::new().page("/payments", index);
    let office = at(public, "/admin", (see, enter));
    at(office, "/my", (see_own, enter_own)).sheets_for::<office::Payments>(see)
}

/// The pages that the office and the parties both have.
fn at(routes: Routes, home: &str, (see, enter): (Access, Access)) -> Routes {
    let list = format!("{home}/payments");
    let one = format!("{list}/{{id}}");
    let most = acts::MOST_OF_A_FORM;
    routes
        .page_for(see, &list, office::index)
        .page_for(enter, &format!("{list}/new"), entering::new)
        .post_for(enter, &list, entering::create)
        .page_for(see, &one, acts::show)
        .post_for(enter, &format!("{one}/allocations"), acts::allocate)
        .post_for(enter, &format!("{one}/void"), acts::void)
        .upload_for(enter, &format!("{one}/vouchers"), most, acts::add_voucher)
        .page_for(see, &format!("{home}/three-way"), three_way::index)
        .post_for(enter, &format!("{home}/three-way/{{line}}"), three_way::settle)
        .page_for(see, &format!("{list}/statement"), statement::show)
}

crate::unexplained!(Refusal: Database);

async fn index(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    let filter = forms::filter(&page)?;
    let asked = page.as_of()?;
    if forms::is_withheld(&page) {
        return render(&Withheld { page });
    }
    let position = Position::read(&page.query, 40)?;
    let publication = actions::publication(app.pool(), filter.buyer, asked, page.today).await?;
    let listed = Listed::new(&publication, filter);
    let total = i64::try_from(listed.rows.len()).unwrap_or(i64::MAX);
    let mut list = Listing::new(&page, total, Paging::new(&page, position, total));
    views::facets(&page, &mut list, &listed);
    let shown = listed.on_page(position);
    let names = actions::names(app.pool(), &shown).await?;
    let lines: Vec<Line> = shown.into_iter().map(|row| Line::new(&page, row, &names)).collect();
    let asked = Sides { buyer: filter.buyer, supplier: None };
    let first = lines.first().filter(|line| line.href.is_some());
    let first = first.map(|line| Sides { buyer: &*line.buyer, supplier: "" });
    organisations::name_parties(&app, &page, &mut list, asked, first).await?;
    render(&Index { months: listed.months(), day: publication.day, page, list, lines })
}
