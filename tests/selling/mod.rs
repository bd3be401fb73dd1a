//! A supplier lists a product, the banner looks at it, the public sees it.

mod reviewing;

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

/// Listed and sent; its number.
async fn listed(supplier: &Person, changes: &[(&str, &str)]) -> String {
    let form = form(supplier).await;
    let fields: Vec<(&str, &str)> =
        with(changes).into_iter().chain([("form", form.as_str())]).collect();
    let answer = supplier.post("/my/products", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html().text(".errors"));
    supplier.app.text("select max(id)::text from products").await
}

/// What an officer's page sends: of the product as it stands there.
async fn decide(officer: &Person, id: &str, (act, note): (&str, &str)) -> Answer {
    let path = format!("/admin/products/{id}");
    let version = officer.get(&path).await.html().attribute("main input[name=version]", "value");
    officer.post(&format!("{path}/{act}"), &[("version", &version), ("note", note)]).await
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
async fn the_later_of_two_savers_sees_both_versions_and_loses_nothing() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let id = listed(&supplier, &[("draft", "1")]).await;
    let path = format!("/my/products/{id}");
    let version = supplier.get(&path).await.html().attribute("input[name=version]", "value");
    let first = supplier
        .post(&path, &with(&[("price", "400"), ("version", &version), ("draft", "1")]))
        .await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let later = supplier
        .post(&path, &with(&[("specification", "十斤一箱"), ("version", &version), ("draft", "1")]))
        .await;
    assert_eq!(later.status, StatusCode::CONFLICT);
    let page = later.html();
    assert_eq!(page.attributes("input[type=radio][name=price]", "value"), ["400", "398.5"]);
    assert_eq!(
        page.attributes("input[type=radio][name=specification]", "value"),
        ["5 公斤一箱", "十斤一箱"]
    );
    assert_eq!(
        page.count("input[type=radio][name=name]"),
        0,
        "what is the same need not be chosen"
    );
    assert_eq!(
        app.text("select price::float8::text from products order by id desc limit 1").await,
        "400",
        "nothing was overwritten"
    );
    // As the page sends it: the price as saved, the words as typed.
    let hidden = |name: &str| page.attribute(&format!("input[type=hidden][name={name}]"), "value");
    let (version, category, name, unit, basis, origin, months) = (
        hidden("version"),
        hidden("category"),
        hidden("name"),
        hidden("unit"),
        hidden("price_basis"),
        hidden("origin"),
        hidden("months"),
    );
    let chosen = [
        ("version", version.as_str()),
        ("category", &category),
        ("name", &name),
        ("unit", &unit),
        ("price_basis", &basis),
        ("origin", &origin),
        ("months", &months),
        ("price", "400"),
        ("specification", "十斤一箱"),
        ("draft", "1"),
    ];
    assert_eq!(supplier.post(&path, &chosen).await.status, StatusCode::SEE_OTHER);
    let kept =
        app.text("select price::float8::text || ' ' || specification || ' ' || months::text from products order by id desc limit 1").await;
    assert_eq!(kept, "400 十斤一箱 {9,10}");
}

#[tokio::test]
async fn twenty_identical_posts_make_one_product() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let form = form(&supplier).await;
    let fields: Vec<(&str, &str)> =
        with(&[]).into_iter().chain([("form", form.as_str())]).collect();
    let answers =
        futures_util::future::join_all((0..20).map(|_| supplier.post("/my/products", &fields)))
            .await;
    for answer in &answers {
        assert!(
            [StatusCode::SEE_OTHER, StatusCode::SERVICE_UNAVAILABLE].contains(&answer.status),
            "{}",
            answer.status
        );
    }
    assert_eq!(
        app.text("select count(*)::text from products where name = '试验山羊肉'").await,
        "1"
    );
    assert_eq!(
        app.text("select count(*)::text from audit_events where noun = 'products'").await,
        "1"
    );
    let other_form = self::form(&supplier).await;
    let fields: Vec<(&str, &str)> =
        with(&[]).into_iter().chain([("form", other_form.as_str())]).collect();
    let twin = supplier.post("/my/products", &fields).await;
    assert_eq!(
        twin.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "another form of the same name is told"
    );
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_each_field_and_what_was_typed_stays() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let form = form(&supplier).await;
    let bad = [
        ("form", form.as_str()),
        ("name", "土鸡蛋"),
        ("price", "78元"),
        ("origin", "没有这个村"),
        ("capacity", "很多"),
        ("organisation_id", "1"),
        ("state", "published"),
    ];
    let answer = supplier.post("/my/products", &bad).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.html();
    for field in [
        "category",
        "specification",
        "unit",
        "price",
        "price_basis",
        "origin",
        "months",
        "capacity",
    ] {
        assert_eq!(
            page.attributes(&format!(".errors a[href='#{field}']"), "href").len(),
            1,
            "{field}"
        );
        assert!(page.count(&format!("#{field}")) == 1, "the summary leads to {field}");
    }
    assert_eq!(page.attribute("#price", "value"), "78元");
    assert_eq!(page.attribute("#name", "value"), "土鸡蛋");
    let same_name = app.text("select name from divisions where level = 'village' group by name having count(*) > 1 limit 1").await;
    let several = supplier
        .post("/my/products", &with(&[("form", &form), ("origin", &same_name)]))
        .await
        .html();
    assert!(
        several.count("input[type=radio][name=origin_code]") > 1,
        "villages of one name are told apart"
    );
    let code = several.attribute("input[type=radio][name=origin_code]", "value");
    let chosen = supplier
        .post(
            "/my/products",
            &with(&[("form", &form), ("origin", &same_name), ("origin_code", &code)]),
        )
        .await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER);
    assert_eq!(app.text("select origin_code from products order by id desc limit 1").await, code);
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
            officer.post(&format!("/admin/products/{elsewhere}/{act}"), &[("note", "x")]).await;
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
