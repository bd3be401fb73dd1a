//! The matrix: every route that is not everybody's × every role. Written down here by hand, so that a rule
//! changed in the code is noticed; a route that is not here fails.

mod bodies;
mod records;

use crate::harness::site::TestApp;
use axum::http::StatusCode;
use farmfair::{
    app,
    identity::model::role::Role,
    kit::routes::{Kind, Rule},
};
use std::collections::BTreeSet;

const EVERYONE: &[&str] = &[
    "supplier",
    "buyer",
    "village_team",
    "banner_officer",
    "organiser",
    "auditor",
    "administrator",
];

/// Route, and the roles that are admitted.
const MATRIX: &[(&str, &[&str])] = &[
    ("POST /logout", EVERYONE),
    ("GET /account", EVERYONE),
    ("POST /account/email", EVERYONE),
    ("POST /account/password", EVERYONE),
    ("POST /account/sessions/{id}/ending", EVERYONE),
    ("GET /account/second-factor", EVERYONE),
    ("POST /account/second-factor", EVERYONE),
    ("POST /account/second-factor/removal", EVERYONE),
    ("GET /my", &["supplier", "buyer", "village_team"]),
    ("GET /my/products", &["supplier"]),
    ("GET /my/products/new", &["supplier"]),
    ("POST /my/products", &["supplier"]),
    ("GET /my/products/{id}", &["supplier"]),
    ("POST /my/products/{id}", &["supplier"]),
    ("POST /my/products/{id}/withdrawal", &["supplier"]),
    ("GET /my/files/{code}/{name}", &["supplier"]),
    ("GET /my/products/{id}/photos", &["supplier"]),
    ("POST /my/products/{id}/photos", &["supplier"]),
    ("POST /my/photos/{id}", &["supplier"]),
    ("POST /my/photos/{id}/place", &["supplier"]),
    ("POST /my/photos/{id}/removal", &["supplier"]),
    ("GET /admin/files/{code}/{name}", &["banner_officer", "organiser", "auditor"]),
    ("GET /my/profile", &["supplier", "buyer", "village_team"]),
    ("POST /my/profile", &["supplier", "buyer"]),
    ("GET /my/history", &["supplier", "buyer", "village_team"]),
    ("GET /my/certifications", &["supplier"]),
    ("GET /my/certifications/new", &["supplier"]),
    ("POST /my/certifications", &["supplier"]),
    ("GET /my/certifications/{id}", &["supplier"]),
    ("POST /my/certifications/{id}", &["supplier"]),
    ("POST /my/certifications/{id}/removal", &["supplier"]),
    ("GET /admin/certifications", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/certifications.csv", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/certifications.xlsx", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/certifications/selection", &["banner_officer", "organiser"]),
    ("POST /admin/certifications/selection", &["banner_officer", "organiser"]),
    ("GET /admin/certifications/{id}", &["banner_officer", "organiser", "auditor"]),
    ("POST /admin/certifications/{id}/verification", &["banner_officer", "organiser"]),
    ("POST /admin/certifications/{id}/return", &["banner_officer", "organiser"]),
    ("GET /my/trademarks", &["supplier"]),
    ("GET /my/trademarks/new", &["supplier"]),
    ("POST /my/trademarks", &["supplier"]),
    ("GET /my/trademarks/{id}", &["supplier"]),
    ("POST /my/trademarks/{id}", &["supplier"]),
    ("GET /admin/trademarks", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/trademarks.csv", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/trademarks.xlsx", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/trademarks/selection", &["banner_officer", "organiser"]),
    ("POST /admin/trademarks/selection", &["banner_officer", "organiser"]),
    ("GET /admin/trademarks/{id}", &["banner_officer", "organiser", "auditor"]),
    ("POST /admin/trademarks/{id}/verification", &["banner_officer", "organiser"]),
    ("POST /admin/trademarks/{id}/return", &["banner_officer", "organiser"]),
    ("GET /my/applications", &["supplier"]),
    ("GET /my/applications/new", &["supplier"]),
    ("POST /my/applications", &["supplier"]),
    ("GET /my/applications/{id}", &["supplier"]),
    ("GET /my/applications/{id}/edit", &["supplier"]),
    ("POST /my/applications/{id}", &["supplier"]),
    ("POST /my/applications/{id}/withdrawal", &["supplier"]),
    ("GET /my/messages", &["supplier", "buyer", "village_team"]),
    ("POST /my/messages/reading", &["supplier", "buyer", "village_team"]),
    ("POST /my/messages/{id}/reading", &["supplier", "buyer", "village_team"]),
    ("GET /my/enquiries", &["supplier"]),
    ("GET /my/enquiries/{id}", &["supplier"]),
    ("POST /my/enquiries/{id}", &["supplier"]),
    ("POST /my/enquiries/{id}/closing", &["supplier"]),
    ("POST /my/enquiries/{id}/spam", &["supplier"]),
    ("POST /my/enquiries/{id}/restoration", &["supplier"]),
    ("GET /admin/enquiries", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/enquiries.csv", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/enquiries.xlsx", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/products", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/products.csv", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/products.xlsx", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/products/selection", &["banner_officer", "organiser"]),
    ("POST /admin/products/selection", &["banner_officer", "organiser"]),
    ("GET /admin/products/{id}", &["banner_officer", "organiser", "auditor"]),
    ("POST /admin/products/{id}/publication", &["banner_officer", "organiser"]),
    ("POST /admin/products/{id}/return", &["banner_officer", "organiser"]),
    ("GET /admin", &["banner_officer", "organiser", "auditor", "administrator"]),
    ("GET /admin/editions", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/editions/new", &["organiser"]),
    ("POST /admin/editions", &["organiser"]),
    ("GET /admin/editions/{ordinal}", &["banner_officer", "organiser", "auditor"]),
    ("POST /admin/editions/{ordinal}", &["organiser"]),
    ("POST /admin/editions/{ordinal}/step", &["organiser"]),
    ("GET /admin/editions/{ordinal}/floor-plan", &["banner_officer", "organiser", "auditor"]),
    ("POST /admin/editions/{ordinal}/zones", &["organiser"]),
    ("POST /admin/zones/{id}", &["organiser"]),
    ("POST /admin/zones/{id}/removal", &["organiser"]),
    ("POST /admin/zones/{id}/grid", &["organiser"]),
    ("POST /admin/zones/{id}/clearing", &["organiser"]),
    ("POST /admin/booths/{id}/place", &["organiser"]),
    ("POST /admin/booths/{id}/removal", &["organiser"]),
    ("GET /admin/editions/{ordinal}/booths", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/editions/{ordinal}/booths.csv", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/editions/{ordinal}/booths.xlsx", &["banner_officer", "organiser", "auditor"]),
    ("POST /admin/editions/{ordinal}/booths", &["organiser"]),
    ("GET /admin/booths/{id}", &["banner_officer", "organiser", "auditor"]),
    ("POST /admin/booths/{id}/exchange", &["organiser"]),
    ("POST /admin/booths/{id}/release", &["organiser"]),
    ("GET /admin/editions/{ordinal}/booth-cards", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/editions/{ordinal}/badges", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/applications", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/applications.csv", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/applications.xlsx", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/applications/selection", &["banner_officer", "organiser"]),
    ("POST /admin/applications/selection", &["banner_officer", "organiser"]),
    ("GET /admin/applications/{id}", &["banner_officer", "organiser", "auditor"]),
    ("POST /admin/applications/{id}/recommendation", &["banner_officer", "organiser"]),
    ("POST /admin/applications/{id}/refusal", &["banner_officer", "organiser"]),
    ("POST /admin/applications/{id}/approval", &["organiser"]),
    ("POST /admin/applications/{id}/check-in", &["organiser"]),
    ("GET /admin/editions/{ordinal}/publication", &["organiser"]),
    ("POST /admin/editions/{ordinal}/publication", &["organiser"]),
    ("GET /admin/organisations", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/organisations.csv", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/organisations.xlsx", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/organisations/{id}", &["banner_officer", "organiser", "auditor"]),
    ("POST /admin/organisations/{id}", &["banner_officer", "organiser"]),
    ("GET /admin/imports", &["banner_officer", "organiser", "auditor"]),
    ("POST /admin/imports", &["banner_officer", "organiser"]),
    ("GET /admin/imports/template/exhibitors.xlsx", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/imports/template/products.xlsx", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/imports/{id}", &["banner_officer", "organiser", "auditor"]),
    ("POST /admin/imports/{id}/application", &["banner_officer", "organiser"]),
    ("POST /admin/imports/{id}/discard", &["banner_officer", "organiser"]),
    ("GET /admin/registrations", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/registrations.csv", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/registrations.xlsx", &["banner_officer", "organiser", "auditor"]),
    ("GET /admin/registrations/{id}", &["banner_officer", "organiser", "auditor"]),
    ("POST /admin/registrations/{id}/admission", &["banner_officer", "organiser"]),
    ("POST /admin/registrations/{id}/return", &["banner_officer", "organiser"]),
    ("POST /admin/registrations/{id}/refusal", &["banner_officer", "organiser"]),
    ("GET /admin/users", &["auditor", "administrator"]),
    ("GET /admin/users.csv", &["auditor", "administrator"]),
    ("GET /admin/users.xlsx", &["auditor", "administrator"]),
    ("POST /admin/filters", &["banner_officer", "organiser", "auditor", "administrator"]),
    (
        "POST /admin/filters/{id}/removal",
        &["banner_officer", "organiser", "auditor", "administrator"],
    ),
    ("GET /admin/search", &["banner_officer", "organiser", "auditor", "administrator"]),
    ("GET /admin/users/new", &["administrator"]),
    ("POST /admin/users", &["administrator"]),
    ("GET /admin/users/scopes", &["administrator"]),
    ("GET /admin/users/{id}", &["auditor", "administrator"]),
    ("POST /admin/users/{id}", &["administrator"]),
    ("POST /admin/users/{id}/second-factor-removal", &["administrator"]),
    ("POST /admin/users/{id}/role", &["administrator"]),
    ("POST /admin/users/{id}/invitation", &["administrator"]),
    ("POST /admin/users/{id}/disabling", &["administrator"]),
    ("POST /admin/users/{id}/enabling", &["administrator"]),
    ("GET /admin/audit", &["auditor"]),
    ("GET /admin/audit.csv", &["auditor"]),
    ("GET /admin/audit.xlsx", &["auditor"]),
];

/// Where one comes to sign in, or to ask without an account; each has tests of its own.
const DOORS: &[&str] = &[
    "GET /login",
    "POST /login",
    "GET /login/code",
    "POST /login/code",
    "GET /invitations/{code}",
    "POST /invitations/{code}",
    "GET /register",
    "POST /register",
    "GET /register/{code}",
    "POST /register/{code}",
    "GET /exhibitors/{id}/enquiry",
    "POST /exhibitors/{id}/enquiry",
    "GET /enquiries/{code}",
    "POST /enquiries/{code}",
    "POST /enquiries/{code}/closing",
    "POST /enquiries/{code}/withdrawal",
];

/// A record that is nobody's.
const NOBODYS: &str = "999999999";

/// A file, which is in no language.
fn is_plain(route: &str) -> bool {
    let routes = app::routes();
    routes.list().iter().any(|known| {
        format!("{} {}", known.method, known.path) == route && known.kind == Kind::Plain
    })
}

fn in_chinese(path: &str) -> bool {
    path != "/en" && !path.starts_with("/en/")
}

#[test]
fn every_route_is_everybodys_or_in_the_matrix() {
    let routes = app::routes();
    let named = |rule: fn(Rule) -> bool| -> BTreeSet<String> {
        let routes =
            routes.list().iter().filter(|route| rule(route.rule) && in_chinese(&route.path));
        routes.map(|route| format!("{} {}", route.method, route.path)).collect()
    };
    let known: BTreeSet<String> = MATRIX.iter().map(|(route, _)| (*route).to_string()).collect();
    assert_eq!(
        named(|rule| matches!(rule, Rule::May(_))),
        known,
        "a route belongs into the matrix with the roles that are admitted"
    );
    assert_eq!(named(|rule| rule == Rule::Door), DOORS.iter().map(ToString::to_string).collect());
    // What is everybody's only reads.
    assert!(routes.list().iter().all(|route| route.rule != Rule::Public || route.method == "GET"));
}

#[test]
fn both_languages_have_the_same_rule() {
    let routes = app::routes();
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
        for (route, admitted) in MATRIX {
            // Signing out, for one, ends the session.
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
    for (route, _) in MATRIX {
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
