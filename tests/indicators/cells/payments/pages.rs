//! Amounts of payments on pages and in the API: sums of whole published rows only.

use super::{Published, UNLIKE, published, spoken};
use crate::{
    harness::{
        addresses::{LISTS, RECORDS, english, with_key},
        html::text_of,
        site::TestApp,
    },
    indicators::links::figure_in,
};
use farmfair::values::lang::Lang;
use std::collections::BTreeSet;

#[tokio::test]
async fn no_other_page_and_no_data_says_an_amount_of_payments() {
    let app = TestApp::own_fair().await;
    app.as_owner(UNLIKE).await;
    let all = published(&app, "").await;
    let mut pages: Vec<String> = LISTS.map(String::from).to_vec();
    for (route, sql) in RECORDS {
        pages.extend(app.texts(sql).await.iter().map(|key| with_key(route, key)));
    }
    pages.extend(["/", "/payments", "/banners", "/fairs", "/statistics"].map(english));
    pages.extend(
        [
            "/statistics/paid",
            "/statistics/payment_ratio",
            "/payments?edition=1",
            "/payments?banner=150621",
        ]
        .map(String::from),
    );
    pages.extend(
        [
            "/statistics?as_of=2019-12-31",
            "/banners?as_of=2020-03-31",
            "/fairs?as_of=2019-12-31",
            "/fairs/2?as_of=2020-06-30",
        ]
        .map(String::from),
    );
    let allowed = allowed(&all);
    let mut looked_at = 0;
    for page in pages {
        let html = app.page(&page).await;
        for element in html.elements(".amount:has(.stamp--5), .step--payment .fig") {
            let said = figure_in(&text_of(element));
            if said.chars().any(|c| c.is_ascii_digit()) {
                assert!(allowed.contains(&said), "{page} says {said}");
                looked_at += 1;
            }
        }
    }
    assert!(looked_at > 100, "only {looked_at} amounts were looked at");
    for path in ["/api/v1/editions", "/opendata/editions.csv", "/opendata/banners.csv"] {
        let body = app.get(path).await.body;
        assert!(
            !body.contains("\"rung\":\"payment\"") && !body.contains("payment_"),
            "{path} has amounts of payments"
        );
    }
    for path in [
        "paid?edition=1",
        "paid?banner=150621",
        "payment_ratio?edition=1",
        "payment_ratio?banner=150621",
    ] {
        assert_eq!(
            app.get(&format!("/api/v1/indicators/{path}")).await.status.as_u16(),
            400,
            "{path}"
        );
    }
    assert_eq!(app.get("/opendata/payments.csv?banner=150621").await.status.as_u16(), 400);
    assert!(app.page("/payments?banner=150621").await.text("main").contains("不公布"));
}

/// Rows, and sums of rows as of every month end: of the city, a kind or a buyer; and the sum
/// published at each month end.
fn allowed(all: &[Published]) -> BTreeSet<String> {
    let mut sums: BTreeSet<i64> = all.iter().map(|row| row.fen).chain([0]).collect();
    let ends: BTreeSet<&str> = all.iter().map(|row| row.to.as_str()).collect();
    let of_whom: BTreeSet<&str> =
        all.iter().flat_map(|row| ["", row.buyer.as_str(), row.kind.as_str()]).collect();
    for end in ends {
        for whom in &of_whom {
            let is_of =
                |row: &&Published| whom.is_empty() || row.buyer == *whom || row.kind == *whom;
            sums.insert(
                all.iter()
                    .filter(is_of)
                    .filter(|row| row.to.as_str() <= end)
                    .map(|row| row.fen)
                    .sum(),
            );
            sums.insert(
                all.iter().filter(is_of).filter(|row| row.to == end).map(|row| row.fen).sum(),
            );
        }
    }
    [Lang::Zh, Lang::En]
        .into_iter()
        .flat_map(|lang| sums.iter().map(move |fen| spoken(*fen, lang)))
        .collect()
}

#[tokio::test]
async fn what_is_recorded_or_voided_late_changes_nothing_that_was_published() {
    let app = TestApp::own_fair().await;
    let before = app.get("/opendata/payments.csv").await.body;
    app.as_owner(
        "update payments set voided_at = now(), void_reason = '重复录入'
         where id = (select min(id) from payments where paid_on < '2020-07-01');
         insert into payments (number, buyer_id, supplier_id, paid_on, amount)
         select 'FK-late', buyer_id, supplier_id, date '2020-07-15', 77.77 from payments order by id desc limit 1;
         insert into payment_allocations (payment_id, delivery_line_id, amount)
         select p.id, a.delivery_line_id, 77.77
         from payments p, payments o join payment_allocations a on a.payment_id = o.id
         where p.number = 'FK-late' and o.buyer_id = p.buyer_id and o.id <> p.id order by a.delivery_line_id limit 1",
    )
    .await;
    assert_eq!(
        app.text("select count(*)::text from paid_allocations where amount = 77.77").await,
        "1"
    );
    assert_ne!(app.text("select count(*)::text from paid_allocations where amount < 0").await, "0");
    assert_eq!(app.get("/opendata/payments.csv").await.body, before);
}
