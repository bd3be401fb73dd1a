//! Money entered by those who pay, divided among accepted goods, compared with what was ordered.

mod entering;
pub mod matrix;
mod statement;
mod three_way;
mod withstanding;

use crate::{
    deliveries::{Trade, decide, load, record, trade, with},
    harness::{
        actors::Person,
        site::{Answer, TestApp},
    },
};
use axum::http::StatusCode;

pub const LIST: &str = "/my/payments";

/// 12 t and then 8 t of millet at 9,200 yuan were accepted (110,400 and 73,600 yuan), and nothing
/// is paid.
pub async fn accepted() -> Trade {
    let trade = trade().await;
    for quantity in ["12", "8"] {
        let fields = with(load(&trade.app).await, &[("quantity-1", quantity)]);
        let sent = record(&trade, &trade.supplier, fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let decided = decide(&trade, &trade.buyer, &[("verdict-1", "all")]).await;
        assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.body);
    }
    trade
}

/// The supplier of the trade by its name, as a query or a form says it.
pub async fn supplier(app: &TestApp) -> String {
    app.text(
        "select o.name from organisations o
         where o.id = (select supplier_id from contracts order by id desc limit 1)",
    )
    .await
}

/// The lines that wait for payment, the oldest first.
pub async fn lines(app: &TestApp) -> Vec<String> {
    app.texts(
        "select id::text from accepted_lines
         where contract_id = (select max(id) from contracts) order by id",
    )
    .await
}

/// The fields of a payment of so many yuan, on a form of its own.
pub async fn form(trade: &Trade, person: &Person, yuan: &str) -> Vec<(String, String)> {
    let name = supplier(&trade.app).await;
    let page = person.get(&format!("{LIST}/new?supplier={name}")).await.html();
    [
        ("form", page.attribute("input[name=form]", "value").as_str()),
        ("supplier", &name),
        ("amount", yuan),
        ("unit", "1"),
        ("paid_on", "2020-09-28"),
        ("number", "银付 0928-03"),
    ]
    .map(|(name, value)| (name.to_string(), value.to_string()))
    .to_vec()
}

pub async fn send(person: &Person, path: &str, fields: &[(String, String)]) -> Answer {
    crate::deliveries::send(person, path, fields).await
}

/// A payment of so many yuan, divided by line.
pub async fn pay(trade: &Trade, yuan: &str, shares: &[(&str, &str)]) -> Answer {
    let shares: Vec<(String, &str)> =
        shares.iter().map(|(line, amount)| (format!("share-{line}"), *amount)).collect();
    let shares: Vec<(&str, &str)> =
        shares.iter().map(|(name, amount)| (name.as_str(), *amount)).collect();
    let fields = with(form(trade, &trade.buyer, yuan).await, &shares);
    send(&trade.buyer, LIST, &fields).await
}

pub async fn latest(app: &TestApp) -> String {
    format!("{LIST}/{}", app.text("select max(id)::text from payments").await)
}

/// What the figures count of the latest payment.
pub async fn counted(app: &TestApp) -> String {
    app.text(
        "select coalesce(string_agg(account || ' ' || yuan, ', ' order by account::text), '')
         from (select account, sum(amount) as yuan from journal_entries
               where root = 'payment' and root_id = (select max(id) from payments)
               group by account having sum(amount) <> 0) counted",
    )
    .await
}
