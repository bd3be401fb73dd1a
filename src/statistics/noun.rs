//! What the site knows of statistics.

use super::handlers::routes;
use crate::web::{
    declaration::{
        Declaration,
        links::{Index, Link},
    },
    noun::Noun,
};

pub const NOUN: Noun = Noun::new(
    routes,
    Declaration {
        links: &[Link::new(Index::Statistics, "指标", "Indicators", "/statistics")],
        dated: &["/statistics", "/statistics/{indicator}"],
        ..Declaration::NONE
    },
);
