//! SQL conditions that lists share; each applies only where the filter asks for it.

use crate::values::search_text::SearchQuery;
use sqlx::{Encode, Postgres, QueryBuilder, Type};

pub trait Conditions {
    /// ` and column = value`.
    fn and_equal<'q, T>(&mut self, column: &str, value: Option<T>) -> &mut Self
    where
        T: Encode<'q, Postgres> + Type<Postgres>;

    /// ` and` the record matches the typed text.
    fn and_found(&mut self, record: &str, search: Option<&SearchQuery>) -> &mut Self;

    /// Best matches first; more columns follow.
    fn order_by_rank(&mut self, record: &str, search: Option<&SearchQuery>) -> &mut Self;

    /// `condition as name`, or true where there is no value: a column for the facets.
    fn is_equal_as<'q, T>(&mut self, column: &str, value: Option<T>, name: &str) -> &mut Self
    where
        T: Encode<'q, Postgres> + Type<Postgres>;

    /// Ids after one and up to another.
    fn and_between(&mut self, column: &str, after: i64, upto: i64) -> &mut Self;
}

impl Conditions for QueryBuilder<Postgres> {
    fn and_equal<'q, T>(&mut self, column: &str, value: Option<T>) -> &mut Self
    where
        T: Encode<'q, Postgres> + Type<Postgres>,
    {
        match value {
            Some(value) => self.push(" and ").push(column).push(" = ").push_bind(value),
            None => self,
        }
    }

    fn and_found(&mut self, record: &str, search: Option<&SearchQuery>) -> &mut Self {
        let Some(search) = search else { return self };
        self.push(format!(" and search_finds({record}.search_tokens, {record}.search_text, "));
        self.push_bind(search.tokens.clone()).push(", ").push_bind(search.needles.clone()).push(")")
    }

    fn order_by_rank(&mut self, record: &str, search: Option<&SearchQuery>) -> &mut Self {
        self.push(" order by ");
        let Some(search) = search else { return self };
        self.push(format!("search_rank({record}.search_text, "))
            .push_bind(search.needles.clone())
            .push("), ")
    }

    fn is_equal_as<'q, T>(&mut self, column: &str, value: Option<T>, name: &str) -> &mut Self
    where
        T: Encode<'q, Postgres> + Type<Postgres>,
    {
        match value {
            Some(value) => self.push(column).push(" = ").push_bind(value),
            None => self.push("true"),
        };
        self.push(" as ").push(name)
    }

    fn and_between(&mut self, column: &str, after: i64, upto: i64) -> &mut Self {
        self.push(format!(" and {column} > "))
            .push_bind(after)
            .push(format!(" and {column} <= "))
            .push_bind(upto)
    }
}
