//! Query strings, read strictly and written in a stable order.

use chrono::NaiveDate;
use form_urlencoded::Serializer;
use percent_encoding::percent_decode_str;
use std::str::FromStr;

/// Longer than any link of the site.
const LONGEST: usize = 4096;
/// A longer search is a mistake.
const LONGEST_SEARCH: usize = 100;

/// The first value of each name; empty values count as absent, since forms send them for untouched
/// fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

/// Why a query string is refused; the error page explains it to the visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadQuery {
    /// Not text: broken encoding or a NUL.
    NotText,
    TooLong,
    SearchTooLong,
    /// A known name with an impossible value.
    Value {
        name: String,
    },
    /// A future day: the future has no facts.
    Future {
        name: String,
        latest: NaiveDate,
    },
    /// An unknown name, where names are read strictly.
    Unknown {
        name: String,
        allowed: Vec<&'static str>,
    },
}

impl Query {
    pub fn parse(raw: &str) -> Result<Self, BadQuery> {
        if raw.len() > LONGEST {
            return Err(if raw.contains("q=") {
                BadQuery::SearchTooLong
            } else {
                BadQuery::TooLong
            });
        }
        let mut pairs: Vec<(String, String)> = Vec::new();
        for part in raw.split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let (name, value) = (decode(name)?, decode(value)?);
            let known = pairs.iter().any(|(n, _)| *n == name);
            if !known && !value.trim().is_empty() {
                pairs.push((name, value));
            }
        }
        Ok(Self(pairs))
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The value as a `T`, or a refusal that names the parameter.
    pub fn read<T: FromStr>(&self, name: &str) -> Result<Option<T>, BadQuery> {
        let parsed = self.get(name).map(|value| value.trim().parse());
        parsed.transpose().map_err(|_| BadQuery::Value { name: name.to_string() })
    }

    /// The text of the search box; `Page::search` interprets it.
    pub fn typed(&self) -> Result<Option<&str>, BadQuery> {
        match self.get("q") {
            Some(typed) if typed.chars().count() > LONGEST_SEARCH => Err(BadQuery::SearchTooLong),
            typed => Ok(typed),
        }
    }

    /// The same with `name` set to `value`, on the first page.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut query = self.without(name);
        query.0.push((name.to_string(), value.to_string()));
        query
    }

    pub fn without(&self, name: &str) -> Self {
        Self(self.0.iter().filter(|(n, _)| n != name && n != "page").cloned().collect())
    }

    pub fn at_page(&self, page: i64) -> Self {
        let mut query = self.without("page");
        if page > 1 {
            query.0.push(("page".into(), page.to_string()));
        }
        query
    }

    /// Only the parameters that a page knows, for canonical links.
    pub fn only(&self, names: &[&str]) -> Self {
        Self(self.0.iter().filter(|(n, _)| names.contains(&n.as_str())).cloned().collect())
    }

    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// `?a=1&b=2`, or nothing.
    pub fn suffix(&self) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        format!("?{}", Serializer::new(String::new()).extend_pairs(&self.0).finish())
    }
}

/// Whether a part of a query or a form is text, once decoded.
pub(super) fn is_text(part: &str) -> bool {
    decode(part).is_ok()
}

fn decode(part: &str) -> Result<String, BadQuery> {
    let spaced = part.replace('+', " ");
    let text = percent_decode_str(&spaced).decode_utf8().map_err(|_| BadQuery::NotText)?;
    if text.contains('\0') { Err(BadQuery::NotText) } else { Ok(text.into_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn odd_query_strings_are_refused_by_name_of_their_fault() {
        assert_eq!(Query::parse("q=%00"), Err(BadQuery::NotText));
        assert_eq!(Query::parse("q=%ff%fe"), Err(BadQuery::NotText));
        assert_eq!(Query::parse(&format!("x={}", "a".repeat(5000))), Err(BadQuery::TooLong));
        assert_eq!(
            Query::parse(&format!("q={}", "a".repeat(10_000))),
            Err(BadQuery::SearchTooLong)
        );
        assert_eq!(
            Query::parse(&format!("q={}", "a".repeat(101))).unwrap().typed(),
            Err(BadQuery::SearchTooLong)
        );
        assert_eq!(
            Query::parse("page=1;--").unwrap().read::<u32>("page"),
            Err(BadQuery::Value { name: "page".into() })
        );
    }

    #[test]
    fn the_first_of_repeated_values_counts_and_empty_ones_are_none() {
        let query = Query::parse("a=&a=1&a=2&b=+&c=x+y").unwrap();
        assert_eq!(
            (query.get("a"), query.get("b"), query.get("c")),
            (Some("1"), None, Some("x y"))
        );
    }

    #[test]
    fn changing_a_filter_goes_back_to_the_first_page() {
        let query = Query::parse("banner=150621&page=7").unwrap();
        assert_eq!(query.with("kind", "cooperative").suffix(), "?banner=150621&kind=cooperative");
        assert_eq!(query.at_page(2).suffix(), "?banner=150621&page=2");
        assert_eq!(query.without("banner").suffix(), "");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(name in "[a-z]{1,8}", value in "\\PC{1,30}") {
            prop_assume!(!value.trim().is_empty());
            let query = Query::default().with(&name, &value);
            prop_assert_eq!(Query::parse(query.suffix().trim_start_matches('?')).unwrap(), query);
        }

        #[test]
        fn no_query_string_panics(raw in "\\PC{0,200}") {
            let _ = Query::parse(&raw);
        }
    }
}
