//! /register, /admin/registrations

pub mod flashes;
mod door;
mod review;

use super::actions::Refusal;
use crate::{
    http::{
        routes::{Access, Routes},
        throttle::Throttle,
    },
    registrations::model::rights::{REVIEW_REGISTRATIONS, SEE_REGISTRATIONS},
};
use std::sync::Arc;

pub fn routes() -> Routes {
    let throttle = Arc::new(Throttle::new(door::BURST, door::PER_SECOND));
    let (first, again) = (throttle.clone(), throttle);
    Routes::new()
        .page_for(Access::PublicUncached, "/register", door::new)
        .post_for(Access::PublicUncached, "/register", move |asked, form| {
            door::create(asked, form, first)
        })
        .page_for(Access::PublicUncached, "/register/{code}", door::show)
        .post_for(Access::PublicUncached, "/register/{code}", move |asked, code, form| {
            door::update(asked, code, form, again)
        })
        .page_for(Access::Requires(SEE_REGISTRATIONS), "/admin/registrations", review::index)
        .sheets_for::<review::Registrations>(Access::Requires(SEE_REGISTRATIONS))
        .page_for(Access::Requires(SEE_REGISTRATIONS), "/admin/registrations/{id}", review::show)
        .post_for(
            Access::Requires(REVIEW_REGISTRATIONS),
            "/admin/registrations/{id}/admission",
            review::admit,
        )
        .post_for(
            Access::Requires(REVIEW_REGISTRATIONS),
            "/admin/registrations/{id}/return",
            review::return_for_correction,
        )
        .post_for(
            Access::Requires(REVIEW_REGISTRATIONS),
            "/admin/registrations/{id}/refusal",
            review::refuse,
        )
}

crate::unexplained!(Refusal: Database, System);
