//! /fairs, /admin/editions

pub mod flashes;
mod planning;
mod public;

use super::actions::Refusal;
use crate::{
    fairs::model::rights::{RUN_EDITIONS, SEE_EDITIONS},
    http::routes::{Access, Routes},
};

pub use public::outcomes;

pub fn routes() -> Routes {
    Routes::new()
        .page("/fairs", public::index)
        .page("/fairs/{ordinal}", public::show)
        .page("/fairs/{ordinal}/sales", public::sales)
        .page_for(Access::Requires(SEE_EDITIONS), "/admin/editions", planning::index)
        .page_for(Access::Requires(RUN_EDITIONS), "/admin/editions/new", planning::new)
        .post_for(Access::Requires(RUN_EDITIONS), "/admin/editions", planning::create)
        .page_for(Access::Requires(SEE_EDITIONS), "/admin/editions/{ordinal}", planning::show)
        .post_for(Access::Requires(RUN_EDITIONS), "/admin/editions/{ordinal}", planning::update)
        .post_for(
            Access::Requires(RUN_EDITIONS),
            "/admin/editions/{ordinal}/step",
            planning::advance,
        )
}

crate::unexplained!(Refusal: Database);
