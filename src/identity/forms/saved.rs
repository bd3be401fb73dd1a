//! A filter to be saved.

use crate::web::{
    forms::words,
    query::{BadQuery, Query},
};
use serde::Deserialize;

/// A filter to be saved: its list, its query, and its name.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SavedFilterForm {
    pub list: String,
    pub query: String,
    pub name: String,
}

impl SavedFilterForm {
    /// A back-office list; `None` for any other address.
    pub fn list(&self) -> Option<&str> {
        let is_plain =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '/' | '-');
        let is_list = self.list.starts_with("/admin/")
            && self.list.len() <= 60
            && self.list.chars().all(is_plain);
        is_list.then_some(self.list.as_str())
    }

    /// In the canonical form of this site.
    pub fn query(&self) -> Result<String, BadQuery> {
        Ok(Query::parse(self.query.trim_start_matches('?'))?.without("page").suffix())
    }

    pub fn name(&self) -> Option<String> {
        words(&self.name, 40)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lists_of_the_office_are_kept() {
        let list = |list: &str| {
            SavedFilterForm { list: list.into(), ..SavedFilterForm::default() }
                .list()
                .map(str::to_string)
        };
        assert_eq!(list("/admin/editions/4/booths").as_deref(), Some("/admin/editions/4/booths"));
        for odd in [
            "",
            "/admin",
            "/my/products",
            "//evil.example",
            "/admin/x?y",
            "/admin/\r\nx",
            "https://evil.example/admin/",
        ] {
            assert_eq!(list(odd), None, "{odd}");
        }
    }
}
