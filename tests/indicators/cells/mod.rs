//! An attacker who reads every public figure of payments and of on-site sales, and adds and
//! subtracts. Amounts are made distinct first, so that a match with a secret is no accident.

mod detector;
mod payments;
mod sales;

use crate::harness::site::TestApp;
use axum::http::StatusCode;
use std::collections::HashMap;

/// Yuan as fen: `1234.50` is 123450.
fn fen(yuan: &str) -> i64 {
    let (whole, part) = yuan.split_once('.').unwrap_or((yuan, "0"));
    let part: i64 = format!("{part:0<2}").parse().unwrap();
    whole.parse::<i64>().unwrap() * 100 + if whole.starts_with('-') { -part } else { part }
}

/// The rows of a sheet by the names of their columns.
async fn sheet(app: &TestApp, path: &str) -> Vec<HashMap<String, String>> {
    let answer = app.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {:.200}", answer.body);
    let text = answer.body.strip_prefix('\u{feff}').expect("a sheet says that it is UTF-8");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names: Vec<String> = reader.headers().unwrap().iter().map(String::from).collect();
    let row =
        |row: csv::StringRecord| names.iter().cloned().zip(row.iter().map(String::from)).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// Rows of texts that a statement joins by `|`.
async fn rows(app: &TestApp, sql: &'static str) -> Vec<Vec<String>> {
    app.texts(sql).await.iter().map(|row| row.split('|').map(String::from).collect()).collect()
}
