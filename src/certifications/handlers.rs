//! /my/certifications, /admin/certifications. Whoever may see products may see their certificates.

pub mod flashes;
mod own;
mod review;

use super::{actions::Refusal, model::CertificationRecord};
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
        .page_for(Access::Requires(OFFER_PRODUCTS), "/my/certifications", own::index)
        .page_for(Access::Requires(OFFER_PRODUCTS), "/my/certifications/new", own::new)
        .upload_for(
            Access::Requires(OFFER_PRODUCTS),
            "/my/certifications",
            MOST_OF_A_FORM,
            own::create,
        )
        .page_for(Access::Requires(OFFER_PRODUCTS), "/my/certifications/{id}", own::edit)
        .upload_for(
            Access::Requires(OFFER_PRODUCTS),
            "/my/certifications/{id}",
            MOST_OF_A_FORM,
            own::update,
        )
        .post_for(Access::Requires(OFFER_PRODUCTS), "/my/certifications/{id}/removal", own::remove)
        .page_for(Access::Requires(SEE_PRODUCTS), "/admin/certifications", review::index)
        .sheets_for::<CertificationRecord>(Access::Requires(SEE_PRODUCTS))
        .page_for(
            Access::Requires(REVIEW_PRODUCTS),
            "/admin/certifications/selection",
            reviews::selection::show::<CertificationRecord>,
        )
        .post_for(
            Access::Requires(REVIEW_PRODUCTS),
            "/admin/certifications/selection",
            reviews::selection::decide::<CertificationRecord>,
        )
        .page_for(
            Access::Requires(SEE_PRODUCTS),
            "/admin/certifications/{id}",
            reviews::show::<CertificationRecord>,
        )
        .post_for(
            Access::Requires(REVIEW_PRODUCTS),
            "/admin/certifications/{id}/verification",
            reviews::approve::<CertificationRecord>,
        )
        .post_for(
            Access::Requires(REVIEW_PRODUCTS),
            "/admin/certifications/{id}/return",
            reviews::return_or_revoke::<CertificationRecord>,
        )
}

crate::unexplained!(Refusal: Database);
