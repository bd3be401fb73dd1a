//! A supplier enters a brand with its trademark, an officer verifies it, its products use it, and
//! it is shown as registered during its term.

pub mod matrix;
mod products;
mod public;
mod rights;
mod saving;
mod terms;
mod way;

use crate::harness::{
    actors::Person,
    pictures::{Field, pdf},
    site::{Answer, TestApp},
};
use axum::http::StatusCode;

pub const BRAND: &str = "试验沙丘";
pub const NUMBER: &str = "TM-TRIAL-0001";

/// The typed values of a supplier.
#[derive(Clone)]
pub struct Mark {
    pub brand: &'static str,
    pub number: String,
    pub class: &'static str,
    pub registered_on: &'static str,
    pub expires_on: &'static str,
    pub scan: Vec<u8>,
}

pub fn mark() -> Mark {
    Mark {
        brand: BRAND,
        number: NUMBER.into(),
        class: "29",
        registered_on: "2019-03-14",
        expires_on: "",
        scan: pdf(),
    }
}

/// The form at `page`, with extra fields of an attacker.
pub async fn send(supplier: &Person, path: &str, mark: &Mark, more: &[(&str, &str)]) -> Answer {
    let said = [
        ("brand", mark.brand),
        ("number", mark.number.as_str()),
        ("class", mark.class),
        ("registered_on", mark.registered_on),
        ("expires_on", mark.expires_on),
    ];
    let mut fields: Vec<Field<'_>> =
        more.iter().chain(&said).map(|(name, value)| Field::Text(name, value)).collect();
    if !mark.scan.is_empty() {
        fields.push(Field::File("file", "注册证.pdf", mark.scan.clone()));
    }
    supplier.send_form(path, &fields).await
}

/// The code and the version in the form of a page.
pub async fn carried(supplier: &Person, page: &str) -> (String, String) {
    let page = supplier.get(page).await.html();
    (page.attribute("input[name=form]", "value"), page.attribute("input[name=version]", "value"))
}

pub async fn enters(supplier: &Person, mark: &Mark) -> Answer {
    let (form, _) = carried(supplier, "/my/trademarks/new").await;
    send(supplier, "/my/trademarks", mark, &[("form", &form)]).await
}

/// Its number.
pub async fn entered(supplier: &Person, mark: &Mark) -> String {
    let answer = enters(supplier, mark).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.html().text(".errors"));
    newest(&supplier.app).await
}

pub async fn newest(app: &TestApp) -> String {
    app.text("select max(id)::text from trademarks").await
}

pub async fn mends(supplier: &Person, id: &str, mark: &Mark) -> Answer {
    let path = format!("/my/trademarks/{id}");
    let (form, version) = carried(supplier, &path).await;
    send(supplier, &path, mark, &[("form", &form), ("version", &version)]).await
}

/// `act`: `verification` or `return`.
pub async fn decides(officer: &Person, id: &str, act: &str) -> Answer {
    let version = looks_at(officer, id).await;
    decides_on(officer, id, act, &version).await
}

/// The version on the officer's page.
pub async fn looks_at(officer: &Person, id: &str) -> String {
    let page = officer.get(&format!("/admin/trademarks/{id}")).await.html();
    page.attributes("input[name=version]", "value").into_iter().next().unwrap_or_else(|| "1".into())
}

pub async fn decides_on(officer: &Person, id: &str, act: &str, version: &str) -> Answer {
    officer
        .post(
            &format!("/admin/trademarks/{id}/{act}"),
            &[("version", version), ("reason", "注册号看不清")],
        )
        .await
}

pub async fn verified(supplier: &Person, officer: &Person, mark: &Mark) -> String {
    let id = entered(supplier, mark).await;
    assert_eq!(decides(officer, &id, "verification").await.status, StatusCode::SEE_OTHER);
    id
}

/// The number and state of the newest.
pub async fn state(app: &TestApp) -> String {
    app.text("select number || ' ' || state from trademarks order by id desc limit 1").await
}

pub async fn brand_of(app: &TestApp, name: &'static str) -> String {
    let ids = app.texts("select id || ' ' || name from brands").await;
    let found = ids.iter().find_map(|row| row.split_once(' ').filter(|(_, known)| *known == name));
    found.map(|(id, _)| id.to_string()).unwrap_or_default()
}
