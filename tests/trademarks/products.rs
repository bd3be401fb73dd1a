use super::*;
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

async fn lists(supplier: &Person, brand: &str) -> Answer {
    let form = supplier.get("/my/products/new").await.html().attribute("input[name=form]", "value");
    let fields: Vec<(&str, &str)> =
        OFFER.into_iter().chain([("brand", brand), ("form", form.as_str())]).collect();
    supplier.post("/my/products", &fields).await
}

async fn saves(supplier: &Person, id: &str, brand: &str) -> Answer {
    let path = format!("/my/products/{id}");
    let version = supplier.get(&path).await.html().attribute("input[name=version]", "value");
    let fields: Vec<(&str, &str)> =
        OFFER.into_iter().chain([("brand", brand), ("version", version.as_str())]).collect();
    supplier.post(&path, &fields).await
}

async fn borne(app: &TestApp) -> String {
    app.text("select coalesce((select name from brands b where b.id = p.brand_id), '没有') from products p order by id desc limit 1").await
}

#[tokio::test]
async fn a_product_bears_one_of_its_suppliers_own_brands() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    entered(&supplier, &mark()).await;
    let own = brand_of(&app, BRAND).await;
    let offered =
        supplier.get("/my/products/new").await.html().attributes("#brand option", "value");
    let mine = app
        .texts(
            "select id::text from brands where owner_id = (select min(supplier_id) from contracts)",
        )
        .await;
    assert_eq!(offered.len(), mine.len() + 1, "one's own, or none");
    assert!(offered.contains(&own));
    assert_eq!(lists(&supplier, &own).await.status, StatusCode::SEE_OTHER);
    let id = app.text("select max(id)::text from products").await;
    assert_eq!(borne(&app).await, BRAND);
    let page = format!("/admin/products/{id}");
    let version = organiser.get(&page).await.html().attribute("main input[name=version]", "value");
    organiser.post(&format!("{page}/publication"), &[("version", &version)]).await;
    assert!(
        organiser
            .get(&format!("/admin/products/{id}"))
            .await
            .html()
            .text(".record")
            .contains(BRAND)
    );
    assert_eq!(saves(&supplier, &id, "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(borne(&app).await, "没有");
    assert_eq!(
        app.text("select state from products order by id desc limit 1").await,
        "published",
        "a brand changes at once"
    );
    let changed = app.text("select changes::text from audit_events where noun = 'products' order by id desc limit 1").await;
    assert_eq!(changed, r#"{"brand": ["试验沙丘", null]}"#);
}

#[tokio::test]
async fn anothers_brand_is_refused_and_a_regional_one_stays_where_it_is() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let anothers = app.text("select max(id)::text from brands where owner_id <> (select min(supplier_id) from contracts)").await;
    let regional = app.text("select min(id)::text from brands where owner_id is null").await;
    for brand in [anothers.as_str(), &regional, "999999999", "x", "0"] {
        let refused = lists(&supplier, brand).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{brand}");
        assert_eq!(refused.html().attributes(".errors a", "href"), ["#brand"]);
    }
    assert_eq!(
        app.text("select count(*)::text from products where name = '试验山羊肉'").await,
        "0"
    );
    lists(&supplier, "").await;
    let id = app.text("select max(id)::text from products").await;
    assert_eq!(saves(&supplier, &id, &anothers).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(borne(&app).await, "没有");
    app.as_owner_with("update products set brand_id = (select min(id) from brands where owner_id is null) where id = $key", &id).await;
    let page = supplier.get(&format!("/my/products/{id}")).await.html();
    assert_eq!(page.attribute("#brand option[selected]", "value"), regional);
    assert_eq!(saves(&supplier, &id, &regional).await.status, StatusCode::SEE_OTHER);
    let copy = supplier.get(&format!("/my/products/new?from={id}")).await.html();
    assert_eq!(
        copy.count(&format!("#brand option[value='{regional}']")),
        0,
        "it is not taken to another product"
    );
}

#[tokio::test]
async fn a_brand_that_was_misspelt_takes_its_products_along_and_is_gone() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let id = entered(&supplier, &mark()).await;
    lists(&supplier, &brand_of(&app, BRAND).await).await;
    let renamed = Mark { brand: "试验沙丘牌", ..mark() };
    assert_eq!(mends(&supplier, &id, &renamed).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        (borne(&app).await.as_str(), brand_of(&app, BRAND).await.as_str()),
        ("试验沙丘牌", "")
    );
    let changed = app.text("select changes::text from audit_events where noun = 'products' order by id desc limit 1").await;
    assert_eq!(changed, r#"{"brand": ["试验沙丘", "试验沙丘牌"]}"#);
    decides(&organiser, &id, "verification").await;
    // Of a public brand only the trademark disappears.
    let second =
        entered(&supplier, &Mark { number: "TM-TRIAL-0002".into(), ..renamed.clone() }).await;
    assert_eq!(
        mends(&supplier, &second, &Mark { number: "TM-TRIAL-0002".into(), ..mark() }).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(borne(&app).await, "试验沙丘牌");
    assert!(!brand_of(&app, BRAND).await.is_empty());
    let regional = mends(
        &supplier,
        &second,
        &Mark { brand: "草原黑蘑菇", number: "TM-TRIAL-0002".into(), ..mark() },
    )
    .await;
    assert_eq!(regional.html().attributes(".errors a", "href"), ["#brand"]);
    let taken = mends(&supplier, &second, &Mark { number: NUMBER.into(), ..mark() }).await;
    assert_eq!(taken.html().attributes(".errors a", "href"), ["#number"]);
}
