//! /exhibitors/{id}/enquiry, /enquiries, /my/enquiries, /admin/enquiries

pub mod flashes;
mod own;
mod visitor;
mod watch;

use super::actions::Refusal;
use crate::{
    enquiries::model::rights::{ANSWER_ENQUIRIES, WATCH_ENQUIRIES},
    http::{
        routes::{Access, Routes},
        state::App,
        throttle::Throttle,
    },
    identity::actions::Context,
};
use std::sync::Arc;

/// The limit of one address, which a hall full of visitors may share.
const BURST: u32 = 20;
const PER_HOUR: u32 = 60;

pub fn routes() -> Routes {
    let throttle = Arc::new(Throttle::hourly(BURST, PER_HOUR));
    let of_writing = throttle.clone();
    Routes::new()
        .page_for(Access::PublicUncached, "/exhibitors/{id}/enquiry", visitor::ask)
        .post_for(Access::PublicUncached, "/exhibitors/{id}/enquiry", move |app, from, id, form| {
            visitor::send(throttle, app, from, id, form)
        })
        .page_for(Access::PublicUncached, "/enquiries/{code}", visitor::show)
        .post_for(Access::PublicUncached, "/enquiries/{code}", move |app, from, code, form| {
            visitor::write(of_writing, app, from, code, form)
        })
        .post_for(Access::PublicUncached, "/enquiries/{code}/closing", visitor::close)
        .post_for(Access::PublicUncached, "/enquiries/{code}/withdrawal", visitor::withdraw)
        .page_for(Access::Requires(ANSWER_ENQUIRIES), "/my/enquiries", own::index)
        .page_for(Access::Requires(ANSWER_ENQUIRIES), "/my/enquiries/{id}", own::show)
        .post_for(Access::Requires(ANSWER_ENQUIRIES), "/my/enquiries/{id}", own::answer)
        .post_for(Access::Requires(ANSWER_ENQUIRIES), "/my/enquiries/{id}/closing", own::close)
        .post_for(Access::Requires(ANSWER_ENQUIRIES), "/my/enquiries/{id}/spam", own::mark_as_spam)
        .post_for(
            Access::Requires(ANSWER_ENQUIRIES),
            "/my/enquiries/{id}/restoration",
            own::restore,
        )
        .page_for(Access::Requires(WATCH_ENQUIRIES), "/admin/enquiries", watch::index)
        .sheets_for::<watch::Tallies>(Access::Requires(WATCH_ENQUIRIES))
}

fn desk(app: &App) -> Context<'_> {
    Context { pool: app.pool(), now: app.now() }
}

crate::unexplained!(Refusal: Database);
