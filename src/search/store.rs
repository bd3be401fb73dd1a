//! Finds records of every kind in one statement. What their tokens let through has a rank if it was found.

use super::model::{Found, MOST_COUNTED, Suggested};
use crate::{
    products::model::neutral_offset,
    values::{ids::EditionId, search_text::SearchQuery},
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_file_as};

/// The best of each kind and how many there are. Products and contracts may be very many: of a common word
/// the first thousand found are ranked, and with them a thousand whose names begin with it.
pub async fn found(
    db: impl PgExecutor<'_>,
    search: &SearchQuery,
    edition: Option<EditionId>,
    today: NaiveDate,
    of_each: i64,
) -> sqlx::Result<Vec<Found>> {
    query_file_as!(
        Found,
        "src/search/store/found.sql",
        search.tokens,
        &search.needles,
        search.beginning,
        edition.map(|id| id.0),
        search.folded,
        search.banner,
        of_each,
        MOST_COUNTED,
        today,
        neutral_offset(today)
    )
    .fetch_all(db)
    .await
}

/// The few best of each kind by their names alone; light enough to be asked for at every letter.
pub async fn suggested(db: impl PgExecutor<'_>, search: &SearchQuery, of_each: i64) -> sqlx::Result<Vec<Suggested>> {
    query_file_as!(Suggested, "src/search/store/suggested.sql", search.tokens, &search.needles, search.beginning, of_each)
        .fetch_all(db)
        .await
}
