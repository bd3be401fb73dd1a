//! Registrations of organisations.

pub mod matrix;
mod way;

use crate::harness::site::{Answer, TestApp};

pub const PASSWORD: &str = "nine goats by the well";
/// The code of a cooperative, with a valid check character.
pub const CODE: &str = "93150624MA0TE5T01X";

pub fn fields<'a>(form: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("form", form),
        ("name", "试验牧民专业合作社"),
        ("kind", "cooperative"),
        ("credit_code", CODE),
        ("place", "150624"),
        ("contact_name", "张三"),
        ("phone", "138 1234 5678"),
        ("password", PASSWORD),
        ("consent", "1"),
    ];
    let kept =
        usual.into_iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    kept.chain(changes.iter().copied()).collect()
}

pub async fn register(app: &TestApp, changes: &[(&str, &str)]) -> Answer {
    let form = app.page("/register").await.attribute("input[name=form]", "value");
    app.post("/register", &fields(&form, changes), "").await
}

/// Submits a registration; its private link.
pub async fn registered(app: &TestApp, changes: &[(&str, &str)]) -> String {
    let answer = register(app, changes).await;
    assert_eq!(
        answer.status,
        axum::http::StatusCode::SEE_OTHER,
        "{}",
        answer.html().text(".errors")
    );
    answer.header("location").to_string()
}
