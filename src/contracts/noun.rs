//! What the site knows of contracts.

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
            Link::new(Index::Ledgers, "采购合同", "Contracts", "/contracts").under("/projects")
        ],
        public_lists: &[List::new(
            "contracts",
            "/contracts",
            &[
                "edition",
                "banner",
                "buyer_kind",
                "buyer",
                "supplier",
                "as_of",
                "q",
                "method",
                "state",
                "project",
                "agreement",
                "product",
                "village",
                "township",
            ],
        )],
        announces: &["contracts"],
        filters: &[("contract", "采购合同", "Contract")],
        reads: &[(
            "/contracts",
            &["agreements", "contracts", "deliveries", "journal", "organisations", "projects"],
        )],
        ..Declaration::NONE
    },
);
