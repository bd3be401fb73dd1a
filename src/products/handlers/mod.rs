//! /products, /my/products, /admin/products

pub mod flashes;
mod own;
mod public;
mod review;

use super::{actions::Refusal, model::selling::SupplierProduct};
use crate::{
    http::routes::{Access, Routes},
    products::model::rights::{OFFER_PRODUCTS, REVIEW_PRODUCTS, SEE_PRODUCTS},
    reviews,
};

pub fn routes() -> Routes {
    Routes::new()
        .page("/products", public::index)
        .page("/products/{id}", public::show)
        .page_for(Access::Requires(OFFER_PRODUCTS), "/my/products", own::index)
        .page_for(Access::Requires(OFFER_PRODUCTS), "/my/products/new", own::new)
        .post_for(Access::Requires(OFFER_PRODUCTS), "/my/products", own::create)
        .page_for(Access::Requires(OFFER_PRODUCTS), "/my/products/{id}", own::edit)
        .post_for(Access::Requires(OFFER_PRODUCTS), "/my/products/{id}", own::update)
        .post_for(Access::Requires(OFFER_PRODUCTS), "/my/products/{id}/withdrawal", own::withdraw)
        .page_for(Access::Requires(SEE_PRODUCTS), "/admin/products", review::index)
        .sheets_for::<SupplierProduct>(Access::Requires(SEE_PRODUCTS))
        .page_for(
            Access::Requires(REVIEW_PRODUCTS),
            "/admin/products/selection",
            reviews::selection::show::<SupplierProduct>,
        )
        .post_for(
            Access::Requires(REVIEW_PRODUCTS),
            "/admin/products/selection",
            reviews::selection::decide::<SupplierProduct>,
        )
        .page_for(
            Access::Requires(SEE_PRODUCTS),
            "/admin/products/{id}",
            reviews::show::<SupplierProduct>,
        )
        .post_for(
            Access::Requires(REVIEW_PRODUCTS),
            "/admin/products/{id}/publication",
            reviews::approve::<SupplierProduct>,
        )
        .post_for(
            Access::Requires(REVIEW_PRODUCTS),
            "/admin/products/{id}/return",
            reviews::return_or_revoke::<SupplierProduct>,
        )
}

crate::unexplained!(Refusal: Database);
