//! /payments: published rows only.

use super::{
    actions, forms,
    views::{self, Index, Line, Listed, Withheld},
};
use crate::{
    http::{problem::Problem, routes::Routes, state::App},
    organisations::{self, Sides},
    ui::lists::{Listing, Paging, Position},
    web::page::{Page, render},
};
use axum::{extract::State, response::Response};

pub fn routes() -> Routes {
    Routes::new().page("/payments", index)
}

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
