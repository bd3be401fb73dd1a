//! /products, /my/products, /admin/products

mod own;
mod public;
mod review;

use super::{actions::Refusal, model::selling::Own};
use crate::{
    identity::model::permissions::Action::{OfferProducts, ReviewProducts, SeeProducts},
    kit::{
        problem::Problem,
        routes::{Routes, Rule},
    },
    reviews,
};

pub fn routes() -> Routes {
    Routes::new()
        .page("/products", public::index)
        .page("/products/{id}", public::show)
        .page_for(Rule::May(OfferProducts), "/my/products", own::index)
        .page_for(Rule::May(OfferProducts), "/my/products/new", own::new)
        .post_for(Rule::May(OfferProducts), "/my/products", own::create)
        .page_for(Rule::May(OfferProducts), "/my/products/{id}", own::edit)
        .post_for(Rule::May(OfferProducts), "/my/products/{id}", own::update)
        .post_for(Rule::May(OfferProducts), "/my/products/{id}/withdrawal", own::withdraw)
        .page_for(Rule::May(SeeProducts), "/admin/products", review::index)
        .sheets_for::<Own>(Rule::May(SeeProducts))
        .page_for(
            Rule::May(ReviewProducts),
            "/admin/products/selection",
            reviews::selection::show::<Own>,
        )
        .post_for(
            Rule::May(ReviewProducts),
            "/admin/products/selection",
            reviews::selection::decide::<Own>,
        )
        .page_for(Rule::May(SeeProducts), "/admin/products/{id}", reviews::show::<Own>)
        .post_for(
            Rule::May(ReviewProducts),
            "/admin/products/{id}/publication",
            reviews::approve::<Own>,
        )
        .post_for(
            Rule::May(ReviewProducts),
            "/admin/products/{id}/return",
            reviews::give_back::<Own>,
        )
}

/// A refusal that the page does not explain: what was asked for is not there.
impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Database(error) => error.into(),
            _ => Problem::NotFound,
        }
    }
}
