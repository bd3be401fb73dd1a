//! Withdrawal, removal, and the booth afterwards; and concurrent changes of one application.

use super::{applied, decide, fields, open_edition, post, state};
use crate::harness::{actors::Person, site::TestApp};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

/// Approved and public, with a booth at the fourth edition; the id of the application.
async fn standing(app: &TestApp, supplier: &Person, organiser: &Person) -> String {
    open_edition(app).await;
    let officer = app.someone(Role::BannerOfficer).await;
    let id = applied(supplier).await;
    decide(&officer, &id, "recommendation").await;
    decide(organiser, &id, "approval").await;
    app.as_owner("update exhibitors set state = 'published', published_on = '2020-10-01' where id = (select max(id) from exhibitors)")
        .await;
    app.as_owner(
        "insert into booths (edition_id, zone_id, code, x, y, width, depth)
         select edition_id, id, 'A-01', 1, 1, 3, 3 from zones order by id desc limit 1",
    )
    .await;
    app.as_owner(
        "insert into booth_assignments (booth_id, exhibitor_id, assigned_at) select (select max(id) from booths), max(id), now() from exhibitors",
    )
    .await;
    id
}

async fn standing_now(app: &TestApp) -> String {
    app.text("select count(*)::text from booth_assignments where exhibitor_id = (select max(id) from exhibitors) and released_at is null")
        .await
}

#[tokio::test]
async fn an_exhibitor_who_cannot_come_says_why_and_the_booth_is_free() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let id = standing(&app, &supplier, &organiser).await;
    let path = format!("/my/applications/{id}/withdrawal");
    assert_eq!(
        supplier.post(&path, &[("reason", " ")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "not without a word"
    );
    assert_eq!((state(&app).await.as_str(), standing_now(&app).await.as_str()), ("published", "1"));
    assert_eq!(
        supplier.post(&path, &[("reason", "羊群要打防疫针")]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!((state(&app).await.as_str(), standing_now(&app).await.as_str()), ("withdrawn", "0"));
    assert_eq!(app.get(&format!("/exhibitors/{id}")).await.status, StatusCode::NOT_FOUND);
    assert!(
        organiser
            .get(&format!("/admin/applications/{id}"))
            .await
            .html()
            .text("main")
            .contains("羊群要打防疫针")
    );
    let booths = app.texts("select changes::text from audit_events where noun = 'booths'").await;
    assert_eq!(booths.len(), 1, "the booth's own history says so: {booths:?}");
    supplier.post(&path, &[("reason", "再退一次")]).await;
    assert_eq!(
        app.text("select count(*)::text from application_steps where state = 'withdrawn'").await,
        "1",
        "once"
    );
}

#[tokio::test]
async fn after_an_objection_an_exhibitor_is_struck_off_by_the_organisers_alone() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let id = standing(&app, &supplier, &organiser).await;
    let officer = app.someone(Role::BannerOfficer).await;
    decide(&officer, &id, "refusal").await;
    assert_eq!(state(&app).await, "published", "a banner strikes nobody off");
    decide(&organiser, &id, "refusal").await;
    assert_eq!((state(&app).await.as_str(), standing_now(&app).await.as_str()), ("declined", "0"));
    assert_eq!(app.get(&format!("/exhibitors/{id}")).await.status, StatusCode::NOT_FOUND);
    assert!(supplier.get("/my/messages").await.html().text("main").contains("参展资格已取消"));
}

#[tokio::test]
async fn who_is_there_already_does_not_drop_out() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let id = standing(&app, &supplier, &organiser).await;
    app.as_owner(
        "update exhibitors set state = 'checked_in' where id = (select max(id) from exhibitors)",
    )
    .await;
    supplier.post(&format!("/my/applications/{id}/withdrawal"), &[("reason", "不来了")]).await;
    decide(&organiser, &id, "refusal").await;
    assert_eq!(
        (state(&app).await.as_str(), standing_now(&app).await.as_str()),
        ("checked_in", "1")
    );
}

#[tokio::test]
async fn the_later_of_two_savers_chooses_field_by_field() {
    let app = TestApp::own_fair().await;
    open_edition(&app).await;
    let supplier = app.someone(Role::Supplier).await;
    let id = applied(&supplier).await;
    let path = format!("/my/applications/{id}");
    let mut typed = fields(&supplier, &[("contact_name", "老李")]).await;
    assert!(typed.iter().all(|(name, _)| name != "version"));
    // The form of an existing application.
    let page = supplier.get(&format!("{path}/edit")).await.html();
    let product = page.attribute("input[name=product]", "value");
    typed = vec![
        ("version", "1"),
        ("edition", "4"),
        ("zone", "A"),
        ("contact_name", "老李"),
        ("contact_phone", "13800000000"),
    ]
    .into_iter()
    .chain([("product", product.as_str()), ("price", "78"), ("chosen", product.as_str())])
    .map(|(name, value)| (name.to_string(), value.to_string()))
    .collect();
    assert_eq!(post(&supplier, &path, &typed).await.status, StatusCode::SEE_OTHER);
    for (name, value) in &mut typed {
        match name.as_str() {
            "contact_name" => *value = "老王".into(),
            "price" => *value = "66".into(),
            _ => {}
        }
    }
    let later = post(&supplier, &path, &typed).await;
    assert_eq!(later.status, StatusCode::CONFLICT);
    let page = later.html();
    assert_eq!(page.attributes("input[type=radio][name=contact_name]", "value"), ["老李", "老王"]);
    let prices = page.attributes("input[type=radio][name=products]", "value");
    assert_eq!(prices, [format!("{product}:78"), format!("{product}:66")]);
    let value = |name: &str| page.attribute(&format!("input[type=hidden][name={name}]"), "value");
    let (version, zone, phone) = (value("version"), value("zone"), value("contact_phone"));
    let chosen = [
        ("version", version.as_str()),
        ("edition", "4"),
        ("zone", &zone),
        ("contact_phone", &phone),
        ("contact_name", "老李"),
        ("products", &prices[1]),
        ("note", ""),
    ];
    assert_eq!(supplier.post(&path, &chosen).await.status, StatusCode::SEE_OTHER);
    let kept = supplier.get(&path).await.html().text("main");
    assert!(kept.contains("老李") && kept.contains("66"), "{kept}");
}
