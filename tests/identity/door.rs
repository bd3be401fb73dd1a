use super::invite;
use crate::harness::{actors::PASSWORD, site::TestApp};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use farmfair::identity::model::role::Role;

#[tokio::test]
async fn a_password_opens_and_signing_out_closes() {
    let app = TestApp::own_fair().await;
    let person = app.someone(Role::Organiser).await;
    let capitals = person.login.to_uppercase();
    let answer = app
        .post(
            "/login",
            &[("login", &capitals), ("password", PASSWORD), ("next", "/account?x=1")],
            "",
        )
        .await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/account?x=1"));
    let cookie = answer.headers.get("set-cookie").unwrap().to_str().unwrap();
    for word in ["__Host-", "; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"] {
        assert!(cookie.contains(word), "{cookie}");
    }
    assert!(!cookie.contains("Max-Age"), "staff are signed out with the browser: {cookie}");
    let session = answer.session().unwrap();
    let get = |path: &'static str, session: String| {
        let app = app.clone();
        async move {
            app.send(Request::get(path).header("cookie", session).body(Body::empty()).unwrap())
                .await
        }
    };
    assert_eq!(get("/admin", session.clone()).await.status, StatusCode::OK);
    assert_eq!(
        get("/login", session.clone()).await.header("location"),
        "/admin",
        "who is in need not come in again"
    );
    assert_eq!(app.post("/logout", &[], &session).await.status, StatusCode::SEE_OTHER);
    assert_eq!(get("/admin", session).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn only_paths_of_this_site_are_followed_after_signing_in() {
    let app = TestApp::own_fair().await;
    let person = app.someone(Role::Supplier).await;
    for foreign in ["https://evil.example/", "//evil.example", "/\\evil.example"] {
        let answer = app
            .post(
                "/login",
                &[("login", &person.login), ("password", PASSWORD), ("next", foreign)],
                "",
            )
            .await;
        assert_eq!(answer.header("location"), "/my", "{foreign}");
    }
}

#[tokio::test]
async fn wrong_unknown_and_disabled_are_answered_alike() {
    let app = TestApp::own_fair().await;
    let (known, disabled) = (app.someone(Role::Buyer).await, app.someone(Role::Buyer).await);
    app.as_owner_with(
        "update users set disabled_at = now() where id = $key",
        &disabled.id.to_string(),
    )
    .await;
    let mut said = Vec::new();
    for (login, password) in [
        (known.login.as_str(), "wrong"),
        ("nobody-here", PASSWORD),
        (disabled.login.as_str(), PASSWORD),
    ] {
        let answer = app.post("/login", &[("login", login), ("password", password)], "").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{login}");
        assert!(answer.session().is_none(), "{login}");
        said.push(answer.html().text(".errors"));
        assert_eq!(answer.html().attribute("#login", "value"), login, "what was typed stays");
        assert!(!answer.body.contains(password), "a password is never sent back");
    }
    said.dedup();
    assert_eq!(said.len(), 1, "{said:?}");
}

#[tokio::test]
async fn the_sixth_failure_waits_however_many_come_at_once() {
    let app = TestApp::own_fair().await;
    let person = app.someone(Role::Supplier).await;
    let login = person.login.clone();
    let wrong = [("login", login.as_str()), ("password", "a wrong one")];
    let tries = (0..12).map(|_| app.post("/login", &wrong, ""));
    let answers = futures_util::future::join_all(tries).await;
    let of = |status: StatusCode| answers.iter().filter(|answer| answer.status == status).count();
    let refused = of(StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused + of(StatusCode::TOO_MANY_REQUESTS), 12);
    assert!(refused <= 5, "{refused} were tried at once");
    for _ in refused..5 {
        assert_eq!(app.post("/login", &wrong, "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let sixth = app.post("/login", &wrong, "").await;
    assert_eq!(sixth.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(sixth.header("retry-after").parse::<u64>().unwrap() > 0);
    let right = app.post("/login", &[("login", &login), ("password", PASSWORD)], "").await;
    assert_eq!(
        right.status,
        StatusCode::TOO_MANY_REQUESTS,
        "nor does the right one come through before the time"
    );
    let other = app.someone(Role::Supplier).await;
    let answer = app.post("/login", &[("login", &other.login), ("password", PASSWORD)], "").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "another account is not held up by it");
}

#[tokio::test]
async fn a_post_from_another_site_changes_nothing() {
    let app = TestApp::own_fair().await;
    let person = app.someone(Role::Administrator).await;
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
        let request = Request::post("/logout")
            .header("host", "fair.example")
            .header(name, value)
            .header("cookie", &person.cookie);
        assert_eq!(
            app.send(request.body(Body::empty()).unwrap()).await.status,
            StatusCode::FORBIDDEN,
            "{name}"
        );
    }
    assert_eq!(person.get("/admin").await.status, StatusCode::OK, "still signed in");
}

#[tokio::test]
async fn an_invitation_works_once_and_lets_in() {
    let app = TestApp::own_fair().await;
    let administrator = app.someone(Role::Administrator).await;
    let fields =
        [("login", "13800000001"), ("name", "王(演示)"), ("role", "organiser"), ("scope", "")];
    let made = invite(&administrator, &fields).await;
    assert_eq!(made.status, StatusCode::OK);
    let link = made.html().attribute("#link", "value").replace("https://fair.example", "");
    assert!(link.starts_with("/invitations/"), "{link}");
    let short = app.post(&link, &[("new", "short"), ("again", "short")], "").await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let unlike = app.post(&link, &[("new", PASSWORD), ("again", "another")], "").await;
    assert_eq!(unlike.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields_of_four = [("new", PASSWORD), ("again", PASSWORD)];
    let both =
        futures_util::future::join_all((0..4).map(|_| app.post(&link, &fields_of_four, ""))).await;
    let taken = both.iter().filter(|answer| answer.status == StatusCode::SEE_OTHER).count();
    assert_eq!(taken, 1, "of four who follow one link at once, one sets the password");
    assert_eq!(app.get(&link).await.status, StatusCode::GONE);
    let answer = app.post("/login", &[("login", "13800000001"), ("password", PASSWORD)], "").await;
    assert_eq!(answer.header("location"), "/admin");
    let again = invite(&administrator, &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "one login, one person");
    assert!(again.html().text(".errors").contains("账号"));
}

#[tokio::test]
async fn disabling_signs_out_at_once_and_the_last_administrator_stays() {
    let app = TestApp::own_fair().await;
    let (administrator, organiser) =
        (app.someone(Role::Administrator).await, app.someone(Role::Organiser).await);
    assert_eq!(organiser.get("/admin").await.status, StatusCode::OK);
    let path = |id| format!("/admin/users/{id}/disabling");
    assert_eq!(administrator.post(&path(organiser.id), &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(organiser.get("/admin").await.status, StatusCode::SEE_OTHER, "shown to the door");
    administrator.post(&path(administrator.id), &[]).await;
    assert_eq!(
        administrator.get("/admin").await.status,
        StatusCode::OK,
        "nobody disables themselves"
    );
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    let app = TestApp::own_fair().await;
    let person = app.someone(Role::Supplier).await;
    let elsewhere = app
        .post("/login", &[("login", &person.login), ("password", PASSWORD)], "")
        .await
        .session()
        .unwrap();
    let new = "the eighth sheep stayed home";
    let wrong =
        person.post("/account/password", &[("old", "not it"), ("new", new), ("again", new)]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let changed =
        person.post("/account/password", &[("old", PASSWORD), ("new", new), ("again", new)]).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER);
    assert_eq!(person.get("/my").await.status, StatusCode::OK);
    let request = Request::get("/my").header("cookie", &elsewhere).body(Body::empty()).unwrap();
    assert_eq!(app.send(request).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        app.post("/login", &[("login", &person.login), ("password", new)], "")
            .await
            .header("location"),
        "/my"
    );
}

#[tokio::test]
async fn sessions_idle_away_and_end() {
    let app = TestApp::own_fair().await;
    let person = app.someone(Role::Supplier).await;
    app.as_owner_with(
        "update sessions set seen_at = now() - interval '3 hours' where user_id = $key",
        &person.id.to_string(),
    )
    .await;
    assert_eq!(
        person.get("/my").await.status,
        StatusCode::SEE_OTHER,
        "idle for longer than two hours"
    );
    let administrator = app.someone(Role::Administrator).await;
    let listed = administrator
        .get(&format!("/admin/users/{}", person.id))
        .await
        .html()
        .text(".record dd:last-child");
    assert_eq!(listed, "0", "nor is it listed as one");
    let person = app.someone(Role::Supplier).await;
    app.as_owner_with(
        "update sessions set expires_at = now() where user_id = $key",
        &person.id.to_string(),
    )
    .await;
    assert_eq!(person.get("/my").await.status, StatusCode::SEE_OTHER, "past its end");
}

#[tokio::test]
async fn no_password_is_typed_over_an_open_wire() {
    let app = TestApp::unencrypted().await;
    let ask = |host: &'static str| {
        Request::get("/login").header("host", host).body(Body::empty()).unwrap()
    };
    let open = app.send(ask("192.168.1.9:8080")).await;
    assert_eq!(open.html().count("input[type=password]"), 0);
    assert!(open.html().text("main .errors").contains("https"));
    let home = app.send(ask("127.0.0.1:8080")).await;
    assert_eq!(home.html().count("input[type=password]"), 1);
}
