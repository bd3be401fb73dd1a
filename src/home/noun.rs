//! What the site knows of home.

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
        links: &[Link::new(Index::Fair, "本届展会", "This edition", "/")
            .in_menu("展会", "Fair")
            .in_dock("展会", "Fair", "i-home")],
        ..Declaration::NONE
    },
);
