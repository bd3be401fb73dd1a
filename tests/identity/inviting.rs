//! Invitations by scope, and changes of an account by an administrator.

use super::invite;
use crate::harness::{
    actors::{FORM, PASSWORD},
    site::TestApp,
};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use farmfair::identity::{actions, model::role::Role};

async fn scope(app: &TestApp, login: &str) -> String {
    let sql = "select u.login || ' ' || coalesce(r.organisation_id::text, r.village_code, r.banner_code, 'all')
               from users u join user_roles r on r.user_id = u.id";
    let all = app.texts(sql).await;
    let of = |line: &String| line.strip_prefix(&format!("{login} ")).map(str::to_string);
    all.iter().find_map(of).unwrap_or_default()
}

#[tokio::test]
async fn a_scope_is_typed_as_people_call_it() {
    let app = TestApp::own_fair().await;
    let administrator = app.someone(Role::Administrator).await;
    let (id, name) = (
        app.text("select min(id)::text from organisations").await,
        "select name from organisations order by id limit 1",
    );
    let name = app.text(name).await;
    let village = "select full_name from divisions where level = 'village' order by code limit 1";
    let village_code = app.text("select min(code) from divisions where level = 'village'").await;
    let village = app.text(village).await;
    for (login, role, typed, kept) in [
        ("13800000001", "supplier", name.as_str(), id.as_str()),
        ("13800000002", "supplier", &id, &id),
        ("13800000003", "banner_officer", "鄂托克旗", "150624"),
        ("13800000004", "banner_officer", "Etuoke Banner", ""),
        ("13800000005", "village_team", &village, &village_code),
        ("13800000006", "auditor", "", "all"),
        ("13800000007", "supplier", "没有这家", ""),
    ] {
        invite(
            &administrator,
            &[("login", login), ("name", "甲"), ("role", role), ("scope", typed)],
        )
        .await;
        assert_eq!(scope(&app, login).await, kept, "{role} {typed}");
    }
}

#[tokio::test]
async fn of_several_of_one_name_the_right_one_is_chosen() {
    let app = TestApp::own_fair().await;
    let administrator = app.someone(Role::Administrator).await;
    let same_name = app.text("select name from divisions where level = 'village' group by name having count(*) > 1 limit 1").await;
    let fields =
        [("login", "13800000001"), ("name", "甲"), ("role", "village_team"), ("scope", &same_name)];
    let several = invite(&administrator, &fields).await;
    assert_eq!(several.status, StatusCode::UNPROCESSABLE_ENTITY);
    let codes = several.html().attributes("input[type=radio][name=scope_code]", "value");
    assert!(codes.len() > 1);
    let chosen: Vec<_> = fields.into_iter().chain([("scope_code", codes[1].as_str())]).collect();
    assert_eq!(invite(&administrator, &chosen).await.status, StatusCode::OK);
    assert_eq!(scope(&app, "13800000001").await, codes[1]);
    let offered = administrator.get("/admin/users/scopes?q=etuoke").await;
    assert_eq!(offered.header("content-type"), "application/json");
    assert!(offered.body.contains("150624"), "{}", offered.body);
}

#[tokio::test]
async fn a_form_sent_twice_invites_one_person_by_a_link_that_works() {
    let app = TestApp::own_fair().await;
    let administrator = app.someone(Role::Administrator).await;
    let form =
        administrator.get("/admin/users/new").await.html().attribute("input[name=form]", "value");
    let fields =
        [("form", form.as_str()), ("login", "13800000001"), ("name", "甲"), ("role", "organiser")];
    administrator.post("/admin/users", &fields).await;
    let second = administrator.post("/admin/users", &fields).await;
    assert_eq!(second.status, StatusCode::OK);
    let link = second.html().attribute("#link", "value").replace("https://fair.example", "");
    assert_eq!(app.get(&link).await.status, StatusCode::OK, "the link on the page that one sees");
    assert_eq!(app.text("select count(*)::text from users where login = '13800000001'").await, "1");
    let bare = administrator.post("/admin/users", &fields[1..]).await;
    assert_eq!(bare.status, StatusCode::FORBIDDEN, "a form of ours has its code");
}

#[tokio::test]
async fn a_new_telephone_number_is_a_new_login_and_another_s_is_not() {
    let app = TestApp::own_fair().await;
    let (administrator, person) =
        (app.someone(Role::Administrator).await, app.someone(Role::Supplier).await);
    let path = format!("/admin/users/{}", person.id);
    let version = administrator.get(&path).await.html().attribute("input[name=version]", "value");
    let taken = administrator
        .post(&path, &[("version", &version), ("login", &administrator.login), ("name", "甲")])
        .await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    administrator
        .post(&path, &[("version", &version), ("login", "１３８００００００09"), ("name", "甲")])
        .await;
    let signed_in =
        app.post("/login", &[("login", "13800000009"), ("password", PASSWORD)], "").await;
    assert_eq!(signed_in.header("location"), "/my");
    let old = administrator
        .post(&path, &[("version", &version), ("login", "13800000010"), ("name", "乙")])
        .await;
    assert_eq!(old.status, StatusCode::SEE_OTHER);
    assert_eq!(
        app.text("select count(*)::text from users where login = '13800000010'").await,
        "0",
        "an old page changes nothing"
    );
    let trail = app
        .texts(
            "select record_id::text from audit_events where noun = 'users' and changes ? 'login'",
        )
        .await;
    assert_eq!(trail, [person.id.to_string()]);
}

#[tokio::test]
async fn who_lost_the_telephone_is_let_in_by_the_password_and_nobody_takes_off_their_own_factor_so()
{
    let app = TestApp::own_fair().await;
    let (administrator, person) =
        (app.someone(Role::Administrator).await, app.someone(Role::Organiser).await);
    app.as_owner("update users set totp_secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'").await;
    let fields = [("login", person.login.as_str()), ("password", PASSWORD)];
    assert!(app.post("/login", &fields, "").await.header("location").starts_with("/login/code"));
    administrator.post(&format!("/admin/users/{}/second-factor-removal", person.id), &[]).await;
    assert_eq!(person.get("/admin").await.status, StatusCode::SEE_OTHER, "their sessions end");
    assert_eq!(app.post("/login", &fields, "").await.header("location"), "/admin");
    administrator
        .post(&format!("/admin/users/{}/second-factor-removal", administrator.id), &[])
        .await;
    let own = [("login", administrator.login.as_str()), ("password", PASSWORD)];
    assert!(app.post("/login", &own, "").await.header("location").starts_with("/login/code"));
    let trail =
        app.texts("select record_id::text from audit_events where action = 'second_factor'").await;
    assert_eq!(trail, [person.id.to_string()]);
}

#[tokio::test]
async fn the_first_administrator_comes_in_by_a_link_from_the_command_line() {
    let app = TestApp::own_fair().await;
    let said = actions::first_administrator(&app.pool, "Chief", Some("甲"), "https://fair.example")
        .await
        .unwrap();
    let link = said.split("https://fair.example").nth(1).unwrap().trim().to_string();
    assert_eq!(
        app.post(&link, &[("new", PASSWORD), ("again", PASSWORD)], "").await.status,
        StatusCode::SEE_OTHER
    );
    let signed_in = app.post("/login", &[("login", "chief"), ("password", PASSWORD)], "").await;
    assert_eq!(signed_in.header("location"), "/admin");
    assert!(
        actions::first_administrator(&app.pool, "chief", None, "https://fair.example")
            .await
            .is_err(),
        "one login, one person"
    );
    assert!(
        actions::first_administrator(&app.pool, "a b", None, "https://fair.example").await.is_err()
    );
}

#[tokio::test]
async fn a_form_that_comes_after_its_session_ended_changes_nothing_and_leads_back_to_its_page() {
    let app = TestApp::own_fair().await;
    let (administrator, supplier) =
        (app.someone(Role::Administrator).await, app.someone(Role::Supplier).await);
    let form = supplier.get("/my/products/new").await.html().attribute("input[name=form]", "value");
    administrator.post(&format!("/admin/users/{}/disabling", supplier.id), &[]).await;
    let before = app.text("select count(*)::text from products").await;
    let post = |referer: &'static str| {
        let body = format!("form={form}&name=x");
        let request = Request::post("/en/my/products")
            .header(header::HOST, "fair.example")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, FORM)
            .header(header::COOKIE, &supplier.cookie)
            .header(header::REFERER, referer);
        app.send(request.body(Body::from(body)).unwrap())
    };
    let answer = post("https://fair.example/en/my/products/new?from=1").await;
    assert_eq!(answer.header("location"), "/en/login?next=%2Fmy%2Fproducts%2Fnew%3Ffrom%3D1");
    assert_eq!(
        post("https://evil.example/en/my/products/new").await.header("location"),
        "/en/login"
    );
    assert_eq!(app.text("select count(*)::text from products").await, before);
}
