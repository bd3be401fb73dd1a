//! A supplier lists a product, the banner reviews it, the public sees it.

pub mod matrix;
mod reviewing;
mod saving;

use crate::harness::{
    actors::Person,
    site::{Answer, TestApp},
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

const OFFER: [(&str, &str); 9] = [
    ("category", "0401"),
    ("name", "试验山羊肉"),
    ("specification", "5 公斤一箱"),
    ("unit", "jian"),
    ("price", "398.50"),
    ("price_basis", "零售"),
    ("origin", "150624"),
    ("months", "9"),
    ("months", "10"),
];

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept =
        OFFER.into_iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    kept.chain(changes.iter().copied()).collect()
}

async fn form(supplier: &Person) -> String {
    supplier.get("/my/products/new").await.html().attribute("input[name=form]", "value")
}

/// Listed and submitted; its id.
async fn listed(supplier: &Person, changes: &[(&str, &str)]) -> String {
    let form = form(supplier).await;
    let fields: Vec<(&str, &str)> =
        with(changes).into_iter().chain([("form", form.as_str())]).collect();
    let answer = supplier.post("/my/products", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html().text(".errors"));
    supplier.app.text("select max(id)::text from products").await
}

/// The form of an officer's page, for the product as shown there.
async fn decide(officer: &Person, id: &str, (act, note): (&str, &str)) -> Answer {
    let path = format!("/admin/products/{id}");
    let version = officer.get(&path).await.html().attribute("main input[name=version]", "value");
    officer.post(&format!("{path}/{act}"), &[("version", &version), ("reason", note)]).await
}

async fn state(app: &TestApp) -> String {
    app.text("select state from products order by id desc limit 1").await
}

#[tokio::test]
async fn a_product_is_public_once_it_was_let_through() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let id = listed(&supplier, &[]).await;
    assert_eq!(state(&app).await, "submitted");
    for path in [format!("/products/{id}"), format!("/en/products/{id}")] {
        assert_eq!(app.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let found = |path: &'static str| {
        let app = app.clone();
        async move { app.get(path).await.body.contains("试验山羊肉") }
    };
    for list in [
        "/products?edition=all&q=试验山羊肉",
        "/search?q=试验山羊肉",
        "/opendata/products.csv?q=试验山羊肉",
        "/api/v1/products?q=试验山羊肉",
    ] {
        let rows = app.get(list).await.body.matches("398.5").count();
        assert_eq!(rows, 0, "{list} shows what waits");
    }
    assert_eq!(organiser.get("/admin").await.html().text(".waits .num"), "1");
    let review = organiser.get("/admin/products?state=submitted").await.html();
    assert_eq!(review.text("tbody th"), "试验山羊肉");
    let done = decide(&organiser, &id, ("publication", "")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(app.page(&format!("/products/{id}")).await.text("h1"), "试验山羊肉");
    assert!(found("/products?edition=all&q=试验山羊肉").await);
    let trail = app.texts("select action || ' ' || changes::text from audit_events where noun = 'products' order by id").await;
    assert_eq!(trail.len(), 2, "{trail:?}");
    assert!(trail[1].contains(r#""state": ["submitted", "published"]"#), "{}", trail[1]);
    let history =
        organiser.get(&format!("/admin/products/{id}")).await.html().all("#h-history + ol li");
    assert_eq!(history.len(), 2);
    assert!(
        history[0].contains("状态：待审核 → 已上架") && history[0].contains(&organiser.login),
        "{}",
        history[0]
    );
    let again = decide(&organiser, &id, ("publication", "")).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_eq!(
        app.text("select count(*)::text from audit_events where noun = 'products'").await,
        "2",
        "decided once"
    );
}

#[tokio::test]
async fn what_is_returned_says_why_and_is_sent_again() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let id = listed(&supplier, &[]).await;
    let empty = decide(&organiser, &id, ("return", "  ")).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(state(&app).await, "submitted");
    decide(&organiser, &id, ("return", "规格写清净重")).await;
    assert!(
        supplier
            .get("/my/products?state=returned")
            .await
            .html()
            .text(".offers")
            .contains("规格写清净重")
    );
    let page = supplier.get(&format!("/my/products/{id}")).await.html();
    let version = page.attribute("input[name=version]", "value");
    let answer = supplier
        .post(
            &format!("/my/products/{id}"),
            &with(&[("specification", "净重 5 公斤"), ("version", &version)]),
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(state(&app).await, "submitted");
}

#[tokio::test]
async fn a_price_changes_at_once_and_another_thing_is_reviewed_again() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let id = listed(&supplier, &[]).await;
    decide(&organiser, &id, ("publication", "")).await;
    let path = format!("/my/products/{id}");
    let version = supplier.get(&path).await.html().attribute("input[name=version]", "value");
    supplier.post(&path, &with(&[("price", "380"), ("version", &version)])).await;
    assert_eq!(state(&app).await, "published");
    assert!(app.page(&format!("/products/{id}")).await.text("main").contains("380"));
    assert_eq!(
        supplier.get(&path).await.html().count("#h-p + .changes li"),
        2,
        "both prices are remembered"
    );
    let version = supplier.get(&path).await.html().attribute("input[name=version]", "value");
    supplier
        .post(&path, &with(&[("name", "试验绵羊肉"), ("price", "380"), ("version", &version)]))
        .await;
    assert_eq!(state(&app).await, "submitted");
    assert_eq!(app.get(&format!("/products/{id}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn anothers_product_is_not_there_and_nothing_of_it_changes() {
    let app = TestApp::own_fair().await;
    let (supplier, officer) =
        (app.someone(Role::Supplier).await, app.someone(Role::BannerOfficer).await);
    let foreign = app.text("select min(id)::text from products where organisation_id <> (select min(supplier_id) from contracts)").await;
    let before = app.text("select md5(string_agg(p::text, '' order by id)) from products p").await;
    for path in [format!("/my/products/{foreign}"), format!("/my/products/{foreign}/withdrawal")] {
        let answer = supplier.post(&path, &with(&[("version", "1")])).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(
        supplier.get(&format!("/my/products/{foreign}")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        supplier.get(&format!("/my/products/new?from={foreign}")).await.status,
        StatusCode::NOT_FOUND
    );
    let elsewhere = app
        .text("select min(p.id)::text from products p join organisations o on o.id = p.organisation_id where o.banner_code > (select min(code) from divisions where level = 'banner')")
        .await;
    for act in ["publication", "return"] {
        let answer =
            officer.post(&format!("/admin/products/{elsewhere}/{act}"), &[("reason", "x")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "another banner's: {act}");
    }
    assert_eq!(
        officer.get(&format!("/admin/products/{elsewhere}")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        app.text("select md5(string_agg(p::text, '' order by id)) from products p").await,
        before
    );
}

#[tokio::test]
async fn a_published_product_is_withdrawn_and_its_counts_follow() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let id = app
        .text("select min(id)::text from products where state = 'published' and organisation_id = (select min(supplier_id) from contracts)")
        .await;
    assert_eq!(
        supplier.post(&format!("/my/products/{id}/withdrawal"), &[]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(app.get(&format!("/products/{id}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        app.text("select count(*)::text from product_listings l join products p on p.id = l.product_id where p.state <> 'published'").await,
        "0"
    );
}
