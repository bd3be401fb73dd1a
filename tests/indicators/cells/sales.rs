//! On-site sales are published by linked cells: no sum of one or two exhibitors follows from them.

use super::{
    detector::{Secrets, found},
    fen, rows, sheet,
};
use crate::{harness::site::TestApp, indicators::links::figure_in};
use farmfair::values::{lang::Lang, spoken::say_yuan};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

const UNLIKE: &str =
    "update onsite_sales set amount = 100 + (hashint8extended(id, 7) & 70368744177663) / 100.0";
const EDITIONS: [&str; 2] = ["1", "2"];

/// A confirmed sale: exhibitor, day, category, banner, zone, fen.
struct Sold {
    exhibitor: String,
    places: [String; 4],
    fen: i64,
}

async fn sold(app: &TestApp, edition: &str) -> Vec<Sold> {
    let sql = "select concat_ws('|', ed.ordinal, s.exhibitor_id, s.fair_day, s.category_code, s.banner_code, s.zone_code, s.amount)
               from onsite_sales s join exhibitors e on e.id = s.exhibitor_id join editions ed on ed.id = e.edition_id
               where s.confirmed_on is not null";
    let of_edition = rows(app, sql).await.into_iter().filter(|row| row[0] == edition);
    let one = |row: Vec<String>| Sold {
        exhibitor: row[1].clone(),
        places: [2, 3, 4, 5].map(|i| row[i].clone()),
        fen: fen(&row[6]),
    };
    of_edition.map(one).collect()
}

/// The sales of one or two exhibitors: of a day, a category, a banner, a zone, any combination, and
/// in total.
fn secrets(sales: &[Sold]) -> Secrets {
    let mut secrets = Secrets::new();
    for kept in 0..32usize {
        let mut cells: BTreeMap<Vec<String>, (BTreeSet<&str>, i64)> = BTreeMap::new();
        for sale in sales {
            let mut key: Vec<String> = (0..4)
                .map(|i| if kept >> i & 1 == 1 { sale.places[i].clone() } else { String::new() })
                .collect();
            key.push(if kept >> 4 & 1 == 1 {
                format!("exhibitor {}", sale.exhibitor)
            } else {
                String::new()
            });
            let cell = cells.entry(key).or_default();
            cell.0.insert(&sale.exhibitor);
            cell.1 += sale.fen;
        }
        let few = cells.into_iter().filter(|(_, (exhibitors, _))| exhibitors.len() < 3);
        secrets.extend(few.map(|(key, (_, fen))| (fen, key.join(" "))));
    }
    secrets
}

/// The existing values of the filters.
fn choices(sales: &[Sold]) -> Vec<String> {
    let names = ["day", "category", "banner", "zone"];
    let mut queries: BTreeSet<String> = BTreeSet::from([String::new()]);
    for sale in sales {
        let one = |i: usize| format!("{}={}", names[i], sale.places[i]);
        queries.extend((0..4).map(one));
        queries.insert(format!("{}&{}", one(0), one(1)));
        queries.insert(format!("{}&{}", one(0), one(2)));
        queries.insert(format!("{}&{}", one(1), one(2)));
        queries.insert(format!("{}&{}", one(2), one(3)));
        queries.insert(format!("{}&{}", one(1), one(3)));
    }
    queries.into_iter().filter(|query| !query.ends_with('=') && !query.contains("=&")).collect()
}

#[tokio::test]
async fn no_sum_and_no_difference_is_of_one_or_two_exhibitors() {
    let app = TestApp::own_fair().await;
    app.as_owner(UNLIKE).await;
    for edition in EDITIONS {
        let sales = sold(&app, edition).await;
        let mut amounts = BTreeSet::new();
        let (mut withheld, mut shown) = (0, 0);
        for query in choices(&sales) {
            let rows = sheet(&app, &format!("/opendata/sales.csv?edition={edition}&{query}")).await;
            let of_rows: Vec<i64> = rows.iter().map(|row| fen(&row["onsite_sales_yuan"])).collect();
            assert!(
                rows.iter().all(|row| row["exhibitors"].parse::<i64>().unwrap() >= 3),
                "{query}"
            );
            let total: i64 = of_rows.iter().sum();
            amounts.extend(of_rows);
            amounts.insert(total);
            // A page for each kind of query, and one as of the second day.
            if shown + withheld < 120 {
                let page = app.page(&format!("/fairs/{edition}/sales?{query}")).await;
                let said = figure_in(&page.text(".bar b"));
                let is_withheld = page.count("#h-withheld") == 1;
                assert_eq!(is_withheld, rows.is_empty(), "{query}");
                assert!(
                    is_withheld
                        || said == figure_in(&say_yuan(Decimal::new(total, 2), Lang::Zh).line()),
                    "{query}: {said}"
                );
            }
            if rows.is_empty() { withheld += 1 } else { shown += 1 }
        }
        assert!(shown > 50 && withheld > 50, "{shown} shown, {withheld} withheld");
        let whole: i64 = sales.iter().map(|sale| sale.fen).sum();
        assert!(amounts.contains(&whole), "the total of edition {edition} is exact");
        assert_eq!(found(&amounts, &secrets(&sales)), Vec::<String>::new(), "edition {edition}");
    }
}

#[tokio::test]
async fn the_tables_of_before_give_exhibitors_away() {
    let app = TestApp::own_fair().await;
    app.as_owner(UNLIKE).await;
    for edition in EDITIONS {
        let sales = sold(&app, edition).await;
        let secrets = secrets(&sales);
        for places in [&[0, 1][..], &[0, 2], &[1, 3], &[0, 1, 2]] {
            let mut cells: BTreeMap<Vec<&str>, i64> = BTreeMap::new();
            for sale in &sales {
                *cells
                    .entry(places.iter().map(|i| sale.places[*i].as_str()).collect())
                    .or_default() += sale.fen;
            }
            let amounts: BTreeSet<i64> = cells.into_values().collect();
            let is_coarse = places == [0, 2] && edition == "2" || places == [1, 3];
            assert!(
                is_coarse || !found(&amounts, &secrets).is_empty(),
                "{places:?} of edition {edition} give nothing away"
            );
        }
    }
}

#[tokio::test]
async fn an_exhibitor_that_moves_and_a_sale_confirmed_today_change_no_published_sum() {
    let app = TestApp::own_fair().await;
    let read = || async {
        (
            app.get("/opendata/sales.csv").await.body,
            app.get("/opendata/sales.csv?edition=2&zone=A").await.body,
        )
    };
    let before = read().await;
    app.as_owner(
        "update organisations set banner_code = '150603', division_code = '150603'
         where id = (select e.organisation_id from onsite_sales s join exhibitors e on e.id = s.exhibitor_id where s.confirmed_on is not null limit 1);
         update booth_assignments set released_at = now()
         where released_at is null and exhibitor_id = (select exhibitor_id from onsite_sales where zone_code = 'A' and confirmed_on > '2019-01-01' limit 1);
         update onsite_sales set confirmed_on = '2020-09-28', confirmed_by = '统计组'
         where id = (select min(id) from onsite_sales where confirmed_on is null)",
    )
    .await;
    assert_eq!(read().await, before);
}
