//! Payments are published in rows of at least three, and every public amount of theirs is a sum of whole rows.

use super::{
    detector::{Secrets, found},
    fen, rows, sheet,
};
use crate::{
    figures::links::figure_in,
    harness::{
        addresses::{LISTS, RECORDS, english, with_key},
        html::text_of,
        site::TestApp,
    },
};
use farmfair::values::{amount::say_yuan, lang::Lang};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Asked for on 28 September 2020, and the month end of which the answer is.
const DAYS: [(&str, &str); 14] = [
    ("2018-12-31", "2018-12-31"),
    ("2019-03-15", "2019-02-28"),
    ("2019-03-31", "2019-03-31"),
    ("2019-06-30", "2019-06-30"),
    ("2019-10-31", "2019-10-31"),
    ("2019-12-30", "2019-11-30"),
    ("2019-12-31", "2019-12-31"),
    ("2020-01", "2020-01-31"),
    ("2020-03-31", "2020-03-31"),
    ("2020-06-29", "2020-05-31"),
    ("2020-06-30", "2020-06-30"),
    ("2020-07-31", "2020-07-31"),
    ("2020-09-14", "2020-08-31"),
    ("2020-09-28", "2020-08-31"),
];

/// As if it had been so from the first: a correction of today would count from today.
const UNLIKE: &str = "update payment_allocations
    set amount = 1000 + (hashint8extended(payment_id * 100003 + delivery_line_id, 7) & 70368744177663) / 100.0;
    truncate journal_entries, journal_sums;
    select post_from_story('2020-09-28')";

/// A published row as the sheet has it.
struct Published {
    buyer: String,
    kind: String,
    period: String,
    from: String,
    to: String,
    fen: i64,
}

async fn published(app: &TestApp, query: &str) -> Vec<Published> {
    let rows = sheet(app, &format!("/opendata/payments.csv{query}")).await;
    let row = |row: &std::collections::HashMap<String, String>| Published {
        buyer: row["buyer_id"].clone(),
        kind: row["buyer_kind"].clone(),
        period: row["period"].clone(),
        from: row["starts_on"].clone(),
        to: row["ends_on"].clone(),
        fen: fen(&row["payment_amount_yuan"]),
    };
    rows.iter().map(row).collect()
}

/// A payment: its id, its buyer, the day it counts from, its amount.
struct Paid {
    id: String,
    buyer: String,
    on: String,
    fen: i64,
}

async fn paid(app: &TestApp) -> Vec<Paid> {
    let sql = "select concat_ws('|', payment_id, buyer_id, max(counts_on), sum(amount)) from paid_allocations group by payment_id, buyer_id";
    let row = |row: Vec<String>| Paid {
        id: row[0].clone(),
        buyer: row[1].clone(),
        on: row[2].clone(),
        fen: fen(&row[3]),
    };
    rows(app, sql).await.into_iter().map(row).collect()
}

#[tokio::test]
async fn each_row_is_of_three_payments_and_no_two_share_one() {
    let app = TestApp::own_fair().await;
    app.as_owner(UNLIKE).await;
    let payments = paid(&app).await;
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut all = published(&app, "").await;
    all.sort_by_key(|row| {
        ["month", "quarter", "year", "pool"].iter().position(|period| *period == row.period)
    });
    for row in &all {
        let is_of = |payment: &&Paid| row.period == "pool" || payment.buyer == row.buyer;
        let in_period =
            |payment: &&Paid| (row.from.as_str()..=row.to.as_str()).contains(&payment.on.as_str());
        let new: Vec<&Paid> = payments
            .iter()
            .filter(is_of)
            .filter(in_period)
            .filter(|payment| !seen.contains(payment.id.as_str()))
            .collect();
        assert_eq!(
            new.iter().map(|payment| payment.fen).sum::<i64>(),
            row.fen,
            "{} {} {}",
            row.buyer,
            row.period,
            row.to
        );
        assert!(
            new.len() >= 3,
            "{} {} {} is of {} payments",
            row.buyer,
            row.period,
            row.to,
            new.len()
        );
        let buyers: BTreeSet<&str> = new.iter().map(|payment| payment.buyer.as_str()).collect();
        assert!(row.period != "pool" || buyers.len() >= 2);
        seen.extend(new.iter().map(|payment| payment.id.as_str()));
    }
    for period in ["month", "quarter", "year", "pool"] {
        assert!(all.iter().any(|row| row.period == period), "no row of a {period}");
    }
    assert!(
        seen.len() * 2 > payments.len(),
        "only {} of {} payments are in any row",
        seen.len(),
        payments.len()
    );
}

/// Every public amount of payments by what it should be: the day it is of and the rows it takes.
async fn asked(app: &TestApp, all: &[Published]) -> (BTreeSet<i64>, usize) {
    let kinds: BTreeSet<String> = all
        .iter()
        .filter(|row| !row.kind.is_empty())
        .map(|row| format!("buyer_kind={}", row.kind))
        .collect();
    let buyers: BTreeSet<String> = all
        .iter()
        .filter(|row| !row.buyer.is_empty())
        .map(|row| format!("buyer={}", row.buyer))
        .collect();
    let filters: Vec<String> =
        [String::new()].into_iter().chain(kinds).chain(buyers.into_iter().step_by(20)).collect();
    let (mut amounts, mut asked) = (BTreeSet::new(), 0);
    for (day, of) in DAYS {
        for filter in &filters {
            let takes = |row: &&Published| {
                let value = filter.split_once('=').map_or("", |(_, value)| value);
                row.to.as_str() <= of
                    && (value.is_empty() || row.buyer == value || row.kind == value)
            };
            let expected: i64 = all.iter().filter(takes).map(|row| row.fen).sum();
            let query = format!("?as_of={day}&{filter}");
            let in_sheet: i64 = published(app, &query).await.iter().map(|row| row.fen).sum();
            assert_eq!(in_sheet, expected, "the sheet {query}");
            let answer = app.get(&format!("/api/v1/indicators/paid{query}")).await;
            let answer: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
            assert_eq!(fen(answer["value"].as_str().unwrap()), expected, "the indicator {query}");
            assert_eq!(answer["as_of"], of, "{query}");
            let page = app.page(&format!("/payments{query}")).await;
            let said = figure_in(&page.text(".bar .amount"));
            assert!(
                said == spoken(expected, Lang::Zh) || expected == 0,
                "/payments{query} says {said}, not {expected}"
            );
            amounts.insert(expected);
            asked += 3;
        }
    }
    (amounts, asked)
}

fn spoken(fen: i64, lang: Lang) -> String {
    figure_in(&say_yuan(Decimal::new(fen, 2), lang).line())
}

#[tokio::test]
async fn every_sum_is_of_whole_rows_and_no_difference_is_a_payment() {
    let app = TestApp::own_fair().await;
    app.as_owner(UNLIKE).await;
    let all = published(&app, "").await;
    let (mut amounts, asked) = asked(&app, &all).await;
    assert!(asked > 500, "only {asked} amounts were asked for");
    amounts.extend(all.iter().map(|row| row.fen));
    let payments = paid(&app).await;
    assert_eq!(found(&amounts, &secrets(&payments)), Vec::<String>::new());
}

/// Single payments, and two of a buyer in a month.
fn secrets(payments: &[Paid]) -> Secrets {
    let mut months: BTreeMap<(&str, &str), Vec<&Paid>> = BTreeMap::new();
    for payment in payments {
        months.entry((&payment.buyer, &payment.on[..7])).or_default().push(payment);
    }
    let few = months.into_iter().filter(|(_, of_month)| of_month.len() == 2);
    let pairs = few.map(|((buyer, month), two)| {
        (two.iter().map(|payment| payment.fen).sum(), format!("buyer {buyer}'s {month}"))
    });
    pairs
        .chain(payments.iter().map(|payment| (payment.fen, format!("payment {}", payment.id))))
        .collect()
}

/// What stood on the pages before: a buyer's months, banners at month ends, and the city's days.
#[tokio::test]
async fn the_tables_of_before_give_payments_away() {
    let app = TestApp::own_fair().await;
    app.as_owner(UNLIKE).await;
    let secrets = secrets(&paid(&app).await);
    for (what, sql) in [
        ("buyers' months", "select sum(amount)::text from paid_allocations group by buyer_id, date_trunc('month', effective_on)"),
        (
            "banners at month ends",
            "select sum(sum(amount)) over (partition by owner_banner_code order by date_trunc('month', effective_on))::text
             from paid_allocations group by owner_banner_code, date_trunc('month', effective_on)",
        ),
        ("the city's days", "select sum(sum(amount)) over (order by effective_on)::text from paid_allocations group by effective_on"),
    ] {
        let amounts: BTreeSet<i64> = app.texts(sql).await.iter().map(|text| fen(text)).collect();
        assert_ne!(found(&amounts, &secrets), Vec::<String>::new(), "{what} give nothing away");
    }
}

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

/// Rows, and sums of rows as of every month end: of the city, a kind or a buyer; and what a month's end published.
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
