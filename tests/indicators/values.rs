//! The catalogue as data: the reported figures under their own keys, valid dimensions, and each
//! value beside the records that it names.

use super::links::{Followed, Linked, figure_in};
use crate::harness::site::{Answer, TestApp};
use axum::http::StatusCode;
use farmfair::indicators::model::{
    Dimension, RecordsKind, Unit,
    catalogue::{all, find},
};
use rust_decimal::Decimal;
use serde_json::Value;

const REPORTED: &str = include_str!("../data/article_figures.csv");
const GROUPS: [&str; 4] = ["fair", "platform", "trade", "brand"];

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| {
            panic!("{} answers no JSON ({error}): {}", self.path, self.body)
        })
    }
}

#[tokio::test]
async fn what_the_press_said_is_answered_under_its_keys_beside_our_own_unit() {
    let app = TestApp::fair().await;
    let mut reader = csv::Reader::from_reader(REPORTED.as_bytes());
    for row in reader.records().map(Result::unwrap).filter(|row| GROUPS.contains(&&row[6])) {
        let (key, said, unit, qualifier) = (&row[0], &row[1], &row[2], &row[3]);
        let answer = app.get(&format!("/api/v1/indicators/{key}")).await.json();
        assert_eq!(answer["key"], *key);
        assert_eq!(answer["published"]["unit"], *unit, "{key}");
        let indicator = find(answer["indicator"].as_str().unwrap()).unwrap();
        assert_eq!(
            answer["unit"],
            indicator.unit.name(farmfair::values::lang::Lang::Zh),
            "{key}: an indicator has one unit"
        );
        let ours = answer["published"]["ours"]
            .as_str()
            .unwrap_or_else(|| panic!("{key} has no value: {answer}"));
        let number = |text: &str| text.parse::<Decimal>().ok();
        let holds = match (qualifier, number(said), number(ours)) {
            (">", Some(said), Some(ours)) => ours > said && ours <= said * Decimal::new(110, 2),
            ("~", Some(said), Some(ours)) => ours < said && ours >= said * Decimal::new(97, 2),
            ("~>", Some(said), Some(ours)) => ours >= said && ours <= said * Decimal::new(130, 2),
            _ => ours == said,
        };
        assert!(holds, "{key}: the press says {qualifier} {said}, we answer {ours}");
        assert_eq!(answer["published"]["is_consistent"], true, "{key}: {answer}");
        assert_eq!(
            app.get(answer["records"].as_str().unwrap()).await.status,
            StatusCode::OK,
            "{key}"
        );
    }
}

#[tokio::test]
async fn the_page_says_each_wording_beside_our_figure_and_says_when_they_part() {
    let app = TestApp::own_fair().await;
    let page = app.page("/statistics").await;
    assert_eq!(page.count(".spoken li"), 25);
    assert_eq!(page.count(".spoken .agrees"), 25);
    assert!(page.all(".spoken blockquote").contains(&"61个9.01亿元".to_string()));
    app.as_owner("update signed_projects set amount = amount + 0.01 where id = (select max(id) from signed_projects)").await;
    let differing = app.page("/statistics").await.all(".spoken li:has(.differs) blockquote");
    assert_eq!(differing, ["61个9.01亿元"]);
    let answer = app.get("/api/v1/indicators/fair3_intent_amount").await.json();
    assert_eq!(answer["published"]["is_consistent"], false);
}

#[tokio::test]
async fn dimensions_that_make_no_sense_are_refused_with_those_that_do() {
    let app = TestApp::fair().await;
    for (path, allowed) in [
        (
            "contract_amount?village=150602101205",
            vec!["edition", "banner", "buyer_kind", "buyer", "as_of"],
        ),
        ("purchased_from_three_types?village=150602101205", vec!["banner", "as_of"]),
        ("purchased_from_three_types?household_category=edge", vec!["banner", "as_of"]),
        ("purchased?village=150602101205&buyer_kind=private", vec!["village", "as_of"]),
        ("soe_buyers?banner=150621", vec!["as_of"]),
    ] {
        let answer = app.get(&format!("/api/v1/indicators/{path}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert_eq!(answer.headers["content-type"], "application/problem+json", "{path}");
        assert_eq!(answer.json()["allowed"], serde_json::json!(allowed), "{path}");
    }
    for (query, parameter) in [
        ("banner=999999", "banner"),
        ("as_of=2020-13-01", "as_of"),
        ("buyer_kind=cooperative", "buyer_kind"),
        ("edition=9", "edition"),
    ] {
        let answer = app.get(&format!("/api/v1/indicators/contract_amount?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(answer.json()["parameter"], parameter, "{query}");
    }
    assert_eq!(app.get("/api/v1/indicators/no_such").await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        app.get("/statistics/contract_amount?village=150602101205").await.status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(app.get("/statistics/no_such").await.status, StatusCode::NOT_FOUND);
}

/// The future has no facts: a page and an answer say so, with the latest day.
#[tokio::test]
async fn a_day_after_the_business_day_is_refused_with_a_sentence() {
    let app = TestApp::fair().await;
    for path in [
        "/statistics",
        "/statistics/contracts",
        "/banners",
        "/fairs",
        "/contracts",
        "/projects",
        "/payments",
        "/villages",
        "/buyers",
    ] {
        for day in ["9999-12-31", "2020-09-29", "2020-09"] {
            let answer = app.get(&format!("{path}?as_of={day}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path} as of {day}");
            assert!(
                answer.html().text("main").contains("最晚可选2020年9月28日"),
                "{path} as of {day}"
            );
        }
    }
    for path in [
        "/api/v1/indicators/contracts",
        "/api/v1/indicators",
        "/api/v1/contracts",
        "/opendata/contracts.csv",
    ] {
        let answer = app.get(&format!("{path}?as_of=2020-09-29")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert!(
            answer.body.contains("2020-09-28") || answer.body.contains("9月28日"),
            "{path}: {}",
            answer.body
        );
    }
    assert_eq!(app.get("/statistics?as_of=2020-09-28").await.status, StatusCode::OK);
}

/// A value of each dimension with records, and one with few.
async fn queries(app: &TestApp, dimensions: &[Dimension]) -> Vec<String> {
    let mut queries = vec![String::new()];
    for dimension in dimensions {
        let sql = match dimension {
            Dimension::Edition => "select unnest(array['1', '3'])",
            Dimension::Banner => "select unnest(array['150621', '150603'])",
            Dimension::BuyerKind => "select unnest(array['central_soe', 'private'])",
            Dimension::Buyer => {
                "select min(buyer_id)::text from accepted_lines where contract_id is not null"
            }
            Dimension::Township => {
                "select left(min(village_code), 9) from accepted_lines where contract_id is not null"
            }
            Dimension::Village => {
                "select min(village_code) from accepted_lines where contract_id is not null"
            }
            Dimension::Category => {
                "select unnest(array['meat', left(min(category_code), 4)]) from accepted_lines"
            }
        };
        let values = app.texts(sql).await;
        queries.extend(values.iter().map(|value| format!("{}={value}", dimension.code())));
    }
    queries
}

#[tokio::test]
async fn every_value_is_what_its_records_come_to_by_every_dimension_and_as_of_any_day() {
    let app = TestApp::fair().await;
    let (mut compared, mut wrong) = (0, Vec::new());
    let mut followed = Followed::default();
    for indicator in all().filter(|indicator| is_listed(indicator.key)) {
        for query in queries(&app, indicator.dimensions).await {
            for day in
                ["2017-01-01", "2018-11-15", "2019-10-31", "2020-03-15", "2020-08-31", "2020-09-28"]
            {
                let path = format!("/api/v1/indicators/{}?as_of={day}&{query}", indicator.key);
                let answer = app.get(&path).await;
                if answer.status == StatusCode::BAD_REQUEST && query.starts_with("category") {
                    continue;
                }
                let answer = answer.json();
                // The figures of a place link to no list: see the attacker.
                if answer["withheld"].is_string() || answer["records"] == "/about#places" {
                    continue;
                }
                let value: Decimal = answer["value"]
                    .as_str()
                    .unwrap_or_else(|| panic!("{path}: {answer}"))
                    .parse()
                    .unwrap();
                let value = value * scale(answer["unit"].as_str().unwrap());
                let said =
                    if indicator.unit == Unit::Yuan { said_yuan(value) } else { said_count(value) };
                let figure =
                    Linked { page: path, said, href: answer["records"].as_str().unwrap().into() };
                compared += 1;
                let found = followed.counterpart(&app, &figure).await;
                if found.as_ref() != Some(&figure.said) {
                    wrong.push(format!(
                        "{} is {value} but its records {} say {found:?}",
                        figure.page, figure.href
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {compared}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(compared > 400, "only {compared} values were compared");
}

/// Means, shares, dates and explanations have no list with their total.
fn is_listed(key: &str) -> bool {
    let indicator = find(key).unwrap();
    let is_mean = ["_average", "_per_buyer", "_ratio", "fulfilment", "_share", "_coverage"]
        .iter()
        .any(|end| key.ends_with(end));
    !is_mean && !matches!(indicator.records.kind, RecordsKind::Edition | RecordsKind::Page)
}

fn scale(unit: &str) -> Decimal {
    match unit {
        "亿元" => Decimal::from(100_000_000),
        "万元" => Decimal::from(10_000),
        _ => Decimal::ONE,
    }
}

fn said_yuan(yuan: Decimal) -> String {
    figure_in(&farmfair::values::spoken::say_yuan(yuan, farmfair::values::lang::Lang::Zh).line())
}

fn said_count(n: Decimal) -> String {
    farmfair::values::spoken::plain(n, 0)
}
