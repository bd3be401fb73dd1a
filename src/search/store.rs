//! Finds records of every kind in one table of entries (migrations/0046_search.sql), which triggers
//! maintain.

use super::model::{Asked, MOST_COUNTED, SearchResult, Suggested};
use crate::{products::model::neutral_offset, values::search_text::SearchQuery};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_file_as};

/// Entries of a kind that are checked for suggestions.
const MOST_SUGGESTED: i64 = 300;

/// The best of each kind and their number. Of a common word the first `MOST_COUNTED` of a kind are
/// ranked, and those whose names begin with it. `edition` is the ordinal of the current one.
pub async fn found(
    db: impl PgExecutor<'_>,
    search: &SearchQuery,
    edition: Option<i16>,
    today: NaiveDate,
    of_each: i64,
) -> sqlx::Result<Vec<SearchResult>> {
    let asked = Asked::of(search);
    query_file_as!(
        SearchResult,
        "src/search/store/found.sql",
        &asked.kinds,
        &asked.queries,
        &asked.wider,
        &asked.beginnings,
        &asked.needles as &[Option<String>],
        edition,
        search.banner,
        of_each,
        MOST_COUNTED,
        today,
        neutral_offset(today)
    )
    .fetch_all(db)
    .await
}

/// The best few of each kind by their names alone; fast enough for every keystroke.
pub async fn suggested(
    db: impl PgExecutor<'_>,
    search: &SearchQuery,
    of_each: i64,
) -> sqlx::Result<Vec<Suggested>> {
    let asked = Asked::of(search);
    query_file_as!(
        Suggested,
        "src/search/store/suggested.sql",
        &asked.kinds,
        &asked.queries,
        &asked.wider,
        &asked.beginnings,
        &asked.needles as &[Option<String>],
        of_each,
        MOST_SUGGESTED
    )
    .fetch_all(db)
    .await
}
