//! What the site knows of deliveries.

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
        links: &[
            Link::new(Index::Ledgers, "到货验收", "Deliveries", "/deliveries").under("/projects")
        ],
        public_lists: &[List::new(
            "deliveries",
            "/deliveries",
            &[
                "edition",
                "banner",
                "buyer_kind",
                "buyer",
                "supplier",
                "as_of",
                "q",
                "kind",
                "state",
                "category",
                "contract",
                "project",
                "agreement",
                "product",
                "village",
                "township",
            ],
        )],
        announces: &["deliveries"],

        ..Declaration::NONE
    },
);
