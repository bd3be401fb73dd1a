//! A noun as the site map takes it: `app::NOUNS` is the list.

use super::declaration::Declaration;
use crate::http::routes::Routes;

#[derive(Debug, Clone, Copy)]
pub struct Noun {
    pub routes: fn() -> Routes,
    pub declaration: Declaration,
}

impl Noun {
    pub const fn new(routes: fn() -> Routes, declaration: Declaration) -> Self {
        Self { routes, declaration }
    }

    /// A noun without pages of its own.
    pub const fn without_pages(declaration: Declaration) -> Self {
        Self::new(Routes::new, declaration)
    }
}
