//! Routes, noted as they are registered: `farmfair routes` prints the list, and tests compare it
//! with theirs. Each route is registered with its access rule; there is no way to register one
//! without.

use super::state::App;
use crate::identity::model::permissions::Right;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    routing::{MethodRouter, get, post},
};

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    pub method: &'static str,
    pub path: String,
    pub kind: Kind,
    pub rule: Access,
    /// An upload or an export: it may take longer.
    pub is_long: bool,
}

/// The kind of answer of a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A page, which exists in both languages.
    Page,
    /// A file or an answer for programs, in no language.
    Plain,
}

/// Who is admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// Everybody.
    Public,
    /// For signing in, or writing without an account: everybody, but never cached, since the answer
    /// depends on the visitor.
    PublicUncached,
    /// Users whose role has this right.
    Requires(Right),
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
    pub fn page<H, T>(self, path: &str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.in_both_languages("GET", path, Access::Public, get(handler))
    }

    /// A page for users whom `rule` admits.
    pub fn page_for<H, T>(self, rule: Access, path: &str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.in_both_languages("GET", path, rule, get(handler))
    }

    /// A POST to `path` for users whom `rule` admits.
    pub fn post_for<H, T>(self, rule: Access, path: &str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.in_both_languages("POST", path, rule, post(handler))
    }

    /// The same for a form with files, of `most` bytes altogether.
    pub fn upload_for<H, T>(self, rule: Access, path: &str, most: usize, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        let route =
            |path: String| Route { method: "POST", path, kind: Kind::Page, rule, is_long: true };
        let handler = post(handler).layer(DefaultBodyLimit::max(most));
        self.at(route(path.to_string()), handler.clone()).at(route(format!("/en{path}")), handler)
    }

    /// An answer for programs, at `path` only.
    pub fn plain<H, T>(self, path: &str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.plain_for(Access::Public, path, handler)
    }

    /// A file for users whom `rule` admits.
    pub fn plain_for<H, T>(self, rule: Access, path: &str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.at(
            Route {
                method: "GET",
                path: path.to_string(),
                kind: Kind::Plain,
                rule,
                is_long: false,
            },
            get(handler),
        )
    }

    /// A file that is generated on request.
    pub fn download_for<H, T>(self, rule: Access, path: &str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.at(
            Route { method: "GET", path: path.to_string(), kind: Kind::Plain, rule, is_long: true },
            get(handler),
        )
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

    fn in_both_languages(
        self,
        method: &'static str,
        path: &str,
        rule: Access,
        handler: MethodRouter<App>,
    ) -> Self {
        let route = |path: String| Route { method, path, kind: Kind::Page, rule, is_long: false };
        self.at(route(path.to_string()), handler.clone()).at(route(format!("/en{path}")), handler)
    }

    fn at(mut self, route: Route, handler: MethodRouter<App>) -> Self {
        self.router = self.router.route(&route.path, handler);
        self.list.push(route);
        self
    }
}
