//! The statement of account of two parties.

use super::{accepted, lines, pay, supplier};
use axum::http::StatusCode;

#[tokio::test]
async fn a_statement_goes_from_the_first_balance_to_the_last() {
    let trade = accepted().await;
    let lines = lines(&trade.app).await;
    let paid = pay(&trade, "110400", &[(&lines[0], "110400")]).await;
    assert_eq!(paid.status, StatusCode::SEE_OTHER, "{}", paid.body);
    let name = supplier(&trade.app).await;
    let at = |from: &str, to: &str| {
        format!("/my/payments/statement?supplier={name}&from={from}&to={to}")
    };
    let page = trade.buyer.get(&at("2020-09-28", "2020-09-28")).await.html();
    let balances = page.all(".account__balance b");
    assert_eq!(balances, ["两清", "采购方还欠 73,600 元"]);
    for (from, to) in [("2020-09-28", "2020-09-01"), ("2020-09-01", "2020-09-29")] {
        let odd = trade.buyer.get(&at(from, to)).await;
        assert!(odd.body.contains("从早到晚，不晚于今天"), "{}", odd.body);
    }
    let nobody = trade.buyer.get("/my/payments/statement?supplier=没有这家").await;
    assert!(nobody.body.contains("库里没有"), "{}", nobody.body);

    // A supplier asks for its own, whatever is typed.
    let buyer = "select o.name from organisations o
                 where o.id = (select buyer_id from contracts order by id desc limit 1)";
    let buyer = trade.app.text(buyer).await;
    let at = format!("/my/payments/statement?buyer={buyer}&from=2020-09-28&to=2020-09-28");
    let page = trade.supplier.get(&at).await;
    assert!(page.body.contains("采购方还欠"), "{}", page.body);
    let categories = ["脱贫巩固户", "consolidated"];
    assert!(categories.iter().all(|word| !page.body.contains(word)), "no household category");
}
