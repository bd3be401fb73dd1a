//! The errors of a form, beside each field and in a summary on top. Typed values stay.

pub use crate::values::typed::words;

use crate::{http::problem::Problem, identity::model::token::Token};

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

/// The code of a form that is drawn: however often it is sent, it is taken once (`submissions`).
pub fn new_form_code() -> Result<String, Problem> {
    Ok(Token::random()?.as_str().to_string())
}

/// The code that a form came with. A form without one is none of ours.
pub fn form_code(sent: &str) -> Result<Token, Problem> {
    Token::read(sent).ok_or(Problem::Foreign)
}

/// The version that a form began from. A missing version counts as stale.
pub fn seen_version(sent: &str) -> i32 {
    sent.parse().unwrap_or(0)
}

/// A path of this site from untrusted input: anything else leads home.
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
