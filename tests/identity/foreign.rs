//! Forms from other sites change nothing. The trail records signed-in users, and the page shows no
//! flash.

use crate::harness::site::{Answer, TestApp};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use farmfair::identity::model::role::Role;

const ELSEWHERE: [(&str, &str); 2] =
    [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")];

async fn send(app: &TestApp, path: &str, (name, value): (&str, &str), cookie: &str) -> Answer {
    let request = Request::post(path)
        .header("host", "fair.example")
        .header(name, value)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", cookie);
    app.send(
        request
            .body(Body::from("name=x&role=auditor&login=evil&note=x&state=published&version=1"))
            .unwrap(),
    )
    .await
}

/// All tables that could have changed.
const KEPT: &str = "select md5(concat((select string_agg(o::text, '' order by id) from organisations o),
                                      (select string_agg(p::text, '' order by id) from products p),
                                      (select string_agg(x::text, '' order by id) from exhibitors x),
                                      (select string_agg(e::text, '' order by id) from editions e),
                                      (select string_agg(u::text, '' order by id) from users u),
                                      (select count(*) from sessions), (select count(*) from saved_filters),
                                      (select count(*) from registrations), (select count(*) from enquiries)))";

#[tokio::test]
async fn a_form_from_another_site_changes_nothing_and_is_recorded() {
    let app = TestApp::own_fair().await;
    let product = app.text("select min(id)::text from products where state = 'published'").await;
    for (role, path) in [
        (Role::Administrator, "/admin/users".to_string()),
        (Role::Administrator, "/logout".into()),
        (Role::Organiser, format!("/admin/products/{product}/return")),
        (Role::Organiser, "/en/admin/editions/3/step".into()),
        (Role::Organiser, "/admin/filters".into()),
        (Role::Supplier, "/my/profile".into()),
        (Role::Supplier, format!("/my/products/{product}/withdrawal")),
        (Role::Supplier, "/my/certifications".into()),
    ] {
        let person = app.someone(role).await;
        let before = app.text(KEPT).await;
        for from in ELSEWHERE {
            let answer = send(&app, &path, from, &person.cookie).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {from:?}");
            assert!(
                !answer.html().text("main").contains("审计记录"),
                "the page does not speak of the trail"
            );
        }
        assert_eq!(app.text(KEPT).await, before, "{path}");
    }
    let noted = app.texts("select label from audit_events where action = 'refused' and note = 'foreign' order by id").await;
    assert!(noted.len() == 16 && noted[0] == "POST /admin/users", "{noted:?}");
    let page = app.someone(Role::Auditor).await.get("/admin/audit?action=refused").await.html();
    assert!(page.text("table.dense").contains("不是从本站页面提交的"));
}

#[tokio::test]
async fn who_is_not_signed_in_cannot_fill_the_trail_from_elsewhere() {
    let app = TestApp::own_fair().await;
    let before = app.text(KEPT).await;
    for path in ["/login", "/en/login", "/register", "/login/code"] {
        for from in ELSEWHERE {
            let answer = send(&app, path, from, "").await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
            let text = answer.html().text("main");
            let said = ["没有修改任何内容", "Nothing was changed"]
                .iter()
                .any(|words| text.contains(words));
            assert!(said && !text.contains("记"), "what is not recorded is not said to be: {text}");
        }
    }
    // A form without our code is treated the same.
    let codeless = app.post("/register", &[("form", "x")], "").await;
    assert_eq!(codeless.status, StatusCode::FORBIDDEN);
    assert!(codeless.html().text("main").contains("没有修改任何内容"));
    assert_eq!(app.text(KEPT).await, before);
    assert_eq!(app.text("select count(*)::text from audit_events").await, "0");
}

#[tokio::test]
async fn who_is_refused_is_told_that_it_is_recorded_and_it_is() {
    let app = TestApp::own_fair().await;
    let refused = app.someone(Role::Supplier).await.get("/admin/audit").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.html().text("main").contains("已记入审计记录"));
    assert_eq!(
        app.texts("select label from audit_events where action = 'refused'").await,
        ["GET /admin/audit"]
    );
}
