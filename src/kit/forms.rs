//! What is wrong with a form, said beside each field and together on top. What was typed stays.

pub use crate::values::typed::words;
use serde::Deserialize;

/// Field, its label, and what to do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Errors(Vec<(&'static str, String, String)>);

impl Errors {
    pub fn add(
        &mut self,
        field: &'static str,
        label: impl Into<String>,
        message: impl Into<String>,
    ) {
        self.0.push((field, label.into(), message.into()));
    }

    pub fn one(field: &'static str, label: impl Into<String>, message: impl Into<String>) -> Self {
        let mut errors = Self::default();
        errors.add(field, label, message);
        errors
    }

    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, ..)| *name == field).map(|(.., message)| message.as_str())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.0.iter().map(|(field, label, message)| (*field, label.as_str(), message.as_str()))
    }
}

/// A decision, with the version of what was looked at, and the word that goes with a refusal.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DecisionForm {
    pub version: String,
    pub note: String,
}

impl DecisionForm {
    /// What is no version at all is an old one.
    pub fn version(&self) -> i32 {
        self.version.parse().unwrap_or(0)
    }

    /// A sentence of 200 characters at most.
    pub fn word(&self) -> Option<String> {
        words(&self.note, 200)
    }
}

/// One field of two versions, for the later of two savers to choose from.
pub struct Pair {
    pub field: &'static str,
    pub label: &'static str,
    /// As the form sends it, and as one reads it.
    pub kept: (String, String),
    pub mine: (String, String),
}

impl Pair {
    pub fn is_same(&self) -> bool {
        self.kept.0 == self.mine.0
    }
}

/// A path of this site from what a stranger may have written: anything else leads home.
pub fn local(next: Option<&str>) -> Option<&str> {
    let next = next?;
    let is_path = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(['\\', '\r', '\n', '\t', '\0']);
    is_path.then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        for own in ["/", "/admin/users?page=2", "/en/my"] {
            assert_eq!(local(Some(own)), Some(own));
        }
        for foreign in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "admin",
            "/a\r\nSet-Cookie: x",
            "/\t/evil",
        ] {
            assert_eq!(local(Some(foreign)), None, "{foreign:?}");
        }
    }
}
