//! Goods sent under contracts and without, accepted in parts, disputed, settled and corrected, each
//! by those who own the step.

mod accepting;
mod disputes;
pub mod matrix;
mod sending;
mod withstanding;

use crate::{
    contracts,
    harness::{
        actors::Person,
        site::{Answer, TestApp},
    },
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;

pub const LIST: &str = "/my/deliveries";

/// A signed contract of 24 t of millet and 16 sheep with a tolerance of 2 %, and its people.
pub struct Trade {
    pub app: TestApp,
    pub organiser: Person,
    pub buyer: Person,
    pub supplier: Person,
}

/// Someone of an organisation.
pub async fn of(app: &TestApp, role: Role, organisation: &'static str) -> Person {
    let person = app.someone(role).await;
    let sql = format!(
        "update user_roles set organisation_id = ({organisation}) where user_id = {}",
        person.id.0
    );
    sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&app.pool).await.unwrap();
    person
}

pub async fn trade() -> Trade {
    let app = TestApp::own_fair().await;
    let organiser = app.someone(Role::Organiser).await;
    contracts::signed(&app, &organiser).await;
    let latest = "select buyer_id from contracts order by id desc limit 1";
    let buyer = of(&app, Role::Buyer, latest).await;
    let latest = "select supplier_id from contracts order by id desc limit 1";
    let supplier = of(&app, Role::Supplier, latest).await;
    Trade { app, organiser, buyer, supplier }
}

/// The fields of a load of 12 t of millet from one village.
pub async fn load(app: &TestApp) -> Vec<(String, String)> {
    let millet = app.text("select max(id)::text from contracts").await;
    let line = app
        .text("select min(l.id)::text from contract_lines l where l.contract_id = (select max(id) from contracts)")
        .await;
    [
        ("contract", millet.as_str()),
        ("lines", "1"),
        ("shipped_on", "2020-09-28"),
        ("planned_on", "2020-09-28"),
        ("goods-1", &line),
        ("quantity-1", "12"),
        ("unit-1", "t"),
        ("village-1", "other"),
        ("other-village-1", "王爱召村"),
        ("kind-1", "consolidated"),
        ("households-1", "6"),
    ]
    .map(|(name, value)| (name.to_string(), value.to_string()))
    .to_vec()
}

/// The same with some fields changed or added.
pub fn with(mut fields: Vec<(String, String)>, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    for (name, value) in changes {
        fields.retain(|(known, _)| known != name);
        fields.push((name.to_string(), value.to_string()));
    }
    fields
}

pub async fn send(person: &Person, path: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    person.post(path, &fields).await
}

/// The code of a new form of `person`.
pub async fn form(trade: &Trade, person: &Person, root: &str) -> String {
    let contract = trade.app.text("select max(id)::text from contracts").await;
    let page = person.get(&format!("{root}/new?contract={contract}")).await;
    page.html().attribute("input[name=form]", "value")
}

/// Records this load on a form of its own.
pub async fn record(trade: &Trade, person: &Person, fields: Vec<(String, String)>) -> Answer {
    let code = form(trade, person, LIST).await;
    send(person, LIST, &with(fields, &[("form", &code)])).await
}

/// A load of 12 t, on its way: its path below `/my`.
pub async fn sent(trade: &Trade) -> String {
    let answer = record(trade, &trade.supplier, load(&trade.app).await).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    latest(&trade.app).await
}

pub async fn latest(app: &TestApp) -> String {
    format!("{LIST}/{}", app.text("select max(id)::text from deliveries").await)
}

pub async fn version(app: &TestApp) -> String {
    app.text("select version::text from deliveries order by id desc limit 1").await
}

/// Hands in an acceptance of the latest delivery, on a form of its own.
pub async fn decide(trade: &Trade, person: &Person, verdict: &[(&str, &str)]) -> Answer {
    let path = latest(&trade.app).await;
    let form = person.get(&format!("{path}/acceptance")).await.html();
    let code = form.attribute("input[name=form]", "value");
    let version = form.attribute("input[name=version]", "value");
    let mut fields =
        vec![("form", code.as_str()), ("version", &version), ("on", "2020-09-28"), ("seen", "1")];
    fields.retain(|(name, _)| !verdict.iter().any(|(given, _)| given == name));
    fields.extend_from_slice(verdict);
    person.post(&format!("{path}/acceptance"), &fields).await
}

/// The parts of the latest delivery: state, shipped and accepted quantity, amount.
pub async fn parts(app: &TestApp) -> String {
    app.text(
        "select string_agg(concat_ws(' ', state, quantity_shipped::float, quantity_accepted::float,
                                     amount_accepted), ', ' order by position, part)
         from delivery_lines where delivery_id = (select max(id) from deliveries)",
    )
    .await
}

/// What the figures count of the latest delivery.
pub async fn counted(app: &TestApp) -> String {
    app.text(
        "select coalesce(string_agg(account || ' ' || n || ' ' || yuan, ', ' order by account), '')
         from (select account, sum(records) as n, sum(amount) as yuan from journal_entries
               where root = 'delivery' and root_id = (select max(id) from deliveries)
               group by account having sum(amount) <> 0) counted",
    )
    .await
}
