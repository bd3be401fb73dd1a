//! What the site knows of exchange.

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
        links: &[
            Link::new(Index::About, "开放接口", "API and open data", "/api/docs").in_one_language(),
            Link::new(Index::About, "签约订阅", "Feed of signings", "/feed.xml").in_one_language(),
        ],
        ..Declaration::NONE
    },
);
