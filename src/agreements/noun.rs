//! What the site knows of agreements.

use super::handlers::routes;
use crate::web::{
    declaration::{
        Declaration,
        links::{Index, Link},
        lists::List,
    },
    noun::Noun,
};

pub const NOUN: Noun = Noun::new(
    routes,
    Declaration {
        links: &[Link::new(Index::Ledgers, "框架协议", "Framework agreements", "/agreements")
            .under("/projects")],
        public_lists: &[List::new(
            "agreements",
            "/agreements",
            &[
                "edition",
                "banner",
                "buyer_kind",
                "buyer",
                "supplier",
                "as_of",
                "q",
                "state",
                "ceiling",
                "project",
                "product",
            ],
        )],
        announces: &["agreements"],
        filters: &[("agreement", "框架协议", "Agreement")],
        reads: &[("/agreements", &["agreements", "contracts", "organisations", "projects"])],
        ..Declaration::NONE
    },
);
