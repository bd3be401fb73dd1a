//! /my/trademarks, /admin/trademarks. Who sees products sees the trademarks of their suppliers.

mod own;
mod review;

use super::{actions::Refusal, model::Held};
use crate::{
    files::model::MOST_BYTES,
    identity::model::permissions::Action::{OfferProducts, ReviewProducts, SeeProducts},
    kit::{
        problem::Problem,
        routes::{Routes, Rule},
    },
    reviews,
};

/// A scan, and the fields beside it.
const MOST_OF_A_FORM: usize = MOST_BYTES + 1024 * 1024;

pub fn routes() -> Routes {
    Routes::new()
        .page_for(Rule::May(OfferProducts), "/my/trademarks", own::index)
        .page_for(Rule::May(OfferProducts), "/my/trademarks/new", own::new)
        .upload_for(Rule::May(OfferProducts), "/my/trademarks", MOST_OF_A_FORM, own::create)
        .page_for(Rule::May(OfferProducts), "/my/trademarks/{id}", own::edit)
        .upload_for(Rule::May(OfferProducts), "/my/trademarks/{id}", MOST_OF_A_FORM, own::update)
        .page_for(Rule::May(SeeProducts), "/admin/trademarks", review::index)
        .sheets_for::<Held>(Rule::May(SeeProducts))
        .page_for(
            Rule::May(ReviewProducts),
            "/admin/trademarks/selection",
            reviews::selection::show::<Held>,
        )
        .post_for(
            Rule::May(ReviewProducts),
            "/admin/trademarks/selection",
            reviews::selection::decide::<Held>,
        )
        .page_for(Rule::May(SeeProducts), "/admin/trademarks/{id}", reviews::show::<Held>)
        .post_for(
            Rule::May(ReviewProducts),
            "/admin/trademarks/{id}/verification",
            reviews::approve::<Held>,
        )
        .post_for(
            Rule::May(ReviewProducts),
            "/admin/trademarks/{id}/return",
            reviews::give_back::<Held>,
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
