//! The rail beside every page of the back office says where one is.

use farmfair::{
    app,
    http::routes::{Access, Kind},
};

/// Pages of no entry: one is led there by the search box or by a saved filter.
const OUTSIDE: &[&str] = &["/admin/search"];

#[test]
fn every_page_of_the_back_office_belongs_to_one_entry() {
    let declared = app::declarations(app::NOUNS);
    let rail = declared.rail();
    let mut lost: Vec<String> = Vec::new();
    for route in app::routes(app::NOUNS).list() {
        let is_shown = route.method == "GET" && route.kind == Kind::Page;
        let is_english = route.path == "/en" || route.path.starts_with("/en/");
        if !is_shown || is_english || !matches!(route.rule, Access::Requires(_)) {
            continue;
        }
        let entries = rail.iter().filter(|entry| entry.covers(&route.path)).count();
        let expected = usize::from(!OUTSIDE.contains(&route.path.as_str()));
        if entries != expected {
            lost.push(format!("{}: {entries}", route.path));
        }
    }
    assert!(lost.is_empty(), "{lost:#?}");
}
