//! Contracts in the office: entered with their lines, changed, signed, completed, ended and voided.

mod ceilings;
mod ending;
mod entering;
mod lines;
pub mod matrix;

use crate::{
    harness::{
        actors::Person,
        site::{Answer, TestApp},
    },
    signing::{names, send, with},
};
use axum::http::StatusCode;

pub const LIST: &str = "/admin/contracts";

/// The fields of a good contract of two lines, of parties that have no deal with each other.
pub async fn contract(app: &TestApp) -> Vec<(&'static str, String)> {
    let names = names(app).await;
    [
        ("title", "小米与羯羊秋季采购"),
        ("number", "DLT-CG-2020-0466"),
        ("method", "canteen"),
        ("buyer", &*names.buyer),
        ("supplier", &names.supplier),
        ("signed_on", "2020-09-28"),
        ("starts_on", "2020-09-28"),
        ("ends_on", "2020-12-31"),
        ("line_name", "准格尔小米"),
        ("line_category", "0101"),
        ("line_specification", "特级"),
        ("line_quantity", "24"),
        ("line_unit", "t"),
        ("line_price", "9,200"),
        ("line_name", "准格尔羯羊"),
        ("line_category", "0101"),
        ("line_specification", ""),
        ("line_quantity", "16"),
        ("line_unit", "zhi"),
        ("line_price", "1350"),
        ("adjustment_name", "运费由供货方承担"),
        ("adjustment", "-2400"),
        ("tolerance", "2"),
        ("villages", "王爱召村、树林召村"),
    ]
    .map(|(name, value)| (name, value.to_string()))
    .to_vec()
}

/// The code of a new form.
pub async fn form(person: &Person) -> String {
    person.get("/admin/contracts/new").await.html().attribute("input[name=form]", "value")
}

/// Sends a new contract, on a form of its own.
pub async fn enter(person: &Person, fields: Vec<(&'static str, String)>) -> Answer {
    let code = form(person).await;
    send(person, LIST, &with(fields, &[("form", &code)])).await
}

/// The path of a new draft.
pub async fn entered(app: &TestApp, person: &Person) -> String {
    let answer = enter(person, contract(app).await).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    latest(app).await
}

pub async fn latest(app: &TestApp) -> String {
    format!("{LIST}/{}", app.text("select max(id)::text from contracts").await)
}

/// Does this to the latest contract, as it is now.
pub async fn act(
    app: &TestApp,
    person: &Person,
    what: &str,
    more: &[(&'static str, &str)],
) -> Answer {
    let version = "select version::text from contracts order by id desc limit 1";
    let (path, version) = (latest(app).await, app.text(version).await);
    send(person, &format!("{path}/{what}"), &with(vec![("version", version)], more)).await
}

/// A new contract, signed: its path in the office.
pub async fn signed(app: &TestApp, person: &Person) -> String {
    let path = entered(app, person).await;
    let answer = act(app, person, "signature", &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    path
}

/// What the figures count of the latest contract: of each account how many, and how much.
pub async fn counted(app: &TestApp) -> String {
    app.text(
        "select coalesce(string_agg(account || ' ' || n || ' ' || yuan, ', ' order by account), '')
         from (select account, sum(records) as n, sum(amount) as yuan from journal_entries
               where root = 'contract' and root_id = (select max(id) from contracts)
                 and effective_on <= '2020-09-28'
               group by account having sum(records) <> 0) counted",
    )
    .await
}
