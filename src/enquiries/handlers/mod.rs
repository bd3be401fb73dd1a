//! /exhibitors/{id}/enquiry, /enquiries, /my/enquiries, /admin/enquiries

mod own;
mod visitor;
mod watch;

use super::actions::Refusal;
use crate::{
    identity::{
        actions::Desk,
        model::permissions::Action::{AnswerEnquiries, WatchEnquiries},
    },
    kit::{
        problem::Problem,
        routes::{Routes, Rule},
        state::App,
        throttle::Throttle,
    },
};
use std::sync::Arc;

/// The limit of one address, which a hall full of visitors may share.
const BURST: u32 = 20;
const PER_HOUR: u32 = 60;

pub fn routes() -> Routes {
    let throttle = Arc::new(Throttle::hourly(BURST, PER_HOUR));
    let of_writing = throttle.clone();
    Routes::new()
        .page_for(Rule::Door, "/exhibitors/{id}/enquiry", visitor::ask)
        .post_for(Rule::Door, "/exhibitors/{id}/enquiry", move |app, from, id, form| {
            visitor::send(throttle, app, from, id, form)
        })
        .page_for(Rule::Door, "/enquiries/{code}", visitor::show)
        .post_for(Rule::Door, "/enquiries/{code}", move |app, from, code, form| {
            visitor::write(of_writing, app, from, code, form)
        })
        .post_for(Rule::Door, "/enquiries/{code}/closing", visitor::close)
        .post_for(Rule::Door, "/enquiries/{code}/withdrawal", visitor::withdraw)
        .page_for(Rule::May(AnswerEnquiries), "/my/enquiries", own::index)
        .page_for(Rule::May(AnswerEnquiries), "/my/enquiries/{id}", own::show)
        .post_for(Rule::May(AnswerEnquiries), "/my/enquiries/{id}", own::answer)
        .post_for(Rule::May(AnswerEnquiries), "/my/enquiries/{id}/closing", own::close)
        .post_for(Rule::May(AnswerEnquiries), "/my/enquiries/{id}/spam", own::mark_as_spam)
        .post_for(Rule::May(AnswerEnquiries), "/my/enquiries/{id}/restoration", own::restore)
        .page_for(Rule::May(WatchEnquiries), "/admin/enquiries", watch::index)
        .sheets_for::<watch::Tallies>(Rule::May(WatchEnquiries))
}

fn desk(app: &App) -> Desk<'_> {
    Desk { pool: app.pool(), now: app.now() }
}

/// A refusal that the page does not explain: the record does not exist.
impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Database(error) => error.into(),
            _ => Problem::NotFound,
        }
    }
}
