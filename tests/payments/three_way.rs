//! Orders, goods and money compared, and the word on a difference.

use super::{accepted, lines, pay};
use crate::{deliveries::Trade, harness::site::Answer};
use axum::http::StatusCode;

/// What the page says of the line of millet.
async fn verdict(trade: &Trade) -> String {
    let contract = trade.app.text("select max(id)::text from contracts").await;
    let page = trade.buyer.get(&format!("/my/three-way?contract={contract}")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page.html().all(".mark3").join(", ")
}

async fn settle(trade: &Trade, closed_as: &str, reason: &str) -> Answer {
    let line = "select min(id)::text from contract_lines
                where contract_id = (select max(id) from contracts)";
    let at = format!("/my/three-way/{}", trade.app.text(line).await);
    let fields = [("between", "money"), ("closed_as", closed_as), ("reason", reason)];
    trade.buyer.post(&at, &fields).await
}

#[tokio::test]
async fn what_is_owed_is_due_until_it_is_paid_or_closed_as_a_tail() {
    let trade = accepted().await;
    assert_eq!(verdict(&trade).await, "欠付 18.4万元, 没到货");
    let lines = lines(&trade.app).await;
    let paid = pay(&trade, "183400", &[(&lines[0], "110400"), (&lines[1], "73000")]).await;
    assert_eq!(paid.status, StatusCode::SEE_OTHER, "{}", paid.body);
    assert_eq!(verdict(&trade).await, "欠付 600元, 没到货");

    assert_eq!(settle(&trade, "tail", "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = settle(&trade, "tail", "抹零").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(verdict(&trade).await, "对上, 没到货");
    let name = super::supplier(&trade.app).await;
    let form = trade.buyer.get(&format!("{}/new?supplier={name}", super::LIST)).await.html();
    assert_eq!(form.count(".alloc"), 0, "a tail is not asked for again");
    let told = "select string_agg(noun || ' ' || action, ', ') from audit_events
                where noun = 'settled_differences'";
    assert_eq!(trade.app.text(told).await, "settled_differences change", "the trail tells it");
    // Once the payment is void it is another difference, and the word no longer holds.
    let path = super::latest(&trade.app).await;
    let version = trade.buyer.get(&path).await.html().attribute("input[name=version]", "value");
    let void = [("version", version.as_str()), ("reason", "退汇")];
    trade.buyer.post(&format!("{path}/void"), &void).await;
    assert_eq!(verdict(&trade).await, "欠付 18.4万元, 没到货");
}

#[tokio::test]
async fn what_is_too_large_for_a_tail_is_explained_in_words() {
    let trade = accepted().await;
    let refused = settle(&trade, "tail", "抹零").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("尾差最多 1,000元"),
        "1 % of 184,000 yuan would be more: {}",
        refused.body
    );
    let done = settle(&trade, "explained", "发票未到").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(verdict(&trade).await, "对上, 没到货");
    // What is settled waits for no second word.
    let again = settle(&trade, "explained", "又写").await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let note = "select note from settled_differences";
    assert_eq!(trade.app.text(note).await, "发票未到");
}

#[tokio::test]
async fn a_dispute_is_to_be_checked_and_nobody_settles_the_lines_of_others() {
    let trade = accepted().await;
    let fields =
        crate::deliveries::with(crate::deliveries::load(&trade.app).await, &[("quantity-1", "1")]);
    crate::deliveries::record(&trade, &trade.supplier, fields).await;
    let disputed = [
        ("verdict-1", "part"),
        ("accepted-1", "0.5"),
        ("disputed-1", "0.5"),
        ("why-disputed-1", "short_weight"),
    ];
    let answer = crate::deliveries::decide(&trade, &trade.buyer, &disputed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(verdict(&trade).await, "待核, 欠付 18.86万元, 没到货");
    let foreign = "select min(id)::text from contract_lines
                   where contract_id in (select id from contracts where buyer_id <> (
                       select buyer_id from contracts order by id desc limit 1))";
    let at = format!("/my/three-way/{}", trade.app.text(foreign).await);
    let fields = [("between", "money"), ("closed_as", "explained"), ("reason", "越权")];
    assert_eq!(trade.buyer.post(&at, &fields).await.status, StatusCode::NOT_FOUND);
}

/// A term that an amendment shortens from next month on.
#[tokio::test]
async fn an_amendment_counts_from_its_day() {
    let trade = accepted().await;
    trade
        .app
        .as_owner(
            "insert into contract_amendments (contract_id, ordinal, reason, signed_on,
                 effective_on, amount_change, ends_on)
             select max(id), 1, '缩短履行期', '2020-09-28', '2020-10-15', 0, '2020-09-27'
             from contracts",
        )
        .await;
    assert_eq!(verdict(&trade).await, "欠付 18.4万元, 没到货", "the contract is not over yet");
}
