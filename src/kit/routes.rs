//! Routes, noted down as they are registered: `farmfair routes` prints the list and tests hold it
//! against what they know.

use super::state::App;
use axum::{Router, handler::Handler, routing::get};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    pub method: &'static str,
    pub path: String,
    pub kind: Kind,
}

/// What a route answers with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A page, which exists in both languages.
    Page,
    /// A file or a word for machines, in none.
    Plain,
}

#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    list: Vec<Route>,
}

impl Routes {
    pub fn new() -> Self {
        Self::default()
    }

    /// A page at `path`, and in English at `/en` + `path`.
    pub fn page<H, T>(mut self, path: &str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        for path in [path.to_string(), format!("/en{path}")] {
            self.router = self.router.route(&path, get(handler.clone()));
            self.list.push(Route { method: "GET", path, kind: Kind::Page });
        }
        self
    }

    /// Something for machines at `path` alone.
    pub fn plain<H, T>(mut self, path: &str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.router = self.router.route(path, get(handler));
        self.list.push(Route { method: "GET", path: path.to_string(), kind: Kind::Plain });
        self
    }

    pub fn merge(mut self, other: Routes) -> Self {
        self.router = self.router.merge(other.router);
        self.list.extend(other.list);
        self
    }

    pub fn list(&self) -> &[Route] {
        &self.list
    }

    pub fn into_router(self) -> Router<App> {
        self.router
    }
}
