use super::invite;
use crate::harness::{actors::PASSWORD, site::TestApp};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

#[tokio::test]
async fn the_trail_is_only_added_to() {
    let app = TestApp::own_fair().await;
    app.someone(Role::Organiser).await.get("/admin/audit").await;
    for sql in ["update audit_events set actor = 'x'", "delete from audit_events", "truncate audit_events"] {
        let refusal = sqlx::query(sql).execute(&app.pool).await.unwrap_err().into_database_error().unwrap();
        assert_eq!(refusal.code().as_deref(), Some("42501"), "{sql} as the server");
    }
    let mut owner = app.urls.owner().await;
    for sql in ["update audit_events set actor = 'x'", "delete from audit_events"] {
        assert!(sqlx::query(sql).execute(&mut owner).await.is_err(), "{sql} as the owner");
    }
    assert_eq!(app.text("select count(*)::text from audit_events where action = 'refused'").await, "1");
}

#[tokio::test]
async fn an_auditor_reads_who_did_what_and_takes_it_along() {
    let app = TestApp::own_fair().await;
    let (auditor, administrator) = (app.someone(Role::Auditor).await, app.someone(Role::Administrator).await);
    let fields = [("login", "=cmd"), ("name", "甲"), ("role", "banner_officer"), ("scope", "150624")];
    assert_eq!(invite(&administrator, &fields).await.status, StatusCode::OK);
    app.post("/login", &[("login", "13900000000"), ("password", PASSWORD)], "").await;
    let page = auditor.get("/admin/audit").await.html();
    let rows = page.all("tbody tr");
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[0].contains("13900000000") && rows[0].contains("登录被拒"), "{}", rows[0]);
    assert!(rows[1].contains(&administrator.login) && rows[1].contains("150624") && rows[1].contains("新建"), "{}", rows[1]);
    assert_eq!(auditor.get("/admin/audit?action=create").await.html().count("tbody tr"), 1);
    assert_eq!(auditor.get(&format!("/admin/audit?q={}", administrator.login)).await.html().count("tbody tr"), 1);
    assert_eq!(auditor.get("/admin/audit?to=2020-01-01").await.html().count("tbody tr"), 0);
    assert_eq!(auditor.get("/admin/audit?action=nonsense").await.status, StatusCode::BAD_REQUEST);
    let sheet = auditor.get("/admin/audit.csv?action=create").await;
    let lines: Vec<&str> = sheet.body.lines().collect();
    assert_eq!(lines.len(), 2, "{}", sheet.body);
    assert!(lines[1].contains("'=cmd"), "no formula leaves the house: {}", lines[1]);
    assert!(auditor.get("/admin/audit").await.html().text("tbody tr").contains("导出"), "that it was taken is in the trail");
}

#[tokio::test]
async fn no_password_and_no_code_stands_in_the_trail() {
    let app = TestApp::own_fair().await;
    let person = app.someone(Role::Supplier).await;
    let new = "the eighth sheep stayed home";
    person.post("/account/password", &[("old", PASSWORD), ("new", new), ("again", new)]).await;
    let all = app.texts("select e::text from audit_events e").await.join("\n");
    assert!(all.contains("password") && !all.contains(new) && !all.contains(PASSWORD), "{all}");
}
