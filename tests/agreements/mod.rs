//! Agreements in the office: entered, changed, signed, renewed, ended and voided.

mod ending;
mod entering;
pub mod matrix;
mod rights;
mod signing;
mod sources;

use crate::{
    harness::{actors::Person, site::TestApp},
    promises::AGREEMENTS,
    signing::names,
};

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

/// The path of a new draft.
pub async fn entered(app: &TestApp, person: &Person) -> String {
    AGREEMENTS.entered(app, person, agreement(app).await).await
}

/// A new agreement, signed: its path in the office.
pub async fn signed(app: &TestApp, person: &Person) -> String {
    AGREEMENTS.signed(app, person, agreement(app).await).await
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
