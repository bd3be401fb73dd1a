use crate::harness::{actors::Person, site::TestApp};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

async fn version(person: &Person, path: &str) -> String {
    person.get(path).await.html().attribute("input[name=version]", "value")
}

#[tokio::test]
async fn what_a_supplier_says_of_itself_is_public_and_what_it_does_not_publish_is_not() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let exhibitor = app
        .text("select id::text from public_exhibitors where organisation_id = (select min(supplier_id) from contracts) order by edition_id desc limit 1")
        .await;
    let public = format!("/exhibitors/{exhibitor}");
    let facts = [
        ("introduction", "三代人养羊，只卖自己村的。"),
        ("website", "https://farm.example/"),
        ("contact_phone", "0477-8123456"),
    ];
    let save = |more: &'static [(&'static str, &'static str)]| {
        let supplier = supplier.clone();
        async move {
            let version = version(&supplier, "/my/profile").await;
            let all: Vec<(&str, &str)> =
                facts.iter().chain(more).copied().chain([("version", version.as_str())]).collect();
            supplier.post("/my/profile", &all).await
        }
    };
    assert_eq!(save(&[]).await.status, StatusCode::SEE_OTHER);
    let page = app.get(&public).await.body;
    assert!(
        page.contains("三代人养羊") && page.contains("https://farm.example/"),
        "what it says is there"
    );
    assert!(!page.contains("8123456"), "the telephone is not");
    save(&[("contact_is_public", "1")]).await;
    assert!(app.get(&public).await.body.contains("8123456"), "published by its owner");
    let refused = supplier
        .post(
            "/my/profile",
            &[
                ("website", "javascript:alert(1)"),
                ("version", &version(&supplier, "/my/profile").await),
            ],
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let history = supplier.get("/my/history").await.html().text("main");
    assert!(history.contains(&supplier.login), "{history}");
}

#[tokio::test]
async fn a_supplier_changes_no_name_kind_code_or_place_of_its_own() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let legal = "select concat_ws(' ', name, kind, credit_code, division_code) from organisations where id = (select min(supplier_id) from contracts)";
    let before = app.text(legal).await;
    let version = version(&supplier, "/my/profile").await;
    let smuggled = [
        ("version", version.as_str()),
        ("name", "别的公司"),
        ("kind", "private"),
        ("credit_code", ""),
        ("place", "150621"),
    ];
    supplier.post("/my/profile", &smuggled).await;
    assert_eq!(app.text(legal).await, before);
}

#[tokio::test]
async fn the_later_of_two_savers_sees_both_versions() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let organiser = app.someone(Role::Organiser).await;
    let id = app.text("select min(supplier_id)::text from contracts").await;
    let version = version(&supplier, "/my/profile").await;
    let path = format!("/admin/organisations/{id}");
    let page = organiser.get(&path).await.html();
    let field = |name: &str| page.attribute(&format!("[name={name}]"), "value");
    let kind = page.attribute("select[name=kind] option[selected]", "value");
    let fields = [
        ("version", field("version")),
        ("name", field("name")),
        ("kind", kind),
        ("credit_code", crate::registrations::CODE.to_string()),
        ("place", field("place")),
        ("place_code", field("place_code")),
        ("confirmed", "1".to_string()),
        ("introduction", "组委会代写的".to_string()),
    ];
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let saved = organiser.post(&path, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html().text(".errors"));
    let on_behalf = app.text("select count(*)::text from audit_events where noun = 'organisations' and on_behalf_of is not null").await;
    assert_eq!(on_behalf, "1", "on whose behalf is in the trail");
    let late =
        supplier.post("/my/profile", &[("version", &version), ("introduction", "自己写的")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let text = late.html().text("main");
    assert!(text.contains("组委会代写的") && text.contains("自己写的"), "{text}");
}

#[tokio::test]
async fn an_officer_sees_the_banners_organisations_and_no_others() {
    let app = TestApp::own_fair().await;
    let officer = app.someone(Role::BannerOfficer).await;
    let foreign = app
        .text("select max(id)::text from organisations where banner_code <> (select min(code) from divisions where level = 'banner')")
        .await;
    let [foreign, missing] =
        [foreign, "999999999".to_string()].map(|id| format!("/admin/organisations/{id}"));
    let (foreign, missing) = (officer.get(&foreign).await, officer.get(&missing).await);
    assert_eq!((foreign.status, missing.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(foreign.html().text("main"), missing.html().text("main"));
    assert_eq!(officer.get("/admin/organisations").await.status, StatusCode::OK);
}
