//! A filter that somebody keeps under a name.

use crate::values::ids::SavedFilterId;

/// More a person are not found again.
pub const MOST: i64 = 60;

#[derive(Debug, Clone)]
pub struct SavedFilter {
    pub id: SavedFilterId,
    /// The list's address, and what stands behind it.
    pub list: String,
    pub name: String,
    pub query: String,
}

impl SavedFilter {
    pub fn path(&self) -> String {
        format!("{}{}", self.list, self.query)
    }
}
