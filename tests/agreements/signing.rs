//! Drafts marked as signed.

use super::{agreement, counted, entered, signed};
use crate::{
    harness::site::TestApp,
    promises::AGREEMENTS,
    signing::{assert_refused, send, with},
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;
use futures_util::future::join_all;

#[tokio::test]
async fn from_its_signing_everybody_sees_it_and_its_ceiling_counts() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let path = signed(&app, &organiser).await;
    let public = app.page(&path.replace("/admin", "")).await.text("main");
    assert!(public.contains("KJ-2020-01") && public.contains("800"), "{public}");
    // Its term begins later than today.
    assert_eq!(counted(&app).await, "framework.signed 1, framework.standing 1");
    let figures = app.page("/agreements?q=KJ-2020-01").await.text("main");
    assert!(figures.contains("示范食堂三年采购"), "{figures}");
    let office = organiser.get(&path).await.html();
    assert_eq!(office.count("form[action$='/signature']"), 0);
    assert_eq!(office.count("form[action$='/termination']"), 1);
}

#[tokio::test]
async fn what_was_signed_stays_as_it_is() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let path = signed(&app, &organiser).await;
    let seen = AGREEMENTS.version(&app).await;
    let fields = with(agreement(&app).await, &[("version", &seen), ("ceiling", "9000")]);
    assert_eq!(send(&organiser, &path, &fields).await.status, StatusCode::SEE_OTHER);
    let ceiling = "select ceiling::text from framework_agreements order by id desc limit 1";
    assert_eq!(app.text(ceiling).await, "8000000.00");
}

#[tokio::test]
async fn nothing_is_signed_on_a_day_that_has_not_come() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let later = [("signed_on", "2020-09-29")];
    assert_eq!(
        AGREEMENTS.enter(&organiser, with(agreement(&app).await, &later)).await.status,
        StatusCode::SEE_OTHER
    );
    let draft = organiser.get(&AGREEMENTS.path(&app).await).await.html();
    assert_eq!(draft.count("form[action$='/signature']"), 0);
    AGREEMENTS.act(&app, &organiser, "signature", &[]).await;
    let state = "select state from framework_agreements order by id desc limit 1";
    assert_eq!(app.text(state).await, "draft");
}

#[tokio::test]
async fn a_party_that_was_withdrawn_does_not_sign() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    entered(&app, &organiser).await;
    app.as_owner(
        "update organisations set state = 'withdrawn' where id = (
             select supplier_id from framework_agreements order by id desc limit 1)",
    )
    .await;
    assert_refused(&AGREEMENTS.act(&app, &organiser, "signature", &[]).await, "供货方");
}

#[tokio::test]
async fn of_six_who_sign_at_once_one_does() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    entered(&app, &organiser).await;
    join_all((0..6).map(|_| AGREEMENTS.act(&app, &organiser, "signature", &[]))).await;
    assert_eq!(counted(&app).await, "framework.signed 1, framework.standing 1");
    let acts = "select count(*)::text from audit_events
                where noun = 'agreements' and action = 'change'";
    assert_eq!(app.text(acts).await, "1");
}
