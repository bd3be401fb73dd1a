//! The matrix: every route that is not public × every role. It is written by hand
//! beside the tests of each noun, so that a changed rule in the code is noticed; a route that is
//! missing there fails.

mod bodies;
mod matrix;
mod records;

use crate::harness::site::TestApp;
use axum::http::StatusCode;
use farmfair::{
    app,
    http::routes::{Access, Kind},
    identity::model::role::Role,
};
use matrix::{doors, matrix};
use std::collections::BTreeSet;

/// A route, and its roles.
pub type Admitted = (&'static str, &'static [&'static str]);

pub const SUPPLIER: &[&str] = &["supplier"];
pub const PARTIES: &[&str] = &["supplier", "buyer"];
pub const PARTICIPANTS: &[&str] = &["supplier", "buyer", "village_team"];
pub const OFFICERS: &[&str] = &["banner_officer", "organiser"];
pub const STAFF: &[&str] = &["banner_officer", "organiser", "auditor"];
pub const DESKS: &[&str] = &["banner_officer", "organiser", "auditor", "administrator"];
pub const ORGANISER: &[&str] = &["organiser"];
pub const AUDITOR: &[&str] = &["auditor"];
pub const ADMINISTRATOR: &[&str] = &["administrator"];
pub const OF_USERS: &[&str] = &["auditor", "administrator"];
pub const EVERYONE: &[&str] = &[
    "supplier",
    "buyer",
    "village_team",
    "banner_officer",
    "organiser",
    "auditor",
    "administrator",
];

/// The id of a record that does not exist.
const NOBODYS: &str = "999999999";

/// A file, which has no language.
fn is_plain(route: &str) -> bool {
    let routes = app::routes(app::NOUNS);
    routes.list().iter().any(|known| {
        format!("{} {}", known.method, known.path) == route && known.kind == Kind::Plain
    })
}

fn in_chinese(path: &str) -> bool {
    path != "/en" && !path.starts_with("/en/")
}

#[test]
fn every_route_is_everybodys_or_in_the_matrix() {
    let routes = app::routes(app::NOUNS);
    let named = |rule: fn(Access) -> bool| -> BTreeSet<String> {
        let routes =
            routes.list().iter().filter(|route| rule(route.rule) && in_chinese(&route.path));
        routes.map(|route| format!("{} {}", route.method, route.path)).collect()
    };
    let known: BTreeSet<String> = matrix().iter().map(|(route, _)| (*route).to_string()).collect();
    assert_eq!(
        named(|rule| matches!(rule, Access::Requires(_))),
        known,
        "a route belongs into the matrix with the roles that are admitted"
    );
    assert_eq!(
        named(|rule| rule == Access::PublicUncached),
        doors().iter().map(ToString::to_string).collect()
    );
    // Public routes only read.
    assert!(
        routes.list().iter().all(|route| route.rule != Access::Public || route.method == "GET")
    );
}

#[test]
fn both_languages_have_the_same_rule() {
    let routes = app::routes(app::NOUNS);
    for route in
        routes.list().iter().filter(|route| !in_chinese(&route.path) && route.path != "/en")
    {
        let path = route.path.strip_prefix("/en").unwrap();
        let twin = routes
            .list()
            .iter()
            .find(|twin| twin.path == path && twin.method == route.method)
            .unwrap();
        assert_eq!(twin.rule, route.rule, "{}", route.path);
    }
}

#[tokio::test]
async fn each_role_is_admitted_where_the_matrix_says_so_and_nowhere_else() {
    let app = TestApp::own_fair().await;
    for role in Role::ALL {
        for (route, admitted) in matrix() {
            // Signing out, for example, ends the session.
            let person = app.someone(*role).await;
            let (method, path) = route.split_once(' ').unwrap();
            let path = path.replace("{id}", NOBODYS).replace("{ordinal}", NOBODYS);
            for path in [path.clone(), format!("/en{path}")] {
                if path.starts_with("/en") && is_plain(route) {
                    continue;
                }
                let answer = if method == "GET" {
                    person.get(&path).await
                } else {
                    person.post(&path, &[]).await
                };
                let is_admitted = admitted.contains(&role.code());
                assert_eq!(
                    answer.status != StatusCode::FORBIDDEN,
                    is_admitted || answer.header("location").contains("/login"),
                    "{role:?} {route}: {}",
                    answer.status
                );
                assert!(!answer.status.is_server_error(), "{role:?} {route}");
                assert_eq!(answer.header("cache-control"), "no-store", "{role:?} {route}");
            }
        }
    }
    let refused =
        app.text("select count(*)::text from audit_events where action = 'refused'").await;
    assert!(refused.parse::<i64>().unwrap() > 50, "refusals are in the trail: {refused}");
}

#[tokio::test]
async fn a_stranger_is_shown_to_the_door() {
    let app = TestApp::fair().await;
    for (route, _) in matrix() {
        let (method, path) = route.split_once(' ').unwrap();
        let path = path.replace("{id}", "1").replace("{ordinal}", "1");
        let answer =
            if method == "GET" { app.get(&path).await } else { app.post(&path, &[], "").await };
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{route}");
        let next = form_urlencoded::byte_serialize(path.as_bytes()).collect::<String>();
        let door =
            if method == "GET" { format!("/login?next={next}") } else { "/login".to_string() };
        assert_eq!(answer.header("location"), door, "{route}");
    }
}

#[tokio::test]
async fn anothers_record_is_answered_like_one_that_is_not_there() {
    let app = TestApp::own_fair().await;
    let (one, other) = (app.someone(Role::Supplier).await, app.someone(Role::Supplier).await);
    let session = app.texts("select max(id)::text from sessions").await.remove(0);
    let foreign = one.post(&format!("/account/sessions/{session}/ending"), &[]).await;
    let nobodys = one.post(&format!("/account/sessions/{NOBODYS}/ending"), &[]).await;
    assert_eq!((foreign.status, nobodys.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(foreign.html().text("main"), nobodys.html().text("main"));
    assert_eq!(other.get("/my").await.status, StatusCode::OK, "the other is still signed in");
    let administrator = app.someone(Role::Administrator).await;
    for act in ["invitation", "disabling", "enabling"] {
        assert_eq!(
            administrator.post(&format!("/admin/users/{NOBODYS}/{act}"), &[]).await.status,
            StatusCode::NOT_FOUND,
            "{act}"
        );
    }
}
