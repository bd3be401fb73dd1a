//! The files as they are read.

use crate::{
    products::model::CATEGORIES_CSV,
    values::{quantity::UNITS_CSV, vocabulary::VOCABULARIES_CSV},
};
use sha2::{Digest, Sha256};

pub const DIVISIONS_CSV: &str = include_str!("../../migrations/reference/divisions.csv");
pub const BANNER_MAP_CSV: &str = include_str!("../../migrations/reference/banner_map.csv");

/// Each file with its name, in loading order.
pub const FILES: [(&str, &str); 5] = [
    ("vocabularies.csv", VOCABULARIES_CSV),
    ("units.csv", UNITS_CSV),
    ("product_categories.csv", CATEGORIES_CSV),
    ("divisions.csv", DIVISIONS_CSV),
    ("banner_map.csv", BANNER_MAP_CSV),
];

/// The version of a file: the SHA-256 of its bytes, in hex.
pub fn version(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The rows of a CSV file as JSON objects of text, for a statement that reads them as records. An
/// empty field is null.
pub fn rows(text: &str) -> Result<Vec<serde_json::Map<String, serde_json::Value>>, csv::Error> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers()?.clone();
    reader
        .records()
        .map(|record| {
            let record = record?;
            let cells = head.iter().zip(record.iter());
            Ok(cells
                .map(|(name, cell)| (name.to_string(), (!cell.is_empty()).then_some(cell).into()))
                .collect())
        })
        .collect()
}
