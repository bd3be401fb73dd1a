//! The nouns that the pages of each route read, as migrations/0002_changes.sql announces them: a
//! page is rendered again when one of its nouns has changed. A test asks the database which tables
//! each page opens and compares this list with them. A route that is not here is rendered again
//! after any change.

use crate::kit::{
    cache::Plan,
    changes::Changes,
    routes::{Access, Kind, Route},
};

/// All tracked nouns.
pub const NOUNS: &[&str] = &[
    "audit",
    "identity",
    "files",
    "messages",
    "installation",
    "vocabularies",
    "places",
    "organisations",
    "fairs",
    "brands",
    "products",
    "exhibitors",
    "enquiries",
    "applications",
    "imports",
    "projects",
    "agreements",
    "contracts",
    "deliveries",
    "payments",
    "journal",
    "indicators",
    "search",
];

/// The nouns of every page's frame (`site::store::READS`) are not repeated here.
const READS: &[(&str, &[&str])] = &[
    ("/about", &[]),
    ("/brands", &["brands", "exhibitors", "organisations", "products"]),
    ("/brands/{id}", &["brands", "exhibitors", "files", "organisations", "products"]),
    (
        "/products",
        &["brands", "exhibitors", "files", "organisations", "products", "search", "vocabularies"],
    ),
    ("/exhibitors", &["exhibitors", "organisations", "products"]),
    ("/fairs/{ordinal}/floor-plan", &["exhibitors", "organisations", "products"]),
    ("/fairs/{ordinal}/sales", &["exhibitors", "organisations", "products"]),
    ("/projects", &["organisations", "projects"]),
    ("/agreements", &["agreements", "contracts", "organisations", "projects"]),
    (
        "/contracts",
        &["agreements", "contracts", "deliveries", "journal", "organisations", "projects"],
    ),
];

/// The routes whose answers are cached: pages, and the read API.
pub fn plan(routes: &[Route], changes: &Changes) -> Plan {
    let is_public = |route: &&Route| route.method == "GET" && route.rule == Access::Public;
    let is_kept = |route: &&Route| {
        is_public(route) && (route.kind == Kind::Page || route.path.starts_with("/api/v1/"))
    };
    routes
        .iter()
        .filter(is_kept)
        .map(|route| (route.path.clone(), changes.nouns(&reads(&route.path))))
        .collect()
}

/// Every noun, for routes that are not listed.
pub fn reads(path: &str) -> Vec<&'static str> {
    let path = path.strip_prefix("/en").filter(|rest| rest.starts_with('/')).unwrap_or(path);
    match READS.iter().find(|(route, _)| *route == path) {
        Some((_, nouns)) => crate::site::store::READS.iter().chain(*nouns).copied().collect(),
        None => vec!["anything"],
    }
}
