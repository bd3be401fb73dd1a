//! Concurrent, repeated and invalid saves.

use super::{form, listed, with};
use crate::harness::site::TestApp;
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

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
    // As the page sends it: the saved price, the typed introduction.
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
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
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
async fn the_same_code_from_another_user_makes_another_product() {
    let app = TestApp::own_fair().await;
    let (supplier, other) = (app.someone(Role::Supplier).await, app.someone(Role::Supplier).await);
    let sql = "update user_roles set organisation_id =
                   (select max(id) from organisations where side = 'supplier') where user_id = $key";
    app.as_owner_with(sql, &other.id.to_string()).await;
    let form = form(&supplier).await;
    let fields: Vec<(&str, &str)> =
        with(&[]).into_iter().chain([("form", form.as_str())]).collect();
    let first = supplier.post("/my/products", &fields).await;
    let second = other.post("/my/products", &fields).await;
    assert_eq!(second.status, StatusCode::SEE_OTHER, "{}", second.html().text(".errors"));
    assert_ne!(second.header("location"), first.header("location"));
    let (own, foreign) = (second.header("location"), first.header("location"));
    assert_eq!(other.get(own).await.status, StatusCode::OK);
    assert_eq!(other.get(foreign).await.status, StatusCode::NOT_FOUND);
    for person in [&supplier, &other] {
        person.post("/my/products", &fields).await;
    }
    let organisations = "select string_agg(organisation_id::text, ' ' order by id) from products
                         where name = '试验山羊肉'";
    let made = "select string_agg(organisation_id::text, ' ' order by user_id) from user_roles
                where role = 'supplier' and user_id in (select user_id from submissions)";
    assert_eq!(app.text(organisations).await, app.text(made).await, "one for each");
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
