//! An officer enters the agreements of the own banner.

use super::{agreement, entered};
use crate::{
    harness::site::TestApp,
    promises::AGREEMENTS,
    signing::{assert_refused, with},
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

#[tokio::test]
async fn an_officer_enters_agreements_of_the_own_banner() {
    let app = TestApp::own_fair().await;
    let officer = app.someone(Role::BannerOfficer).await;
    assert_refused(&AGREEMENTS.enter(&officer, agreement(&app).await).await, "本旗区供货方");
    let organiser = app.someone(Role::Organiser).await;
    let path = entered(&app, &organiser).await;
    for answer in [officer.get(&path).await, AGREEMENTS.act(&app, &officer, "signature", &[]).await]
    {
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    assert!(!officer.get("/admin/agreements.csv").await.body.contains("KJ-2020-01"));
    let supplier = app
        .text(
            "select name from organisations where side = 'supplier' and state = 'published'
               and banner_code = (select min(code) from divisions where level = 'banner')
             order by id limit 1",
        )
        .await;
    let own = with(agreement(&app).await, &[("supplier", &supplier), ("number", "KJ-2020-09")]);
    let answer = AGREEMENTS.enter(&officer, own).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(
        AGREEMENTS.act(&app, &officer, "signature", &[]).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(
        officer.get(&AGREEMENTS.path(&app).await).await.html().text("main").contains("有效期内")
    );
}

#[tokio::test]
async fn an_auditor_reads_and_changes_nothing() {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    let path = entered(&app, &organiser).await;
    let auditor = app.someone(Role::Auditor).await;
    let page = auditor.get(&path).await.html();
    assert!(page.text("main").contains("2023"), "{}", page.text("main"));
    assert_eq!(page.count("main button[type=submit]"), 0);
    assert!(auditor.get("/admin/agreements.csv").await.body.contains("KJ-2020-01"));
}
