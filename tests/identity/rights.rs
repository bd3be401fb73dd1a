use crate::harness::site::TestApp;
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

#[tokio::test]
async fn another_role_acts_at_once_and_is_in_the_trail() {
    let app = TestApp::own_fair().await;
    let (administrator, person) =
        (app.someone(Role::Administrator).await, app.someone(Role::Organiser).await);
    let path = format!("/admin/users/{}", person.id);
    let version = administrator.get(&path).await.html().attribute("input[name=version]", "value");
    assert_eq!(person.get("/admin").await.status, StatusCode::OK);
    let post = |fields: Vec<(&'static str, String)>| {
        let (administrator, path) = (administrator.clone(), format!("{path}/role"));
        async move {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            administrator.post(&path, &fields).await
        }
    };
    let nowhere = post(vec![
        ("version", version.clone()),
        ("role", "banner_officer".into()),
        ("scope", "999999".into()),
    ])
    .await;
    assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    let changed = post(vec![
        ("version", version.clone()),
        ("role", "banner_officer".into()),
        ("scope", "150624".into()),
    ])
    .await;
    assert!(
        changed.status.is_redirection() || changed.status == StatusCode::OK,
        "{}",
        changed.html().text(".errors")
    );
    let gone = person.get("/admin").await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "the sessions end with the role");
    let trail = app
        .text("select changes::text from audit_events where noun = 'users' and action = 'change'")
        .await;
    assert!(trail.contains(r#""role": ["organiser", "banner_officer"]"#), "{trail}");
    let late =
        post(vec![("version", version), ("role", "organiser".into()), ("scope", String::new())])
            .await;
    assert!(late.status.is_redirection() || late.status == StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        app.text("select role from user_roles order by user_id desc limit 1").await,
        "banner_officer",
        "an old page decides nothing"
    );
}

#[tokio::test]
async fn the_last_administrator_stays_one() {
    let app = TestApp::own_fair().await;
    app.as_owner("update users set disabled_at = now() where id in (select user_id from user_roles where role = 'administrator')").await;
    let administrator = app.someone(Role::Administrator).await;
    let path = format!("/admin/users/{}", administrator.id);
    let version = administrator.get(&path).await.html().attribute("input[name=version]", "value");
    let answer = administrator
        .post(&format!("{path}/role"), &[("version", &version), ("role", "auditor"), ("scope", "")])
        .await;
    assert!(
        answer.status == StatusCode::UNPROCESSABLE_ENTITY || answer.status == StatusCode::SEE_OTHER
    );
    administrator.post(&format!("{path}/disabling"), &[]).await;
    assert_eq!(administrator.get("/admin/users").await.status, StatusCode::OK);
}
