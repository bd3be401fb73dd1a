//! Agreements in the office: entered, changed, signed, renewed, ended and voided.

mod ending;
mod entering;
pub mod matrix;
mod rights;
mod signing;
mod sources;

use crate::{
    harness::{
        actors::Person,
        site::{Answer, TestApp},
    },
    signing::{names, send, with},
};
use axum::http::StatusCode;

pub const LIST: &str = "/admin/agreements";

/// The fields of a good agreement, of parties that have no deal with each other.
pub async fn agreement(app: &TestApp) -> Vec<(&'static str, String)> {
    let names = names(app).await;
    [
        ("title", "示范食堂三年采购"),
        ("number", "KJ-2020-01"),
        ("buyer", &*names.buyer),
        ("supplier", &names.supplier),
        ("signed_on", "2020-09-20"),
        ("starts_on", "2020-10-01"),
        ("ends_on", "2023-09-30"),
        ("ceiling", "800"),
        ("unit", "10000"),
    ]
    .map(|(name, value)| (name, value.to_string()))
    .to_vec()
}

/// The code of a new form.
pub async fn form(person: &Person) -> String {
    let page = person.get("/admin/agreements/new").await.html();
    page.attribute("input[name=form]", "value")
}

/// Sends a new agreement, on a form of its own.
pub async fn enter(person: &Person, fields: Vec<(&'static str, String)>) -> Answer {
    let code = form(person).await;
    send(person, LIST, &with(fields, &[("form", &code)])).await
}

/// The path of a new draft.
pub async fn entered(app: &TestApp, person: &Person) -> String {
    let answer = enter(person, agreement(app).await).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    latest(app).await
}

pub async fn latest(app: &TestApp) -> String {
    format!("{LIST}/{}", app.text("select max(id)::text from framework_agreements").await)
}

/// The version of the latest agreement.
pub async fn version(app: &TestApp) -> String {
    app.text("select version::text from framework_agreements order by id desc limit 1").await
}

/// Does this to the latest agreement, as it is now.
pub async fn act(
    app: &TestApp,
    person: &Person,
    what: &str,
    more: &[(&'static str, &str)],
) -> Answer {
    let (path, version) = (latest(app).await, version(app).await);
    let fields = with(vec![("version", version)], more);
    send(person, &format!("{path}/{what}"), &fields).await
}

/// A new agreement, signed: its path in the office.
pub async fn signed(app: &TestApp, person: &Person) -> String {
    let path = entered(app, person).await;
    let answer = act(app, person, "signature", &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    path
}

/// What the figures count of the latest agreement: of each account how many.
pub async fn counted(app: &TestApp) -> String {
    app.text(
        "select coalesce(string_agg(account || ' ' || n, ', ' order by account), '') from (
             select account, sum(records) as n from journal_entries
             where root = 'agreement' and root_id = (select max(id) from framework_agreements)
               and effective_on <= '2020-09-28'
             group by account having sum(records) <> 0) counted",
    )
    .await
}
