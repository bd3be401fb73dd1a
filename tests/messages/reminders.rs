//! Buyers and suppliers are reminded once when it is their turn.

use crate::{
    deliveries::{decide, latest, sent, trade},
    harness::site::TestApp,
    promises::CONTRACTS,
};
use farmfair::{deliveries, payments};

async fn deliveries_remind(app: &TestApp, day: &str) -> usize {
    deliveries::actions::remind(&app.pool, day.parse().unwrap()).await.unwrap()
}

async fn payments_remind(app: &TestApp, day: &str) -> usize {
    payments::actions::remind(&app.pool, day.parse().unwrap()).await.unwrap()
}

/// The demonstration's own are out of the way.
async fn told_of_the_rest(app: &TestApp, days: &[&str]) {
    for day in days {
        deliveries_remind(app, day).await;
        payments_remind(app, day).await;
    }
}

#[tokio::test]
async fn goods_that_wait_and_then_are_unpaid_are_brought_up_once() {
    let trade = trade().await;
    let app = &trade.app;
    told_of_the_rest(app, &["2020-10-01", "2020-10-28"]).await;
    sent(&trade).await;
    let path = latest(app).await;
    assert_eq!(deliveries_remind(app, "2020-09-30").await, 0, "it is on its way");
    assert_eq!(deliveries_remind(app, "2020-10-01").await, 1);
    assert_eq!(deliveries_remind(app, "2020-10-01").await, 0, "told once");
    let inbox = trade.buyer.get("/my/messages").await.html();
    assert!(inbox.text("main").contains("等着验收"), "{}", inbox.text("main"));
    assert_eq!(inbox.count(&format!("main a[href='{path}']")), 1);

    let verdict = [("verdict-1", "all")];
    let accepted = decide(&trade, &trade.buyer, &verdict).await;
    assert!(accepted.status.is_redirection(), "{}", accepted.body);
    assert_eq!(payments_remind(app, "2020-10-27").await, 0);
    assert_eq!(payments_remind(app, "2020-10-28").await, 1);
    assert_eq!(payments_remind(app, "2020-10-29").await, 0, "told once");
    let inbox = trade.buyer.get("/my/messages").await.html().text("main");
    assert!(inbox.contains("验收后还没付清") && inbox.contains("11.04"), "{inbox}");
    assert!(!trade.supplier.get("/my/messages").await.html().text("main").contains("还没付清"));
}

#[tokio::test]
async fn both_hear_of_an_end_with_goods_missing_and_again_if_it_moves() {
    let trade = trade().await;
    let app = &trade.app;
    told_of_the_rest(app, &["2020-12-01"]).await;
    let inbox = trade.supplier.get("/my/messages").await.html().text("main");
    assert!(inbox.contains("合同 DLT-CG-2020-0466 即将期满"), "{inbox}");
    let inbox = trade.buyer.get("/my/messages").await.html().text("main");
    assert!(inbox.contains("还有 2 行没交齐"), "{inbox}");
    assert_eq!(deliveries_remind(app, "2020-12-02").await, 0, "told once");
    // The parties agree on a later end.
    app.as_owner(
        "insert into contract_amendments
             (contract_id, ordinal, reason, signed_on, effective_on, amount_change, ends_on)
         select max(id), 1, '顺延', '2020-12-01', '2020-12-01', 0, '2021-01-31' from contracts",
    )
    .await;
    assert_eq!(deliveries_remind(app, "2020-12-15").await, 0, "it ends later");
    assert_eq!(deliveries_remind(app, "2021-01-05").await, 2);
    // What has ended is not brought up.
    let ending = [("completed_on", "2020-09-28")];
    CONTRACTS.act(app, &trade.organiser, "completion", &ending).await;
    app.as_owner("delete from reminders").await;
    let contract = "select count(*)::text from reminders
                    where kind = 'contract_ending' and record_id = (select max(id) from contracts)";
    deliveries_remind(app, "2021-01-05").await;
    assert_eq!(app.text(contract).await, "0");
}
