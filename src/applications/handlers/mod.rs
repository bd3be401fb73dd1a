//! /my/applications, /admin/applications, /admin/editions/{ordinal}/publication

mod own;
mod publication;
mod review;
mod selection;

use super::actions::Refusal;
use crate::{
    identity::model::permissions::Action::{
        ApplyToFair, DecideApplications, RecommendApplications, SeeApplications,
    },
    kit::{
        problem::Problem,
        routes::{Routes, Rule},
    },
};

pub fn routes() -> Routes {
    Routes::new()
        .page_for(Rule::May(ApplyToFair), "/my/applications", own::index)
        .page_for(Rule::May(ApplyToFair), "/my/applications/new", own::new)
        .post_for(Rule::May(ApplyToFair), "/my/applications", own::create)
        .page_for(Rule::May(ApplyToFair), "/my/applications/{id}", own::show)
        .page_for(Rule::May(ApplyToFair), "/my/applications/{id}/edit", own::edit)
        .post_for(Rule::May(ApplyToFair), "/my/applications/{id}", own::update)
        .post_for(Rule::May(ApplyToFair), "/my/applications/{id}/withdrawal", own::withdraw)
        .page_for(Rule::May(SeeApplications), "/admin/applications", review::index)
        .sheets_for::<review::Applications>(Rule::May(SeeApplications))
        .page_for(
            Rule::May(RecommendApplications),
            "/admin/applications/selection",
            selection::show,
        )
        .post_for(
            Rule::May(RecommendApplications),
            "/admin/applications/selection",
            selection::decide,
        )
        .page_for(Rule::May(SeeApplications), "/admin/applications/{id}", review::show)
        .post_for(
            Rule::May(RecommendApplications),
            "/admin/applications/{id}/recommendation",
            review::recommend,
        )
        .post_for(
            Rule::May(RecommendApplications),
            "/admin/applications/{id}/refusal",
            review::decline,
        )
        .post_for(
            Rule::May(DecideApplications),
            "/admin/applications/{id}/approval",
            review::approve,
        )
        .post_for(
            Rule::May(DecideApplications),
            "/admin/applications/{id}/check-in",
            review::check_in,
        )
        .page_for(
            Rule::May(DecideApplications),
            "/admin/editions/{ordinal}/publication",
            publication::show,
        )
        .post_for(
            Rule::May(DecideApplications),
            "/admin/editions/{ordinal}/publication",
            publication::publish,
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
