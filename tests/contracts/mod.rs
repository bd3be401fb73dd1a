//! Contracts in the office: entered with their lines, changed, signed, amended, completed, ended and
//! voided.

mod amended;
mod amending;
mod ceilings;
mod ending;
mod entering;
mod lines;
pub mod matrix;

use crate::{
    harness::{actors::Person, site::TestApp},
    promises::CONTRACTS,
    signing::names,
};

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

/// The path of a new draft.
pub async fn entered(app: &TestApp, person: &Person) -> String {
    CONTRACTS.entered(app, person, contract(app).await).await
}

/// A new contract, signed: its path in the office.
pub async fn signed(app: &TestApp, person: &Person) -> String {
    CONTRACTS.signed(app, person, contract(app).await).await
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
