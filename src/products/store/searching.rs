//! The best of a common word, which thousands of products have: not all of them are ranked for one
//! page.

use super::{conditions, labels::LABELS};
use crate::products::model::{Card, Filter, neutral_offset};
use chrono::NaiveDate;
use sqlx::{PgExecutor, QueryBuilder};

/// How many products of a list are looked at, in its order, for those whose name has the word.
const MOST_WALKED: i64 = 4000;

/// First those whose name begins with what was typed: an index gives them. Then those whose name
/// has it further in: they are all alike, so the first along the neutral order are the best.
/// `None`: too few of them turned up, or what was typed or chosen is not of this sort, and all that
/// was found has to be ranked.
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
    // Not joined but looked up one by one, which keeps the order and stops at the last that is
    // wanted.
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
