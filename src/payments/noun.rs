//! What the site knows of payments.

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
        links: &[Link::new(Index::Ledgers, "付款", "Payments", "/payments").under("/projects")],
        public_lists: &[List::new(
            "payments",
            "/payments",
            &["buyer_kind", "buyer", "month", "period", "as_of"],
        )],
        announces: &["payments"],
        ..Declaration::NONE
    },
);
