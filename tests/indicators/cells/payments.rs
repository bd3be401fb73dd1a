//! Payments are published in rows of at least three, and every public amount of payments is a sum
//! of whole rows.

mod pages;

use super::{
    detector::{Secrets, found},
    fen, rows, sheet,
};
use crate::{harness::site::TestApp, indicators::links::figure_in};
use farmfair::values::{lang::Lang, spoken::say_yuan};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Requested on 28 September 2020; the month end of the answer.
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

/// As if from the beginning: a correction of today would count from today.
const UNLIKE: &str = "update payment_allocations
    set amount = 1000 + (hashint8extended(payment_id * 100003 + delivery_line_id, 7) & 70368744177663) / 100.0;
    truncate journal_entries, journal_sums;
    select post_from_story('2020-09-28')";

/// A published row in the sheet.
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

/// Every public amount of payments with its expected value: its day and its rows.
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

/// Single payments, and pairs of a buyer in a month.
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

/// Figures of earlier versions: a buyer's months, banners at month ends, and the city's days.
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
