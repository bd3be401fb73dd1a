//! A supplier applies to an edition, the banner recommends, the organisers decide and publish, and
//! the supplier gets a message each time.

pub mod matrix;
mod leaving;
mod mail;
mod rights;
mod way;

use crate::harness::{
    actors::Person,
    site::{Answer, TestApp},
};
use axum::http::StatusCode;

/// The fourth edition, open for applications; the supplier is in the officer's banner.
pub async fn open_edition(app: &TestApp) {
    app.as_owner(
        "insert into editions (ordinal, name, name_en, held_in, starts_on, ends_on, state)
         values (4, '第四届试验展洽会', 'Fourth trial fair', '2020-11-01', '2020-11-10', '2020-11-12', 'applications_open')",
    )
    .await;
    app.as_owner(
        "insert into zones (edition_id, code, name, name_en, purpose, purpose_en)
         select id, 'A', '综合展区', 'General', '各旗区', 'All banners' from editions where ordinal = 4",
    )
    .await;
    app.as_owner(
        "update organisations set banner_code = b.code, division_code = b.code
         from (select min(code) as code from divisions where level = 'banner') b where id = (select min(supplier_id) from contracts)",
    )
    .await;
}

/// The form with typed values.
pub async fn fields(supplier: &Person, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let page = supplier.get("/my/applications/new?edition=4").await.html();
    let product = page.attribute("input[name=product]", "value");
    let usual = [
        ("form", page.attribute("input[name=form]", "value")),
        ("edition", "4".into()),
        ("zone", "A".into()),
        ("contact_name", "老王".into()),
        ("contact_phone", "13800000000".into()),
        ("note", "想要靠门的".into()),
        ("product", product.clone()),
        ("price", "78".into()),
        ("chosen", product),
    ];
    let kept =
        usual.into_iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    let kept = kept.map(|(name, value)| (name.to_string(), value));
    kept.chain(changes.iter().map(|(name, value)| (name.to_string(), value.to_string()))).collect()
}

pub async fn post(person: &Person, path: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    person.post(path, &fields).await
}

/// Submits an application; its id.
pub async fn applied(supplier: &Person) -> String {
    let answer = post(supplier, "/my/applications", &fields(supplier, &[]).await).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html().text(".errors"));
    supplier.app.text("select max(id)::text from exhibitors").await
}

pub async fn decide(person: &Person, id: &str, act: &str) -> Answer {
    let version = looks_at(person, id).await;
    decide_on(person, id, act, &version).await
}

/// The version on the officer's page.
pub async fn looks_at(person: &Person, id: &str) -> String {
    let page = person.get(&format!("/admin/applications/{id}")).await.html();
    page.attributes("form input[name=version]", "value")
        .into_iter()
        .next()
        .unwrap_or_else(|| "1".into())
}

pub async fn decide_on(person: &Person, id: &str, act: &str, version: &str) -> Answer {
    person
        .post(
            &format!("/admin/applications/{id}/{act}"),
            &[("version", version), ("reason", "产品照片不清楚")],
        )
        .await
}

pub async fn state(app: &TestApp) -> String {
    app.text("select state from exhibitors order by id desc limit 1").await
}
