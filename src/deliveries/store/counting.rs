//! The facets of the list of deliveries. Deliveries with equal values in every facet are grouped
//! first.

use super::listing::push_each;
use crate::{
    database::conditions::Conditions,
    deliveries::model::{Filter, Kind},
    values::facet::FacetCount,
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, Postgres, QueryBuilder};

/// `fen` is the sum of the accepted amounts, in fen.
pub async fn counts(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    day: NaiveDate,
) -> sqlx::Result<Vec<FacetCount>> {
    let mut sql = QueryBuilder::new("with alike as (");
    match filter.is_counted() {
        true => push_counted(&mut sql, filter, day),
        false => {
            sql.push(
                "select x.contract_id is null as is_off_contract,
                             coalesce(x.origin_edition_id, 0) as edition_id,",
            );
            sql.push(
                " x.owner_banner_code as banner_code, x.buyer_kind, x.states,
                             count(*) as deliveries, sum(x.amount) as amount",
            );
            push_each(&mut sql, filter, day);
            sql.push(" group by 1, 2, 3, 4, 5");
        }
    }
    sql.push("), matching as materialized (select *, ");
    sql.is_equal_as(
        "is_off_contract",
        filter.kind.map(|kind| kind == Kind::OffContract),
        "in_contract",
    )
    .push(", ");
    match filter.state {
        None => sql.push("true"),
        Some(state) => sql.push_bind(state.code()).push(" = any (states)"),
    };
    sql.push(" as in_state, ");
    sql.is_equal_as("banner_code", filter.banner.as_ref().map(|code| code.as_str()), "in_banner")
        .push(", ");
    sql.is_equal_as("buyer_kind", filter.buyer_kind.map(|kind| kind.code()), "in_kind")
        .push(" from alike)");
    sql.push(FACETS);
    sql.build_query_as().persistent(filter.search.is_none()).fetch_all(db).await
}

/// The counts hold the final state of every delivery. For deliveries that still change after the
/// day, their final values are subtracted and their values on the day are added.
fn push_counted(sql: &mut QueryBuilder<Postgres>, filter: &Filter, day: NaiveDate) {
    sql.push(
        "select * from (
             select is_off_contract, edition_id, banner_code, buyer_kind, states, deliveries, amount
             from delivery_counts
             union all
             select contract_id is null, coalesce(origin_edition_id, 0), owner_banner_code,
                    buyer_kind, states, -1, -amount
             from delivery_listings where latest_on > ",
    );
    sql.push_bind(day).push(
        " union all
             select x.contract_id is null, coalesce(x.origin_edition_id, 0), x.owner_banner_code,
                    x.buyer_kind, l.states, 1, l.amount
             from delivery_listings x, delivered_of(x.delivery_id, ",
    );
    sql.push_bind(day)
        .push(") l where x.latest_on > ")
        .push_bind(day)
        .push(" and x.shipped_on <= ")
        .push_bind(day);
    sql.push(") counted where true").and_equal("edition_id", filter.edition);
}

const FACETS: &str = ",
    within as (select * from matching where in_contract and in_state and in_banner and in_kind)
    select 'total' as facet, '' as value, coalesce(sum(deliveries), 0)::bigint as count from within
    union all select 'fen', '', (coalesce(sum(amount), 0) * 100)::bigint from within
    union all select 'kind', case when is_off_contract then 'off_contract' else 'contract' end,
    sum(deliveries)::bigint
        from matching where in_state and in_banner and in_kind group by 2
    union all select 'state', s, sum(deliveries)::bigint from matching, unnest(states) as s
        where in_contract and in_banner and in_kind group by 2
    union all select 'banner', banner_code, sum(deliveries)::bigint from matching
    where in_contract and in_state and in_kind group by 2
    union all select 'buyer_kind', buyer_kind, sum(deliveries)::bigint from matching
        where in_contract and in_state and in_banner group by 2
    union all select 'edition', e.ordinal::text, sum(deliveries)::bigint from within
    join editions e on e.id = edition_id group by 2";
