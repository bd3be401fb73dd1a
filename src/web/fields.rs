//! A form whose fields depend on the page: a group of them for every line.

use serde::Deserialize;

/// The fields in the order in which they were sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Empty where it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
    }

    /// All fields of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The field of a line, such as `quantity-3`.
    pub fn of_line(&self, name: &str, line: usize) -> String {
        self.get(&format!("{name}-{line}")).to_string()
    }

    /// The fields of a group, such as `share-17`, by what follows the name.
    pub fn group<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0.iter().filter_map(move |(field, value)| {
            let key = field.strip_prefix(name)?.strip_prefix('-')?;
            Some((key, value.as_str()))
        })
    }
}
