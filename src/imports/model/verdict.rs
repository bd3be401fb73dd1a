//! What becomes of a row, and on what it is judged.

use super::{Fate, Kind, Reason};
use crate::{
    audit::model::Changes,
    values::{ids::EditionId, place_code::PlaceCode},
};
use serde_json::Value;

/// The context for all rows of an import.
#[derive(Debug, Clone)]
pub struct Context {
    pub kind: Kind,
    pub edition: Option<EditionId>,
    /// The banner of the user's scope; `None`: everywhere.
    pub scope: Option<PlaceCode>,
    pub is_organisers: bool,
}

#[derive(Debug, Clone)]
pub struct Verdict {
    pub fate: Fate,
    /// The main record first, then its dependents.
    pub changes: [Changes; 2],
    pub reasons: Vec<Reason>,
}

impl Verdict {
    pub fn refused(reasons: Vec<Reason>) -> Self {
        Self { fate: Fate::Refused, changes: Default::default(), reasons }
    }

    /// The differences, as the preview shows and the rows store them.
    pub fn differences(&self) -> Value {
        let all = self
            .changes
            .iter()
            .map(Changes::json)
            .filter_map(|changes| changes.as_object().cloned());
        Value::Object(all.flatten().collect())
    }
}

/// What only one row of a sheet may have.
pub struct Identity {
    pub key: String,
    pub column: &'static str,
    pub value: String,
}

impl Identity {
    pub fn twice(&self, first: i32) -> Reason {
        Reason::new(self.column, &self.value, |lang| {
            if lang.is_zh() {
                format!("与第 {first} 行重复：请保留一行")
            } else {
                format!("The same as row {first}: keep one of them")
            }
        })
    }
}
