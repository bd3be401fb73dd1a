//! A filter saved under a name.

use crate::values::ids::SavedFilterId;

/// The limit per user.
pub const MOST: i64 = 60;

#[derive(Debug, Clone)]
pub struct SavedFilter {
    pub id: SavedFilterId,
    /// The address of the list, and its query.
    pub list: String,
    pub name: String,
    pub query: String,
}

impl SavedFilter {
    pub fn path(&self) -> String {
        format!("{}{}", self.list, self.query)
    }
}
