use super::{applied, decide, decide_on, fields, looks_at, open_edition, post, state};
use crate::harness::site::TestApp;
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

#[tokio::test]
async fn from_the_form_to_the_door_of_the_hall() {
    let app = TestApp::own_fair().await;
    open_edition(&app).await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let officer = app.someone(Role::BannerOfficer).await;
    let id = applied(&supplier).await;
    let own = format!("/my/applications/{id}");
    assert!(supplier.get(&own).await.html().text("main").contains("旗区"), "it says who must act");
    assert_eq!(
        app.get(&format!("/exhibitors/{id}")).await.status,
        StatusCode::NOT_FOUND,
        "nothing is public yet"
    );
    for (who, act, after) in
        [(&officer, "recommendation", "recommended"), (&organiser, "approval", "approved")]
    {
        decide(who, &id, act).await;
        assert_eq!(state(&app).await, after);
    }
    assert_eq!(
        app.get(&format!("/exhibitors/{id}")).await.status,
        StatusCode::NOT_FOUND,
        "approved is not published"
    );
    app.as_owner("update editions set state = 'scheduled' where ordinal = 4").await;
    app.settle().await;
    let page = organiser.get("/admin/editions/4/publication").await.html();
    let form = page.attribute("input[name=form]", "value");
    let notice =
        [("form", form.as_str()), ("until", "2020-10-09"), ("contact", "组委会 0477-8580000")];
    let published = organiser.post("/admin/editions/4/publication", &notice).await;
    assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.html().text(".errors"));
    assert_eq!(state(&app).await, "published");
    organiser.post("/admin/editions/4/publication", &notice).await;
    assert_eq!(
        app.text("select count(*)::text from public_notices").await,
        "1",
        "one form, one notice"
    );
    assert_eq!(app.text("select count(*)::text from exhibits where exhibitor_id = (select max(id) from exhibitors)").await, "1");
    app.as_owner("update editions set state = 'running' where ordinal = 4").await;
    decide(&organiser, &id, "check-in").await;
    assert_eq!(state(&app).await, "checked_in");
    let told = supplier.get("/my/messages").await.html().text("main");
    for said in ["推荐", "批准", "公示"] {
        assert!(told.contains(said), "{said} in {told}");
    }
    let trail = app.texts("select changes ->> 'state' from audit_events where noun = 'exhibitors' and changes ? 'state' order by id").await;
    assert_eq!(trail.len(), 5, "who did each step: {trail:?}");
}

#[tokio::test]
async fn no_step_is_skipped_and_none_is_taken_twice() {
    let app = TestApp::own_fair().await;
    open_edition(&app).await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let (one, other) =
        (app.someone(Role::BannerOfficer).await, app.someone(Role::BannerOfficer).await);
    let id = applied(&supplier).await;
    for act in ["recommendation", "approval", "check-in"] {
        decide(&organiser, &id, act).await;
        assert_eq!(state(&app).await, "applied", "{act}");
    }
    // Both have the page open before either decides.
    let version = looks_at(&one, &id).await;
    assert_eq!(looks_at(&other, &id).await, version);
    let (_, _) = tokio::join!(
        decide_on(&one, &id, "recommendation", &version),
        decide_on(&other, &id, "refusal", &version)
    );
    let after = state(&app).await;
    assert!(["recommended", "declined"].contains(&after.as_str()), "{after}");
    let steps = app.text("select count(*)::text from application_steps where state in ('recommended', 'declined')").await;
    assert_eq!(steps, "1", "two at once: one wins");
}

#[tokio::test]
async fn twenty_equal_forms_make_one_application_and_wrong_ones_none() {
    let app = TestApp::own_fair().await;
    open_edition(&app).await;
    let supplier = app.someone(Role::Supplier).await;
    for (name, value) in [
        ("contact_phone", "请打给老王"),
        ("contact_name", ""),
        ("zone", "Z"),
        ("chosen", "999999"),
        ("price", "白送"),
    ] {
        let wrong =
            post(&supplier, "/my/applications", &fields(&supplier, &[(name, value)]).await).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(wrong.html().count(".errors a") > 0, "{name}");
    }
    let before = app.text("select count(*)::text from exhibitors").await.parse::<i64>().unwrap();
    let same = fields(&supplier, &[]).await;
    futures_util::future::join_all((0..20).map(|_| post(&supplier, "/my/applications", &same)))
        .await;
    let after = app.text("select count(*)::text from exhibitors").await.parse::<i64>().unwrap();
    assert_eq!(after, before + 1);
}

#[tokio::test]
async fn a_declined_applicant_reads_why_and_may_apply_again_while_it_is_open() {
    let app = TestApp::own_fair().await;
    open_edition(&app).await;
    let (supplier, officer) =
        (app.someone(Role::Supplier).await, app.someone(Role::BannerOfficer).await);
    let id = applied(&supplier).await;
    let wordless = officer
        .post(&format!("/admin/applications/{id}/refusal"), &[("version", "1"), ("reason", " ")])
        .await;
    assert_eq!(wordless.status, StatusCode::UNPROCESSABLE_ENTITY);
    decide(&officer, &id, "refusal").await;
    assert_eq!(state(&app).await, "declined");
    assert!(
        supplier
            .get(&format!("/my/applications/{id}"))
            .await
            .html()
            .text("main")
            .contains("产品照片不清楚")
    );
    app.as_owner("update editions set state = 'scheduled' where ordinal = 4").await;
    let closed = supplier.get("/my/applications/new?edition=4").await;
    assert_ne!(closed.status, StatusCode::INTERNAL_SERVER_ERROR);
    let stale: Vec<(String, String)> =
        [("edition", "4"), ("form", "x")].map(|(name, value)| (name.into(), value.into())).to_vec();
    post(&supplier, "/my/applications", &stale).await;
    assert_eq!(state(&app).await, "declined", "closed is closed");
}
