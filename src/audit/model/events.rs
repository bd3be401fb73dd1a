//! The trail as it is read.

use super::acts::Act;
use crate::values::lang::Lang;
use chrono::{DateTime, Utc};
use serde_json::Value;

/// A row of the trail.
#[derive(Debug, Clone)]
pub struct Event {
    pub id: i64,
    pub at: DateTime<Utc>,
    pub actor: String,
    /// Whether the account is shown: of others, an organisation sees only the role.
    pub tells_actor: bool,
    pub role: Option<String>,
    pub address: String,
    pub on_behalf_of: Option<String>,
    pub action: String,
    pub noun: String,
    pub record_id: Option<String>,
    pub label: String,
    pub changes: Value,
    pub note: Option<String>,
}

impl Event {
    /// The name of the act; the stored word for one that this version does not know.
    pub fn act(&self, lang: Lang) -> &str {
        self.action.parse::<Act>().map_or(&self.action, |act| act.name(lang))
    }

    /// Each changed field before and after, as recorded.
    pub fn fields(&self) -> impl Iterator<Item = (&str, Option<&str>, Option<&str>)> {
        let fields = self.changes.as_object().into_iter().flatten();
        fields.map(|(name, pair)| {
            (
                name.as_str(),
                pair.get(0).and_then(Value::as_str),
                pair.get(1).and_then(Value::as_str),
            )
        })
    }
}
