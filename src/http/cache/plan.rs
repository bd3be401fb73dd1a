//! Which pages are cached, and what each of them reads: it is rendered again when one of these has
//! changed. A test asks the database which tables each page opens and compares.

use crate::{
    http::{
        changes::Bits,
        routes::{Access, Kind, Route},
        state::App,
    },
    site::store::READS,
    web::declaration::Declarations,
};
use std::collections::HashMap;

/// By route.
pub type Plan = HashMap<String, Bits>;

/// The routes whose answers are cached: pages, and the read API.
pub fn plan(app: &App, routes: &[Route]) -> Plan {
    let is_public = |route: &&Route| route.method == "GET" && route.rule == Access::Public;
    let is_kept = |route: &&Route| {
        is_public(route) && (route.kind == Kind::Page || route.path.starts_with("/api/v1/"))
    };
    routes
        .iter()
        .filter(is_kept)
        .map(|route| {
            (route.path.clone(), app.changes().bits(&reads(app.declarations(), &route.path)))
        })
        .collect()
}

/// What the page of a route reads, with its frame; `anything` where no noun says.
pub fn reads(declared: &Declarations, route: &str) -> Vec<&'static str> {
    let route = route.strip_prefix("/en").filter(|rest| rest.starts_with('/')).unwrap_or(route);
    match declared.reads(route) {
        Some(names) => READS.iter().chain(names).copied().collect(),
        None => vec!["anything"],
    }
}
