//! One page of the list: first the ids, along the index of its order, then their labels.

use super::{
    common,
    conditions::{self, Facet},
    labels::LABELS,
    searching,
};
use crate::{
    database::conditions::Conditions,
    products::model::{Card, Filter, Order, neutral_offset},
    values::window::Window,
};
use chrono::NaiveDate;
use sqlx::{PgConnection, PgExecutor, Postgres, QueryBuilder};

/// The neutral order begins at the place of the day; with a search, the best match comes first.
pub async fn list(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Card>> {
    if common::is_common(filter, offset) {
        return common::list(db, filter, today, limit, offset).await;
    }
    asked(db, filter, today, Window { limit, offset }, conditions::push).await
}

/// Like `list`, for a set that is known to have a thousand or more: a scan soon finds the first
/// ones.
pub async fn list_of_many(
    connection: &mut PgConnection,
    filter: &Filter,
    today: NaiveDate,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Card>> {
    if let Some(cards) = searching::best(&mut *connection, filter, today, limit, offset).await? {
        return Ok(cards);
    }
    if filter.certification.is_none() || filter.order != Order::Today || filter.has_price() {
        return list(connection, filter, today, limit, offset).await;
    }
    asked(connection, filter, today, Window { limit, offset }, conditions::push_walked).await
}

/// Writes the conditions of a set.
type PushConditions = fn(&mut QueryBuilder<Postgres>, &Filter, NaiveDate, Option<Facet>);

async fn asked(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
    Window { limit, offset }: Window,
    conditions: PushConditions,
) -> sqlx::Result<Vec<Card>> {
    let mut sql = QueryBuilder::new("with today (edition_id, ids) as (select ");
    sql.push_bind(filter.edition.map_or(0, |id| id.0)).push("::bigint, array(");
    match (filter.order, &filter.search) {
        (Order::Today, None) => push_lap(&mut sql, filter, today, limit + offset, conditions),
        (order, _) => push_ordered(&mut sql, filter, today, order),
    }
    sql.push(" limit ").push_bind(limit).push(" offset ").push_bind(offset).push("))");
    sql.push(LABELS);
    // The plan depends on the search: one that suits another word may read every record.
    sql.build_query_as().persistent(filter.search.is_none()).fetch_all(db).await
}

fn push_ordered(sql: &mut QueryBuilder<Postgres>, filter: &Filter, today: NaiveDate, order: Order) {
    sql.push("select l.product_id");
    conditions::push(sql, filter, today, None);
    match (order, &filter.search) {
        (Order::Price, _) => sql.push(" order by l.price, l.product_id"),
        (Order::Name, _) => sql.push(" order by l.pinyin, l.product_id"),
        (Order::Today, search) => {
            sql.order_by_rank("p", search.as_ref());
            sql.push("l.neutral_rank < ")
                .push_bind(neutral_offset(today))
                .push(", l.neutral_rank, l.product_id")
        }
    };
}

/// From the place of the day to the end of the ranks, then from their beginning: two scans of one
/// index, the second only for the rows still missing.
fn push_lap(
    sql: &mut QueryBuilder<Postgres>,
    filter: &Filter,
    today: NaiveDate,
    wanted: i64,
    conditions: PushConditions,
) {
    let walk = |sql: &mut QueryBuilder<Postgres>, side: &str| {
        sql.push("select l.product_id, l.neutral_rank");
        conditions(sql, filter, today, None);
        sql.push(side)
            .push_bind(neutral_offset(today))
            .push(" order by l.neutral_rank, l.product_id limit ");
    };
    sql.push("with ahead as materialized (");
    walk(sql, " and l.neutral_rank >= ");
    sql.push_bind(wanted).push("), behind as (");
    walk(sql, " and l.neutral_rank < ");
    sql.push_bind(wanted).push(" - (select count(*) from ahead)) ");
    sql.push(
        "select product_id from (select 1 as lap, * from ahead union all select 2, *
                  from behind) walked order by lap, neutral_rank, product_id",
    );
}
