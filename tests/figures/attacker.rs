//! An attacker who reads every public table of household figures, as of every day, on every page and in the
//! data, and subtracts: no count under three may come out.

use crate::harness::{html::selector, html::text_of, site::TestApp};
use serde_json::Value;
use std::collections::BTreeMap;

const DAYS: [&str; 25] = [
    "2018-12-31",
    "2019-01-31",
    "2019-02-28",
    "2019-03-31",
    "2019-04-30",
    "2019-05-31",
    "2019-06-30",
    "2019-07-31",
    "2019-08-31",
    "2019-09-30",
    "2019-10-31",
    "2019-11-30",
    "2019-12-31",
    "2020-01-31",
    "2020-02-29",
    "2020-03-31",
    "2020-04-30",
    "2020-05-31",
    "2020-06-30",
    "2020-07-31",
    "2020-08-15",
    "2020-08-31",
    "2020-09-14",
    "2020-09-27",
    "2020-09-28",
];

/// What the table shows of each cell: the household count, where it shows one; nothing is nought.
async fn table(app: &TestApp, path: &str) -> BTreeMap<String, i64> {
    let page = app.page(path).await;
    let mut cells = BTreeMap::new();
    for row in page.elements("#households tbody tr, #households tfoot tr") {
        let name = text_of(row.select(&selector("th")).next().unwrap());
        for (i, cell) in row.select(&selector("td")).enumerate() {
            let count = cell.select(&selector(".sub")).next().map(text_of);
            let shown = match count {
                Some(text) => Some(text.split(' ').next().unwrap().replace(',', "").parse().unwrap()),
                None => (text_of(cell) == "—").then_some(0),
            };
            cells.extend(shown.map(|n| (format!("{name}, column {i}"), n)));
        }
    }
    cells
}

#[tokio::test]
async fn no_difference_between_two_days_is_a_count_under_three() {
    let app = TestApp::fair().await;
    let mut tables = Vec::new();
    for day in DAYS {
        tables.push((day, table(&app, &format!("/banners?as_of={day}")).await));
    }
    let mut compared = 0;
    for (i, (later, table)) in tables.iter().enumerate() {
        for (earlier, before) in &tables[..i] {
            for (cell, n) in table {
                let Some(was) = before.get(cell) else { continue };
                compared += 1;
                assert!(!(1..3).contains(&(n - was)), "{cell}: {was} as of {earlier}, {n} as of {later}");
            }
        }
    }
    assert!(compared > 5_000, "only {compared} differences");
    assert!(tables.iter().find(|(day, _)| *day == "2020-09-28").unwrap().1.len() > 30, "the table hides nearly everything");
}

#[tokio::test]
async fn days_between_releases_show_the_last_release() {
    let app = TestApp::fair().await;
    assert_eq!(table(&app, "/banners?as_of=2020-08-15").await, table(&app, "/banners?as_of=2020-07-31").await);
    assert_eq!(table(&app, "/banners?as_of=2020-09-14").await, table(&app, "/banners?as_of=2020-08-31").await);
}

/// The amounts in the data are those of the tables: what is hidden there has none here.
#[tokio::test]
async fn the_data_says_no_more_than_the_table() {
    let app = TestApp::own_fair().await;
    // Two more households of one category, a month after the last release but one.
    app.as_owner(
        "update delivery_lines set accepted_on = '2020-09-05'
         where id in (select l.id from accepted_lines l where l.owner_banner_code = '150603' and l.contract_id is not null
                      and l.household_category = 'consolidated' and l.households <= 2 limit 1)",
    )
    .await;
    for day in ["2020-06-30", "2020-07-31", "2020-08-31", "2020-09-28"] {
        for banner in app.texts("select code from divisions where level = 'banner'").await {
            let page = app.page(&format!("/banners/{banner}?as_of={day}")).await;
            let total = page.all("#households td").pop().unwrap_or_default();
            let answer = app.get(&format!("/api/v1/indicators/purchased_from_three_types?banner={banner}&as_of={day}")).await;
            let answer: Value = serde_json::from_str(&answer.body).unwrap();
            let is_hidden = total.contains("不公布") || total.contains('<');
            assert_eq!(answer["value"].is_null(), is_hidden, "{banner} as of {day}: {total} beside {answer}");
        }
    }
}
