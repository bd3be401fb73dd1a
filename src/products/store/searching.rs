//! The best matches of a common word, without ranking the thousands of products that contain it.

use super::{conditions, labels::LABELS};
use crate::products::model::{Card, Filter, neutral_offset};
use chrono::NaiveDate;
use sqlx::{PgExecutor, QueryBuilder};

/// The number of products of a list that are scanned, in its order, for names with the word.
const MOST_WALKED: i64 = 4000;

/// First come names that begin with the typed text, from an index. Then come names that contain it
/// further in: they rank equally, so the first in neutral order are the best. `None`: too few were
/// found, or the search or the filters do not allow this; all matches must be ranked.
pub async fn best(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Option<Vec<Card>>> {
    let Some((search, rank)) =
        filter.search.as_ref().and_then(|search| Some((search, search.rank_within()?)))
    else {
        return Ok(None);
    };
    let listed = Filter { search: None, ..filter.clone() };
    if !listed.is_common() {
        return Ok(None);
    }
    let from = neutral_offset(today);
    let mut sql = QueryBuilder::new("with beginning as (select search_rank(p.search_text, ");
    sql.push_bind(search.needles.clone()).push(") as rank, l.neutral_rank, l.product_id");
    conditions::push(&mut sql, filter, today, None);
    sql.push(" and array_to_tsvector(p.search_tokens) @@ ")
        .push_bind(search.beginning.clone())
        .push("::tsquery)");
    sql.push(", within as materialized (select w.neutral_rank, w.product_id from (");
    for side in [" and l.neutral_rank >= ", " and l.neutral_rank < "] {
        sql.push(if side.ends_with("< ") { " union all (" } else { "(" })
            .push("select l.product_id, l.neutral_rank");
        conditions::push(&mut sql, &listed, today, None);
        sql.push(side)
            .push_bind(from)
            .push(" order by l.neutral_rank, l.product_id limit ")
            .push_bind(MOST_WALKED)
            .push(")");
    }
    // Looked up one by one, not joined: this keeps the order and stops at the last row needed.
    sql.push(" limit ")
        .push_bind(MOST_WALKED)
        .push(") w cross join lateral (select from products p where p.id = w.product_id");
    sql.push(" and case when search_rank(p.search_text, ")
        .push_bind(search.needles.clone())
        .push(") = ")
        .push_bind(rank);
    sql.push(" then array_to_tsvector(p.search_tokens) @@ ")
        .push_bind(search.tokens.clone())
        .push("::tsquery end offset 0) p");
    sql.push(" limit ").push_bind(limit + offset).push("), today (edition_id, ids) as (select ");
    sql.push_bind(filter.edition.map_or(0, |id| id.0))
        .push("::bigint, array(select product_id from (");
    sql.push("select rank, neutral_rank, product_id from beginning where rank < ").push_bind(rank);
    sql.push(" union all select ")
        .push_bind(rank)
        .push(", neutral_rank, product_id from within) found");
    sql.push(" order by rank, neutral_rank < ")
        .push_bind(from)
        .push(", neutral_rank, product_id limit ")
        .push_bind(limit);
    sql.push(" offset ").push_bind(offset).push("))").push(LABELS);
    let cards: Vec<Card> = sql.build_query_as().persistent(false).fetch_all(db).await?;
    Ok(Some(cards).filter(|cards| cards.len() as i64 == limit))
}
