//! Buyers and suppliers are reminded once when it is their turn.

use crate::{
    deliveries::{decide, sent, trade},
    harness::site::TestApp,
};
use farmfair::{deliveries, payments};

async fn deliveries_remind(app: &TestApp, day: &str) -> usize {
    deliveries::actions::remind(&app.pool, day.parse().unwrap()).await.unwrap()
}

async fn payments_remind(app: &TestApp, day: &str) -> usize {
    payments::actions::remind(&app.pool, day.parse().unwrap()).await.unwrap()
}

/// How often the latest record of its table was brought up.
async fn told(app: &TestApp, table: &str) -> String {
    let sql = format!(
        "select count(*)::text from reminders
         where record_id = (select max(id) from {table})
           and kind = any (case when '{table}' = 'contracts' then array['contract_ending']
                           else array['goods_waiting', 'goods_unpaid'] end)"
    );
    app.text(Box::leak(sql.into_boxed_str())).await
}

#[tokio::test]
async fn goods_that_wait_and_then_are_unpaid_are_brought_up_once() {
    let trade = trade().await;
    let app = &trade.app;
    sent(&trade).await;
    deliveries_remind(app, "2020-09-30").await;
    assert_eq!(told(app, "deliveries").await, "0", "it is on its way");
    assert!(deliveries_remind(app, "2020-10-01").await > 0);
    assert_eq!(deliveries_remind(app, "2020-10-01").await, 0, "told once");
    assert_eq!(told(app, "deliveries").await, "1");
    let inbox = trade.buyer.get("/my/messages").await.html().text("main");
    assert_eq!(inbox.matches("等着验收").count(), 2, "its subject, and the link's name: {inbox}");

    let verdict = [("verdict-1", "all")];
    let accepted = decide(&trade, &trade.buyer, &verdict).await;
    assert!(accepted.status.is_redirection(), "{}", accepted.body);
    payments_remind(app, "2020-10-27").await;
    assert_eq!(told(app, "deliveries").await, "1");
    assert!(payments_remind(app, "2020-10-28").await > 0);
    assert_eq!(payments_remind(app, "2020-10-28").await, 0, "told once");
    assert_eq!(told(app, "deliveries").await, "2");
    let inbox = trade.buyer.get("/my/messages").await.html().text("main");
    assert!(inbox.contains("验收后还没付清") && inbox.contains("11.04"), "{inbox}");
    assert!(!trade.supplier.get("/my/messages").await.html().text("main").contains("还没付清"));
}

#[tokio::test]
async fn both_hear_of_an_end_with_goods_missing_and_again_if_it_moves() {
    let trade = trade().await;
    let app = &trade.app;
    deliveries_remind(app, "2020-11-30").await;
    assert_eq!(told(app, "contracts").await, "0");
    deliveries_remind(app, "2020-12-01").await;
    let inbox = trade.supplier.get("/my/messages").await.html().text("main");
    assert!(inbox.contains("合同 DLT-CG-2020-0466 即将期满"), "{inbox}");
    let inbox = trade.buyer.get("/my/messages").await.html().text("main");
    assert!(inbox.contains("还有 2 行没交齐"), "{inbox}");
    deliveries_remind(app, "2020-12-02").await;
    assert_eq!(told(app, "contracts").await, "1", "told once");
    // The parties agree on a later end.
    app.as_owner(
        "insert into contract_amendments
             (contract_id, ordinal, reason, signed_on, effective_on, amount_change, ends_on)
         select max(id), 1, '顺延', '2020-12-01', '2020-12-01', 0, '2021-01-31' from contracts",
    )
    .await;
    deliveries_remind(app, "2020-12-15").await;
    assert_eq!(told(app, "contracts").await, "1", "it ends later");
    deliveries_remind(app, "2021-01-05").await;
    assert_eq!(told(app, "contracts").await, "2");
}
