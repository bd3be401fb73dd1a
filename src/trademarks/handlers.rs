//! /my/trademarks, /admin/trademarks. Whoever may see products may see their suppliers' trademarks.

pub mod flashes;
mod own;
mod review;

use super::{actions::Refusal, model::TrademarkRecord};
use crate::{
    files::model::MOST_BYTES,
    http::routes::{Access, Routes},
    products::model::rights::{OFFER_PRODUCTS, REVIEW_PRODUCTS, SEE_PRODUCTS},
    reviews,
};

/// A scan, and the other fields.
const MOST_OF_A_FORM: usize = MOST_BYTES + 1024 * 1024;

pub fn routes() -> Routes {
    Routes::new()
        .page_for(Access::Requires(OFFER_PRODUCTS), "/my/trademarks", own::index)
        .page_for(Access::Requires(OFFER_PRODUCTS), "/my/trademarks/new", own::new)
        .upload_for(Access::Requires(OFFER_PRODUCTS), "/my/trademarks", MOST_OF_A_FORM, own::create)
        .page_for(Access::Requires(OFFER_PRODUCTS), "/my/trademarks/{id}", own::edit)
        .upload_for(
            Access::Requires(OFFER_PRODUCTS),
            "/my/trademarks/{id}",
            MOST_OF_A_FORM,
            own::update,
        )
        .page_for(Access::Requires(SEE_PRODUCTS), "/admin/trademarks", review::index)
        .sheets_for::<TrademarkRecord>(Access::Requires(SEE_PRODUCTS))
        .page_for(
            Access::Requires(REVIEW_PRODUCTS),
            "/admin/trademarks/selection",
            reviews::selection::show::<TrademarkRecord>,
        )
        .post_for(
            Access::Requires(REVIEW_PRODUCTS),
            "/admin/trademarks/selection",
            reviews::selection::decide::<TrademarkRecord>,
        )
        .page_for(
            Access::Requires(SEE_PRODUCTS),
            "/admin/trademarks/{id}",
            reviews::show::<TrademarkRecord>,
        )
        .post_for(
            Access::Requires(REVIEW_PRODUCTS),
            "/admin/trademarks/{id}/verification",
            reviews::approve::<TrademarkRecord>,
        )
        .post_for(
            Access::Requires(REVIEW_PRODUCTS),
            "/admin/trademarks/{id}/return",
            reviews::return_or_revoke::<TrademarkRecord>,
        )
}

crate::unexplained!(Refusal: Database);
