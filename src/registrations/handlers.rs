//! /register, /admin/registrations

mod door;
mod review;

use super::actions::Refusal;
use crate::{
    identity::model::permissions::Action::{ReviewRegistrations, SeeRegistrations},
    kit::{
        problem::Problem,
        routes::{Access, Routes},
        throttle::Throttle,
    },
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
        .page_for(Access::Requires(SeeRegistrations), "/admin/registrations", review::index)
        .sheets_for::<review::Registrations>(Access::Requires(SeeRegistrations))
        .page_for(Access::Requires(SeeRegistrations), "/admin/registrations/{id}", review::show)
        .post_for(
            Access::Requires(ReviewRegistrations),
            "/admin/registrations/{id}/admission",
            review::admit,
        )
        .post_for(
            Access::Requires(ReviewRegistrations),
            "/admin/registrations/{id}/return",
            review::give_back,
        )
        .post_for(
            Access::Requires(ReviewRegistrations),
            "/admin/registrations/{id}/refusal",
            review::refuse,
        )
}

/// A refusal that the page does not explain: what was asked for is not there.
impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Database(error) => error.into(),
            Refusal::System(error) => error.into(),
            _ => Problem::NotFound,
        }
    }
}
