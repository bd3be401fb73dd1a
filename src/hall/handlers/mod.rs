//! /fairs/{ordinal}/floor-plan, and the hall in the back office: /admin/editions/{ordinal}/…,
//! /admin/zones, /admin/booths

pub mod flashes;
mod plan;
mod print;
mod public;
mod seats;

use crate::{
    fairs::{
        forms,
        model::{
            planning::Planned,
            rights::{RUN_EDITIONS, SEE_EDITIONS},
        },
        store::planning,
    },
    hall::{
        actions::Refusal,
        model::{rights::ASSIGN_BOOTHS, seats::Scope},
    },
    http::{
        problem::Problem,
        routes::{Access, Routes},
        state::App,
    },
    identity::model::Viewer,
};

pub fn routes() -> Routes {
    Routes::new()
        .page("/fairs/{ordinal}/floor-plan", public::show)
        .page_for(
            Access::Requires(SEE_EDITIONS),
            "/admin/editions/{ordinal}/floor-plan",
            plan::show,
        )
        .post_for(Access::Requires(RUN_EDITIONS), "/admin/editions/{ordinal}/zones", plan::add_zone)
        .post_for(Access::Requires(RUN_EDITIONS), "/admin/zones/{id}", plan::rename_zone)
        .post_for(Access::Requires(RUN_EDITIONS), "/admin/zones/{id}/removal", plan::remove_zone)
        .post_for(Access::Requires(RUN_EDITIONS), "/admin/zones/{id}/grid", plan::fill)
        .post_for(Access::Requires(RUN_EDITIONS), "/admin/zones/{id}/clearing", plan::clear)
        .post_for(Access::Requires(RUN_EDITIONS), "/admin/booths/{id}/place", plan::place)
        .post_for(Access::Requires(RUN_EDITIONS), "/admin/booths/{id}/removal", plan::remove_booth)
        .page_for(Access::Requires(SEE_EDITIONS), "/admin/editions/{ordinal}/booths", seats::index)
        .sheets_for::<seats::AllBooths>(Access::Requires(SEE_EDITIONS))
        .post_for(
            Access::Requires(ASSIGN_BOOTHS),
            "/admin/editions/{ordinal}/booths",
            seats::assign,
        )
        .page_for(Access::Requires(SEE_EDITIONS), "/admin/booths/{id}", seats::show)
        .post_for(Access::Requires(ASSIGN_BOOTHS), "/admin/booths/{id}/exchange", seats::exchange)
        .post_for(Access::Requires(ASSIGN_BOOTHS), "/admin/booths/{id}/release", seats::release)
        .page_for(
            Access::Requires(SEE_EDITIONS),
            "/admin/editions/{ordinal}/booth-cards",
            print::cards,
        )
        .page_for(Access::Requires(SEE_EDITIONS), "/admin/editions/{ordinal}/badges", print::badges)
}

/// An edition in any state.
async fn edition(app: &App, ordinal: &str) -> Result<Planned, Problem> {
    let ordinal = forms::ordinal(ordinal).ok_or(Problem::NotFound)?;
    planning::find(app.pool(), ordinal).await?.ok_or(Problem::NotFound)
}

fn scope(viewer: &Viewer) -> Scope {
    Scope { banner: viewer.scope.banner().cloned() }
}

crate::unexplained!(Refusal: Database);
