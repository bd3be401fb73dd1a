//! /my/applications, /admin/applications, /admin/editions/{ordinal}/publication

pub mod flashes;
mod own;
mod publication;
mod review;

use super::{actions::Refusal, model::Application};
use crate::{
    applications::model::rights::{
        APPLY_TO_FAIR, DECIDE_APPLICATIONS, RECOMMEND_APPLICATIONS, SEE_APPLICATIONS,
    },
    http::routes::{Access, Routes},
    reviews,
};

pub fn routes() -> Routes {
    Routes::new()
        .page_for(Access::Requires(APPLY_TO_FAIR), "/my/applications", own::index)
        .page_for(Access::Requires(APPLY_TO_FAIR), "/my/applications/new", own::new)
        .post_for(Access::Requires(APPLY_TO_FAIR), "/my/applications", own::create)
        .page_for(Access::Requires(APPLY_TO_FAIR), "/my/applications/{id}", own::show)
        .page_for(Access::Requires(APPLY_TO_FAIR), "/my/applications/{id}/edit", own::edit)
        .post_for(Access::Requires(APPLY_TO_FAIR), "/my/applications/{id}", own::update)
        .post_for(
            Access::Requires(APPLY_TO_FAIR),
            "/my/applications/{id}/withdrawal",
            own::withdraw,
        )
        .page_for(Access::Requires(SEE_APPLICATIONS), "/admin/applications", review::index)
        .sheets_for::<Application>(Access::Requires(SEE_APPLICATIONS))
        .page_for(
            Access::Requires(RECOMMEND_APPLICATIONS),
            "/admin/applications/selection",
            reviews::selection::show::<Application>,
        )
        .post_for(
            Access::Requires(RECOMMEND_APPLICATIONS),
            "/admin/applications/selection",
            reviews::selection::decide::<Application>,
        )
        .page_for(
            Access::Requires(SEE_APPLICATIONS),
            "/admin/applications/{id}",
            reviews::show::<Application>,
        )
        .post_for(
            Access::Requires(RECOMMEND_APPLICATIONS),
            "/admin/applications/{id}/recommendation",
            reviews::recommend::<Application>,
        )
        .post_for(
            Access::Requires(RECOMMEND_APPLICATIONS),
            "/admin/applications/{id}/refusal",
            reviews::return_or_revoke::<Application>,
        )
        .post_for(
            Access::Requires(DECIDE_APPLICATIONS),
            "/admin/applications/{id}/approval",
            reviews::approve::<Application>,
        )
        .post_for(
            Access::Requires(DECIDE_APPLICATIONS),
            "/admin/applications/{id}/check-in",
            reviews::check_in::<Application>,
        )
        .page_for(
            Access::Requires(DECIDE_APPLICATIONS),
            "/admin/editions/{ordinal}/publication",
            publication::show,
        )
        .post_for(
            Access::Requires(DECIDE_APPLICATIONS),
            "/admin/editions/{ordinal}/publication",
            publication::publish,
        )
}

crate::unexplained!(Refusal: Database);
