//! Stale decisions, take-downs, and the editions of a product.

use super::{decide, form, listed, state, with};
use crate::harness::{actors::Person, site::TestApp};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

async fn version(supplier: &Person, id: &str) -> String {
    supplier
        .get(&format!("/my/products/{id}"))
        .await
        .html()
        .attribute("input[name=version]", "value")
}

/// Saved as the supplier's page sends it.
async fn save(supplier: &Person, id: &str, changes: &[(&str, &str)]) -> StatusCode {
    let version = version(supplier, id).await;
    let fields: Vec<_> = with(changes).into_iter().chain([("version", version.as_str())]).collect();
    supplier.post(&format!("/my/products/{id}"), &fields).await.status
}

#[tokio::test]
async fn only_what_was_looked_at_is_let_through() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let id = listed(&supplier, &[]).await;
    let path = format!("/admin/products/{id}");
    let seen = organiser.get(&path).await.html().attribute("main input[name=version]", "value");
    assert_eq!(save(&supplier, &id, &[("specification", "别的东西")]).await, StatusCode::SEE_OTHER);
    for fields in [vec![("version", seen.as_str())], vec![]] {
        let answer = organiser.post(&format!("{path}/publication"), &fields).await;
        assert_eq!(answer.header("location"), path, "the page is shown again");
        assert_eq!(state(&app).await, "submitted");
    }
    decide(&organiser, &id, ("publication", "")).await;
    assert_eq!(state(&app).await, "published");
}

#[tokio::test]
async fn what_is_wrong_in_public_is_taken_down_with_a_reason_and_comes_back_by_review() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser, auditor) = (
        app.someone(Role::Supplier).await,
        app.someone(Role::Organiser).await,
        app.someone(Role::Auditor).await,
    );
    let id = listed(&supplier, &[]).await;
    decide(&organiser, &id, ("publication", "")).await;
    assert_eq!(
        auditor.get(&format!("/admin/products/{id}")).await.html().count("main form"),
        0,
        "an auditor takes nothing down"
    );
    assert_eq!(
        decide(&organiser, &id, ("return", " ")).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "not without a reason"
    );
    assert_eq!(app.get(&format!("/products/{id}")).await.status, StatusCode::OK);
    decide(&organiser, &id, ("return", "照片不是这种产品")).await;
    assert_eq!(app.get(&format!("/products/{id}")).await.status, StatusCode::NOT_FOUND);
    assert!(
        supplier
            .get("/my/products?state=returned")
            .await
            .html()
            .text(".offers")
            .contains("照片不是这种产品")
    );
    let told = supplier.get("/my/messages").await.html().text("main");
    assert!(
        told.contains("已下架退回") && told.contains("照片不是这种产品") && told.contains("已上架"),
        "{told}"
    );
    assert_eq!(save(&supplier, &id, &[]).await, StatusCode::SEE_OTHER);
    assert_eq!(state(&app).await, "submitted");
}

#[tokio::test]
async fn a_draft_that_nobody_wants_leaves_the_list() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    for changes in [&[("draft", "1")][..], &[("name", "另一种")]] {
        let id = listed(&supplier, changes).await;
        supplier.post(&format!("/my/products/{id}/withdrawal"), &[]).await;
        assert_eq!(state(&app).await, "withdrawn");
    }
    assert_eq!(organiser.get("/admin/products?state=submitted").await.html().count("tbody tr"), 0);
    assert_eq!(
        organiser.get("/admin").await.html().count(".waits a[href*='/admin/products']"),
        0,
        "nobody is asked to review it"
    );
}

/// Prices at the editions, by ordinal.
async fn shown(app: &TestApp) -> Vec<String> {
    let sql = "select d.ordinal || ' ' || x.price::float8 from exhibits x join exhibitors e on e.id = x.exhibitor_id join editions d on d.id = e.edition_id
               where x.product_id = (select max(id) from products) order by 1";
    app.texts(sql).await
}

#[tokio::test]
async fn a_product_is_shown_at_the_fairs_that_are_ticked() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let new = supplier.get("/my/products/new").await.html();
    let current = new.attributes("input[name=fair][checked]", "value");
    assert_eq!(current.len(), 1, "who has a place at the coming fair shows there what is new");
    let past = app.text("select min(id)::text from editions").await;
    let id = listed(&supplier, &[("asks_fairs", "1"), ("fair", &current[0])]).await;
    assert_eq!(shown(&app).await, ["3 398.5"]);
    assert_eq!(
        supplier
            .get(&format!("/my/products/{id}"))
            .await
            .html()
            .attributes("input[name=fair][checked]", "value"),
        current
    );
    save(
        &supplier,
        &id,
        &[("price", "380"), ("asks_fairs", "1"), ("fair", &current[0]), ("fair", &past)],
    )
    .await;
    assert_eq!(shown(&app).await, ["3 380"], "the price follows; what is over stays as it was");
    save(&supplier, &id, &[("price", "370")]).await;
    assert_eq!(shown(&app).await, ["3 380"], "nobody asked");
    save(&supplier, &id, &[("price", "370"), ("asks_fairs", "1")]).await;
    assert_eq!(shown(&app).await, Vec::<String>::new());
    let trail = app.texts("select changes::text from audit_events where noun = 'products' and changes ? 'fairs' order by id").await;
    assert_eq!(trail.len(), 2, "{trail:?}");
}

#[tokio::test]
async fn the_kind_of_price_is_said_in_the_readers_language() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    assert!(!form(&supplier).await.is_empty());
    let english = supplier.get("/en/my/products/new").await.html();
    assert_eq!(english.text("#price_basis option[value='零售']"), "retail");
    let retail = app
        .text(
            "select min(id)::text from products where price_basis = '零售' and state = 'published'",
        )
        .await;
    assert!(app.page(&format!("/en/products/{retail}")).await.text(".price").contains("retail"));
    assert!(app.page(&format!("/products/{retail}")).await.text(".price").contains("零售"));
}
