//! Paths through the read API and the sheets that several tests share.

use crate::harness::site::{Answer, PUBLIC_URL, TestApp};
use axum::http::StatusCode;
use serde_json::Value;

pub fn json(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body)
        .unwrap_or_else(|error| panic!("{} answers {error}: {:.300}", answer.path, answer.body))
}

pub async fn good(app: &TestApp, path: &str) -> Value {
    let answer = app.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    json(&answer)
}

/// Every record of a list, following `next` to the end.
pub async fn walk(app: &TestApp, path: &str) -> Vec<Value> {
    let mut records = Vec::new();
    let mut next = Some(path.to_string());
    while let Some(path) = next {
        let mut answer = good(app, &path).await;
        let data = answer["data"].as_array_mut().unwrap();
        records.append(data);
        next =
            answer["next"].as_str().map(|next| next.strip_prefix(PUBLIC_URL).unwrap().to_string());
        assert!(records.len() < 20_000, "{path} goes round in circles");
    }
    records
}

/// The cells of a sheet, its names first.
pub fn cells(sheet: &str) -> Vec<Vec<String>> {
    let text = sheet.strip_prefix('\u{feff}').expect("a sheet says that it is UTF-8");
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(String::from).collect()).collect()
}

/// The number of records in a sheet: a delivery has a row for each of its products.
pub fn records(path: &str, sheet: &[Vec<String>]) -> usize {
    let mut keys: Vec<&String> = sheet.iter().skip(1).map(|row| &row[0]).collect();
    if path.contains("/deliveries.csv") {
        keys.dedup();
    }
    keys.len()
}

pub async fn sheet(app: &TestApp, path: &str) -> Vec<Vec<String>> {
    let answer = app.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {:.200}", answer.body);
    cells(&answer.body)
}
