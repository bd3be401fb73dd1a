//! What the site knows of about.

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
        links: &[Link::new(Index::About, "关于本站", "About this site", "/about")],
        reads: &[("/about", &[])],
        ..Declaration::NONE
    },
);
