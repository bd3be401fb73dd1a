use super::{CODE, PASSWORD, fields, register, registered};
use crate::harness::site::TestApp;
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

async fn latest(app: &TestApp) -> String {
    app.text("select max(id)::text from registrations").await
}

#[tokio::test]
async fn a_cooperative_registers_is_admitted_and_signs_in() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let link = registered(&app, &[]).await;
    assert!(app.page(&link).await.text("main").contains("试验牧民专业合作社"));
    assert_eq!(
        app.get("/search?q=试验牧民专业合作社").await.body.matches("<mark>").count(),
        0,
        "what waits is nowhere"
    );
    let id = latest(&app).await;
    let page = organiser.get(&format!("/admin/registrations/{id}")).await.html();
    assert!(page.text("main").contains(CODE));
    let version = page.attribute("input[name=version]", "value");
    let path = format!("/admin/registrations/{id}/admission");
    let admitted = organiser.post(&path, &[("version", &version), ("party", "new")]).await;
    assert_eq!(admitted.status, StatusCode::SEE_OTHER, "{}", admitted.html().text(".errors"));
    assert_eq!(
        app.text(
            "select kind || ' ' || banner_code from organisations where name = '试验牧民专业合作社'"
        )
        .await,
        "cooperative 150624"
    );
    let in_it = app.post("/login", &[("login", "13812345678"), ("password", PASSWORD)], "").await;
    assert_eq!(in_it.header("location"), "/my");
    assert!(app.page(&link).await.text("main").contains("登录"));
    let again = organiser.post(&path, &[("version", &version), ("party", "new")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_eq!(
        app.text("select count(*)::text from organisations where name = '试验牧民专业合作社'")
            .await,
        "1"
    );
    let trail = app
        .texts("select noun || ' ' || action from audit_events where noun in ('registrations', 'organisations', 'users') order by id")
        .await;
    for entry in
        ["registrations create", "organisations create", "users create", "registrations change"]
    {
        assert!(trail.iter().any(|known| known == entry), "{entry} in {trail:?}");
    }
    let told =
        app.text("select string_agg(actor || coalesce(changes::text, ''), ' ') from audit_events where noun = 'registrations'").await;
    assert!(!told.contains("13812345678"), "the telephone is not in the trail");
}

#[tokio::test]
async fn what_is_wrong_is_said_and_nothing_is_kept() {
    let app = TestApp::own_fair().await;
    for (changes, said) in [
        (&[("credit_code", "93150624MA0TE5T011")][..], "credit_code"),
        (&[("credit_code", "91150624MA0N00001M")][..], "confirmed"),
        (&[("place", "没有这个地方")][..], "place"),
        (&[("phone", "12345")][..], "phone"),
        (&[("password", "12345678")][..], "password"),
        (&[("kind", "ministry")][..], "kind"),
        (&[("name", "")][..], "name"),
        (&[("homepage", "http://spam.example")][..], "homepage"),
    ] {
        let answer = register(&app, changes).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{changes:?}");
        let html = answer.html();
        assert_eq!(html.all(".errors a").len(), 1, "{changes:?}: {}", html.text(".errors"));
        assert_eq!(html.attribute(".errors a", "href"), format!("#{said}"), "{changes:?}");
        assert!(!answer.body.contains(PASSWORD), "a password is never sent back");
    }
    assert_eq!(app.text("select count(*)::text from registrations").await, "0");
    registered(&app, &[("credit_code", "91150624MA0N00001M"), ("confirmed", "1")]).await;
}

#[tokio::test]
async fn twenty_equal_posts_make_one_and_the_door_tells_nothing_of_accounts() {
    let app = TestApp::own_fair().await;
    let form = app.page("/register").await.attribute("input[name=form]", "value");
    let fields = fields(&form, &[]);
    let answers =
        futures_util::future::join_all((0..20).map(|_| app.post("/register", &fields, ""))).await;
    let links: std::collections::BTreeSet<&str> =
        answers.iter().map(|answer| answer.header("location")).collect();
    assert_eq!(links.len(), 1, "{links:?}");
    assert_eq!(app.text("select count(*)::text from registrations").await, "1");
    // The same telephone number and code, with another form: accepted in the same way.
    let other = registered(&app, &[]).await;
    assert!(!links.contains(other.as_str()));
}

#[tokio::test]
async fn a_returned_one_is_mended_by_its_link_and_a_refused_one_stays_refused() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let link = registered(&app, &[]).await;
    let id = latest(&app).await;
    let version = || async {
        app.text("select version::text from registrations order by id desc limit 1").await
    };
    let wordless = organiser
        .post(
            &format!("/admin/registrations/{id}/return"),
            &[("version", &version().await), ("reason", " ")],
        )
        .await;
    assert_eq!(wordless.status, StatusCode::UNPROCESSABLE_ENTITY);
    organiser
        .post(
            &format!("/admin/registrations/{id}/return"),
            &[("version", &version().await), ("reason", "名称与证照不符")],
        )
        .await;
    assert!(app.page(&link).await.text("main").contains("名称与证照不符"));
    let mended = app.post(&link, &fields("", &[("name", "试验牧民养殖合作社")]), "").await;
    assert_eq!(mended.status, StatusCode::SEE_OTHER, "{}", mended.html().text(".errors"));
    assert_eq!(
        app.text("select name || ' ' || state from registrations").await,
        "试验牧民养殖合作社 submitted"
    );
    organiser
        .post(
            &format!("/admin/registrations/{id}/refusal"),
            &[("version", &version().await), ("reason", "不在本市")],
        )
        .await;
    app.post(&link, &fields("", &[]), "").await;
    assert_eq!(
        app.text("select name || ' ' || state from registrations").await,
        "试验牧民养殖合作社 refused"
    );
    let late = organiser
        .post(
            &format!("/admin/registrations/{id}/admission"),
            &[("version", &version().await), ("party", "new")],
        )
        .await;
    assert_eq!(late.status, StatusCode::SEE_OTHER);
    assert_eq!(app.text("select state from registrations").await, "refused");
}

#[tokio::test]
async fn two_officers_at_once_make_one_organisation_and_another_banner_sees_nothing() {
    let app = TestApp::own_fair().await;
    let (one, other) = (app.someone(Role::Organiser).await, app.someone(Role::Organiser).await);
    let officer = app.someone(Role::BannerOfficer).await;
    registered(&app, &[]).await;
    let id = latest(&app).await;
    let path = format!("/admin/registrations/{id}");
    let admission = format!("{path}/admission");
    let fields = [("version", "1"), ("party", "new")];
    let version = one.get(&path).await.html().attribute("input[name=version]", "value");
    let fields =
        fields.map(
            |(name, value)| {
                if name == "version" { (name, version.as_str()) } else { (name, value) }
            },
        );
    assert_eq!(
        officer.get(&path).await.status,
        StatusCode::NOT_FOUND,
        "the officer is of another banner"
    );
    assert_eq!(officer.post(&admission, &fields).await.status, StatusCode::NOT_FOUND);
    let (first, second) =
        tokio::join!(one.post(&admission, &fields), other.post(&admission, &fields));
    assert!([first.status, second.status].iter().all(|status| *status == StatusCode::SEE_OTHER));
    assert_eq!(
        app.text("select count(*)::text from organisations where name = '试验牧民专业合作社'")
            .await,
        "1"
    );
    assert_eq!(app.text("select count(*)::text from users where login = '13812345678'").await, "1");
}

#[tokio::test]
async fn one_address_is_let_in_a_few_times_and_a_strange_link_is_nobodys() {
    let app = TestApp::own_fair().await;
    let mut refused = 0;
    for _ in 0..42 {
        refused += usize::from(register(&app, &[]).await.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(refused > 0, "somebody who registers without end is stopped");
    assert_eq!(app.get("/register/no-such-link").await.status, StatusCode::NOT_FOUND);
}
