//! /my/trademarks, /admin/trademarks. Who sees products sees the trademarks of their suppliers.

mod own;
mod review;

use super::{actions::Refusal, model::TrademarkRecord};
use crate::{
    files::model::MOST_BYTES,
    identity::model::permissions::Action::{OfferProducts, ReviewProducts, SeeProducts},
    kit::{
        problem::Problem,
        routes::{Access, Routes},
    },
    reviews,
};

/// A scan, and the fields beside it.
const MOST_OF_A_FORM: usize = MOST_BYTES + 1024 * 1024;

pub fn routes() -> Routes {
    Routes::new()
        .page_for(Access::Requires(OfferProducts), "/my/trademarks", own::index)
        .page_for(Access::Requires(OfferProducts), "/my/trademarks/new", own::new)
        .upload_for(Access::Requires(OfferProducts), "/my/trademarks", MOST_OF_A_FORM, own::create)
        .page_for(Access::Requires(OfferProducts), "/my/trademarks/{id}", own::edit)
        .upload_for(
            Access::Requires(OfferProducts),
            "/my/trademarks/{id}",
            MOST_OF_A_FORM,
            own::update,
        )
        .page_for(Access::Requires(SeeProducts), "/admin/trademarks", review::index)
        .sheets_for::<TrademarkRecord>(Access::Requires(SeeProducts))
        .page_for(
            Access::Requires(ReviewProducts),
            "/admin/trademarks/selection",
            reviews::selection::show::<TrademarkRecord>,
        )
        .post_for(
            Access::Requires(ReviewProducts),
            "/admin/trademarks/selection",
            reviews::selection::decide::<TrademarkRecord>,
        )
        .page_for(
            Access::Requires(SeeProducts),
            "/admin/trademarks/{id}",
            reviews::show::<TrademarkRecord>,
        )
        .post_for(
            Access::Requires(ReviewProducts),
            "/admin/trademarks/{id}/verification",
            reviews::approve::<TrademarkRecord>,
        )
        .post_for(
            Access::Requires(ReviewProducts),
            "/admin/trademarks/{id}/return",
            reviews::give_back::<TrademarkRecord>,
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
