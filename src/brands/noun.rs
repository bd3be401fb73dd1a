//! What the site knows of brands.

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
        links: &[Link::new(Index::Directory, "品牌", "Brands", "/brands").under("/products")],
        public_lists: &[List::new(
            "brands",
            "/brands",
            &["q", "banner", "trademark", "named", "as_of"],
        )],
        filters: &[("brand", "品牌", "Brand")],
        announces: &["brands"],
        reads: &[
            ("/brands", &["brands", "exhibitors", "organisations", "products"]),
            ("/brands/{id}", &["brands", "exhibitors", "files", "organisations", "products"]),
        ],
        ..Declaration::NONE
    },
);
