//! Forms that no browser sends, on every route: refused with a page of the site, and nothing
//! breaks.

use super::{NOBODYS, doors, matrix};
use crate::harness::{
    actors::FORM,
    site::{Answer, TestApp},
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

const HOSTILE: &[(&str, &[u8])] = &[
    (FORM, b"name=a%00b&version=1"),
    (FORM, b"name=\0"),
    (FORM, b"name=%ff%fe"),
    (FORM, b"na%00me=1"),
    (FORM, b"%"),
    (FORM, b"form=x&version=99999999999999999999&id=-1&name=%F0%9F%90%91"),
    ("text/plain", b"name=a"),
    ("application/json", b"{\"name\": \"a\"}"),
    ("multipart/form-data", b"no boundary"),
    (
        "multipart/form-data; boundary=b",
        b"--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\na\0b\r\n--b--\r\n",
    ),
    (
        "multipart/form-data; boundary=b",
        b"--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nnever ends",
    ),
];

fn is_civil(answer: &Answer, what: &str) {
    let status = answer.status;
    assert!(!status.is_server_error(), "{what}: {status}");
    if status.is_client_error() {
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{what}: {status}");
        assert_eq!(
            answer.html().count("header .mast, .mast"),
            1,
            "{what}: {status} in the site's dress"
        );
    }
}

#[tokio::test]
async fn no_form_breaks_a_desk() {
    let app = TestApp::own_fair().await;
    for role in Role::ALL {
        for (route, _) in matrix().iter().filter(|(route, roles)| {
            route.starts_with("POST") && roles.first() == Some(&role.code())
        }) {
            let person = app.someone(*role).await;
            let path = route
                .trim_start_matches("POST ")
                .replace("{id}", NOBODYS)
                .replace("{ordinal}", "3");
            for (kind, body) in HOSTILE {
                let answer = app.post_body(&path, (kind, body), &person.cookie).await;
                is_civil(&answer, &format!("{role:?} {route} {kind} {body:?}"));
            }
        }
    }
}

#[tokio::test]
async fn no_form_breaks_a_door() {
    let app = TestApp::own_fair().await;
    let exhibitor = app.text("select min(id)::text from public_exhibitors").await;
    for route in doors().iter().filter_map(|route| route.strip_prefix("POST ")) {
        let path = route.replace("{id}", &exhibitor).replace("{code}", NOBODYS);
        for (kind, body) in HOSTILE {
            is_civil(
                &app.post_body(&path, (kind, body), "").await,
                &format!("{route} {kind} {body:?}"),
            );
        }
    }
}

#[tokio::test]
async fn who_signs_in_with_nonsense_is_told_so() {
    let app = TestApp::own_fair().await;
    for body in ["login=a%00b&password=x", "login=a&login=b&password=x"] {
        let refused = app.post_body("/en/login", (FORM, body.as_bytes()), "").await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(refused.html().text("h1"), "We can't read this form");
    }
    let long: String = (0..5000).map(|n| char::from(b'a' + (n * 7 % 26) as u8)).collect();
    let wrong =
        app.post("/login", &[("login", &long), ("password", "seven white sheep")], "").await;
    let usual =
        app.post("/login", &[("login", "nobody"), ("password", "seven white sheep")], "").await;
    assert_eq!(
        (wrong.status, wrong.html().text(".errors")),
        (usual.status, usual.html().text(".errors"))
    );
}
