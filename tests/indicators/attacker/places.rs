//! Villages and townships: as of quarter ends only, and no growth of fewer than three deliveries.

use crate::harness::site::TestApp;
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const DAYS: [&str; 12] = [
    "2018-12-31",
    "2019-03-31",
    "2019-06-30",
    "2019-09-30",
    "2019-12-31",
    "2020-02-15",
    "2020-03-30",
    "2020-03-31",
    "2020-06-29",
    "2020-06-30",
    "2020-07-15",
    "2020-09-28",
];

struct Line {
    accepted_on: NaiveDate,
    village: String,
    delivery: String,
}

/// By place: the days of its figures, each with the amount.
type Figures = BTreeMap<String, BTreeMap<NaiveDate, String>>;

async fn lines(app: &TestApp) -> Vec<Line> {
    let sql = "select concat_ws('|', accepted_on, village_code, delivery_id) from accepted_lines where contract_id is not null";
    let line = |row: &String| {
        let cells: Vec<&str> = row.split('|').collect();
        Line {
            accepted_on: cells[0].parse().unwrap(),
            village: cells[1].into(),
            delivery: cells[2].into(),
        }
    };
    app.texts(sql).await.iter().map(line).collect()
}

async fn figures(app: &TestApp, places: &BTreeSet<String>) -> Figures {
    let mut figures = Figures::new();
    for place in places {
        let dimension = if place.len() == 9 { "township" } else { "village" };
        for day in DAYS {
            let answer = app
                .get(&format!("/api/v1/indicators/purchased?{dimension}={place}&as_of={day}"))
                .await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
            let answer: Value = serde_json::from_str(&answer.body).unwrap();
            let Some(value) = answer["value"].as_str() else {
                assert_eq!(answer["withheld"], "not published", "{answer}");
                continue;
            };
            let own: NaiveDate = answer["as_of"].as_str().unwrap().parse().unwrap();
            let known =
                figures.entry(place.clone()).or_default().entry(own).or_insert(value.to_string());
            assert_eq!(known, value, "{place} as of {day} is other than before, of {own}");
        }
    }
    figures
}

/// Differences of figures that fewer than three deliveries explain.
fn leaks(lines: &[Line], figures: &Figures) -> Vec<String> {
    let deliveries = |villages: &[(&str, NaiveDate)], to: NaiveDate| -> BTreeSet<&str> {
        let of = lines.iter().filter(|line| {
            line.accepted_on <= to
                && villages.iter().any(|(place, after)| {
                    line.village.starts_with(place) && line.accepted_on > *after
                })
        });
        of.map(|line| line.delivery.as_str()).collect()
    };
    let too_few = |set: &BTreeSet<&str>| (1..3).contains(&set.len());
    let mut found = Vec::new();
    for (place, days) in figures {
        let mut after = NaiveDate::MIN;
        for day in days.keys() {
            let behind = deliveries(&[(place, after)], *day);
            found.extend(
                too_few(&behind).then(|| format!("{place} from {after} to {day}: {behind:?}")),
            );
            after = *day;
        }
        // The township minus its villages.
        for day in days.keys().filter(|_| place.len() == 9) {
            let villages: BTreeSet<&str> = lines
                .iter()
                .map(|line| line.village.as_str())
                .filter(|v| v.starts_with(place.as_str()))
                .collect();
            let latest = |village: &&str| {
                figures
                    .get(*village)
                    .and_then(|days| days.range(..=*day).next_back())
                    .map_or(NaiveDate::MIN, |(day, _)| *day)
            };
            let left = deliveries(
                &villages.iter().map(|village| (*village, latest(village))).collect::<Vec<_>>(),
                *day,
            );
            found.extend(
                too_few(&left).then(|| format!("{place} less its villages on {day}: {left:?}")),
            );
        }
    }
    found
}

/// Two whole townships: one with many deliveries, one with few.
async fn places(app: &TestApp) -> BTreeSet<String> {
    let townships = app
        .texts(
            "(select left(village_code, 9) from accepted_lines group by 1 order by count(distinct delivery_id) desc limit 2)
             union all (select left(village_code, 9) from accepted_lines group by 1 having count(*) > 5 order by count(distinct delivery_id) limit 2)",
        )
        .await;
    let villages = app.texts("select distinct village_code from accepted_lines").await;
    let within = villages
        .into_iter()
        .filter(|village| townships.iter().any(|township| village.starts_with(township.as_str())));
    within.chain(townships.clone()).collect()
}

#[tokio::test]
async fn no_difference_of_places_and_days_is_fewer_than_three_deliveries() {
    let app = TestApp::fair().await;
    let (lines, places) = (lines(&app).await, places(&app).await);
    let mut figures = figures(&app, &places).await;
    assert!(
        figures.len() > 8 && figures.len() < places.len(),
        "{} of {} places are shown",
        figures.len(),
        places.len()
    );
    for day in figures.values().flat_map(|days| days.keys()) {
        assert!(farmfair::values::day::is_quarter_end(*day), "{day} is no quarter's end");
    }
    assert_eq!(leaks(&lines, &figures), Vec::<String>::new());
    // Planted: a village with one delivery, as of the day it came.
    let alone = lines
        .iter()
        .find(|line| lines.iter().filter(|other| other.village == line.village).count() == 1)
        .unwrap();
    figures.entry(alone.village.clone()).or_default().insert(alone.accepted_on, "1".into());
    assert!(leaks(&lines, &figures).iter().any(|leak| leak.starts_with(&alone.village)));
}

#[tokio::test]
async fn goods_of_a_place_are_narrowed_by_nothing_else_and_open_no_list() {
    let app = TestApp::fair().await;
    let village = app.text("select village_code from accepted_lines group by 1 order by count(distinct delivery_id) desc limit 1").await;
    for key in ["purchased", "deliveries", "off_contract_purchases"] {
        for more in ["buyer_kind=private", "banner=150621", "edition=3", "township=150621100"] {
            for root in ["/api/v1/indicators", "/statistics"] {
                let path = format!("{root}/{key}?village={village}&{more}");
                assert_eq!(app.get(&path).await.status, StatusCode::BAD_REQUEST, "{path}");
            }
        }
    }
    let page = app.page(&format!("/villages/{village}")).await;
    assert_eq!(page.count("main .tally a[href*='/deliveries']"), 0);
    assert_eq!(page.count("main .tally .amount a[href='/about#places']"), 1);
    assert_eq!(app.page("/about").await.count("#places"), 1);
    let answer: Value = serde_json::from_str(
        &app.get(&format!("/api/v1/indicators/purchased?village={village}")).await.body,
    )
    .unwrap();
    assert_eq!(answer["records"], "/about#places");
    let own = page.text("main .tally li:last-child .sub");
    assert!(own.contains("2020年6月30日"), "the figure does not say its day: {own}");
}
