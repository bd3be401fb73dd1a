use super::{applied, decide, open_edition, state};
use crate::harness::site::TestApp;
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

#[tokio::test]
async fn another_banner_and_another_supplier_find_nothing() {
    let app = TestApp::own_fair().await;
    open_edition(&app).await;
    let (supplier, buyer) = (app.someone(Role::Supplier).await, app.someone(Role::Buyer).await);
    let id = applied(&supplier).await;
    let officer = app.someone(Role::BannerOfficer).await;
    // The officer belongs to the first banner; the supplier is moved to the last.
    app.as_owner(
        "update organisations set banner_code = '150627', division_code = '150627' where id = (select min(supplier_id) from contracts)",
    )
    .await;
    let paths = [format!("/admin/applications/{id}"), "/admin/applications/999999999".into()];
    let [foreign, missing] = [officer.get(&paths[0]).await, officer.get(&paths[1]).await];
    assert_eq!((foreign.status, missing.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(foreign.html().text("main"), missing.html().text("main"));
    let act = officer
        .post(&format!("/admin/applications/{id}/recommendation"), &[("version", "1")])
        .await;
    assert_eq!(act.status, StatusCode::NOT_FOUND);
    assert_eq!(state(&app).await, "applied");
    assert_eq!(buyer.get(&format!("/my/applications/{id}")).await.status, StatusCode::FORBIDDEN);
    let messages = buyer.get("/my/messages").await.html().text("main");
    assert!(!messages.contains("第四届"), "{messages}");
}

#[tokio::test]
async fn an_officer_recommends_and_does_not_approve() {
    let app = TestApp::own_fair().await;
    open_edition(&app).await;
    let supplier = app.someone(Role::Supplier).await;
    let officer = app.someone(Role::BannerOfficer).await;
    let id = applied(&supplier).await;
    decide(&officer, &id, "recommendation").await;
    assert_eq!(state(&app).await, "recommended");
    assert_eq!(decide(&officer, &id, "approval").await.status, StatusCode::FORBIDDEN);
    assert_eq!(state(&app).await, "recommended");
}
