//! /my/applications, /admin/applications, /admin/editions/{ordinal}/publication

mod own;
mod publication;
mod review;

use super::{actions::Refusal, model::Application};
use crate::{
    identity::model::permissions::Action::{
        ApplyToFair, DecideApplications, RecommendApplications, SeeApplications,
    },
    kit::{
        problem::Problem,
        routes::{Routes, Rule},
    },
    reviews,
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
        .sheets_for::<Application>(Rule::May(SeeApplications))
        .page_for(
            Rule::May(RecommendApplications),
            "/admin/applications/selection",
            reviews::selection::show::<Application>,
        )
        .post_for(
            Rule::May(RecommendApplications),
            "/admin/applications/selection",
            reviews::selection::decide::<Application>,
        )
        .page_for(
            Rule::May(SeeApplications),
            "/admin/applications/{id}",
            reviews::show::<Application>,
        )
        .post_for(
            Rule::May(RecommendApplications),
            "/admin/applications/{id}/recommendation",
            reviews::recommend::<Application>,
        )
        .post_for(
            Rule::May(RecommendApplications),
            "/admin/applications/{id}/refusal",
            reviews::give_back::<Application>,
        )
        .post_for(
            Rule::May(DecideApplications),
            "/admin/applications/{id}/approval",
            reviews::approve::<Application>,
        )
        .post_for(
            Rule::May(DecideApplications),
            "/admin/applications/{id}/check-in",
            reviews::check_in::<Application>,
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
