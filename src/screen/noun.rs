//! What the site knows of the screen.

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
        links: &[Link::new(Index::Fair, "大屏", "Big screen", "/screen")],
        // The streams wake for the same nouns: signing in or an enquiry changes nothing here.
        reads: &[(
            "/screen",
            &[
                "projects",
                "agreements",
                "contracts",
                "deliveries",
                "payments",
                "journal",
                "organisations",
                "exhibitors",
                "products",
                "fairs",
            ],
        )],
        ..Declaration::NONE
    },
);
