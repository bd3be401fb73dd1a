//! /fairs, /admin/editions

mod planning;
mod public;

use super::actions::Refusal;
use crate::{
    identity::model::permissions::Action::{RunEditions, SeeEditions},
    kit::{
        problem::Problem,
        routes::{Access, Routes},
    },
};

pub use public::outcomes;

pub fn routes() -> Routes {
    Routes::new()
        .page("/fairs", public::index)
        .page("/fairs/{ordinal}", public::show)
        .page("/fairs/{ordinal}/sales", public::sales)
        .page_for(Access::Requires(SeeEditions), "/admin/editions", planning::index)
        .page_for(Access::Requires(RunEditions), "/admin/editions/new", planning::new)
        .post_for(Access::Requires(RunEditions), "/admin/editions", planning::create)
        .page_for(Access::Requires(SeeEditions), "/admin/editions/{ordinal}", planning::show)
        .post_for(Access::Requires(RunEditions), "/admin/editions/{ordinal}", planning::update)
        .post_for(
            Access::Requires(RunEditions),
            "/admin/editions/{ordinal}/step",
            planning::advance,
        )
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
