//! What becomes of a row, and on what it is judged.

use super::{Fate, Kind, Reason};
use crate::{
    audit::model::Changes,
    values::{ids::EditionId, place_code::PlaceCode},
};
use serde_json::Value;

/// On what all rows of an import are judged.
#[derive(Debug, Clone)]
pub struct Context {
    pub kind: Kind,
    pub edition: Option<EditionId>,
    /// Within which rows are this person's to bring; `None`: everywhere.
    pub scope: Option<PlaceCode>,
    pub is_organisers: bool,
}

#[derive(Debug, Clone)]
pub struct Verdict {
    pub fate: Fate,
    /// Of the record that it is about first, and of what hangs on it.
    pub changes: [Changes; 2],
    pub reasons: Vec<Reason>,
}

impl Verdict {
    pub fn refused(reasons: Vec<Reason>) -> Self {
        Self { fate: Fate::Refused, changes: Default::default(), reasons }
    }

    /// What is another, as the preview shows it and the rows keep it.
    pub fn differences(&self) -> Value {
        let all = self
            .changes
            .iter()
            .map(Changes::json)
            .filter_map(|changes| changes.as_object().cloned());
        Value::Object(all.flatten().collect())
    }
}
