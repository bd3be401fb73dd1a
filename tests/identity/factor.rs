use crate::harness::{actors::PASSWORD, site::TestApp};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use farmfair::identity::model::role::Role;
use totp_rs::{Builder, Secret};

/// The code that an authenticator shows now.
fn code_of(secret: &str) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    Builder::new().with_secret(secret).build().unwrap().generate_current().to_string()
}

#[tokio::test]
async fn with_a_second_factor_the_password_alone_opens_nothing() {
    let app = TestApp::own_fair().await;
    let person = app.someone(Role::Organiser).await;
    let secret =
        person.get("/account/second-factor").await.html().attribute("input[name=secret]", "value");
    let code = code_of(&secret);
    let wrong = person
        .post(
            "/account/second-factor",
            &[("secret", &secret), ("code", &code), ("password", "not it")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let on = person
        .post(
            "/account/second-factor",
            &[("secret", &secret), ("code", &code), ("password", PASSWORD)],
        )
        .await;
    assert_eq!((on.status, on.header("location")), (StatusCode::SEE_OTHER, "/account"));

    let answer = app
        .post(
            "/login",
            &[("login", &person.login), ("password", PASSWORD), ("next", "/account")],
            "",
        )
        .await;
    assert!(
        answer.header("location").starts_with("/login/code?next="),
        "{}",
        answer.header("location")
    );
    let half = answer.session().unwrap();
    let ask = |path: &'static str, cookie: &str| {
        Request::get(path).header("cookie", cookie).body(Body::empty()).unwrap()
    };
    assert_eq!(
        app.send(ask("/account", &half)).await.status,
        StatusCode::SEE_OTHER,
        "half a session is none"
    );
    let used = app.post("/login/code", &[("code", &code)], &half).await;
    assert_eq!(used.status, StatusCode::UNPROCESSABLE_ENTITY, "a code is taken once");
    // The code of the next time step is accepted too: clocks differ.
    app.as_owner_with(
        "update users set totp_last_step = totp_last_step - 5 where id = $key",
        &person.id.to_string(),
    )
    .await;
    let entered =
        app.post("/login/code", &[("code", &code_of(&secret)), ("next", "/account")], &half).await;
    assert_eq!(entered.header("location"), "/account");
    let whole = entered.session().unwrap();
    assert_ne!(whole, half, "the session has a new token");
    assert_eq!(app.send(ask("/account", &whole)).await.status, StatusCode::OK);
    assert_eq!(
        app.send(ask("/login/code", &half)).await.status,
        StatusCode::SEE_OTHER,
        "the half one is gone"
    );
}

#[tokio::test]
async fn where_it_is_required_staff_go_nowhere_without() {
    let app = TestApp::requiring_second_factor().await;
    let (organiser, supplier) =
        (app.someone(Role::Organiser).await, app.someone(Role::Supplier).await);
    let answer = organiser.get("/admin").await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, "/account/second-factor")
    );
    assert_eq!(organiser.get("/account/second-factor").await.status, StatusCode::OK);
    assert_eq!(supplier.get("/my").await.status, StatusCode::OK);
}
