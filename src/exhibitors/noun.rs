//! What the site knows of exhibitors.

use super::{handlers::routes, model::trail::EXHIBITORS};
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
        links: &[Link::new(Index::Directory, "展商", "Exhibitors", "/exhibitors")
            .in_menu("展商", "Exhibitors")
            .in_dock("展商", "Exhibitors", "i-stall")],
        public_lists: &[List::new(
            "exhibitors",
            "/exhibitors",
            &["edition", "q", "banner", "kind", "zone", "certification", "as_of"],
        )
        .by_edition()],
        announces: &["exhibitors"],
        reads: &[("/exhibitors", &["exhibitors", "organisations", "products"])],
        records: &[&EXHIBITORS],
        ..Declaration::NONE
    },
);
