//! The facets of the list of contracts. Contracts with equal values in every facet are grouped
//! first.

use super::listing::{push_amount, push_listed, push_state};
use crate::{
    contracts::model::Filter, database::conditions::Conditions, values::facet::FacetCount,
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, Postgres, QueryBuilder};

/// `fen` is the sum of the contracts that count, in fen. A terminated contract is listed but not
/// counted in it.
pub async fn counts(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    day: NaiveDate,
) -> sqlx::Result<Vec<FacetCount>> {
    let mut sql = QueryBuilder::new("with alike as (");
    match filter.is_counted() {
        true => push_counted(&mut sql, filter, day),
        false => push_related(&mut sql, filter, day),
    }
    sql.push("), matching as materialized (select *, ");
    sql.is_equal_as("banner_code", filter.banner.as_ref().map(|code| code.as_str()), "in_banner")
        .push(", ");
    sql.is_equal_as("buyer_kind", filter.buyer_kind.map(|kind| kind.code()), "in_kind").push(", ");
    sql.is_equal_as("method", filter.method.map(|method| method.code()), "in_method").push(", ");
    sql.push(if filter.standing { "state <> 'terminated' and " } else { "" });
    sql.is_equal_as("state", filter.state.map(|state| state.code()), "in_state")
        .push(" from alike)");
    sql.push(FACETS);
    sql.build_query_as().persistent(filter.search.is_none()).fetch_all(db).await
}

/// The counts hold the final state of every contract. For contracts that still change after the
/// day, their final values are subtracted and their values on the day are added: few as of today,
/// more for earlier days.
fn push_counted(sql: &mut QueryBuilder<Postgres>, filter: &Filter, day: NaiveDate) {
    sql.push(
        "select edition_id, banner_code, buyer_kind, method, state, sum(contracts) as contracts,
                sum(amount) as amount
         from (select edition_id, banner_code, buyer_kind, method, last_state as state, contracts,
             amount from contract_counts
               union all
               select edition_id, banner_code, buyer_kind, method, last_state, -1, -last_amount
               from contract_listings where settled_on > ",
    );
    sql.push_bind(day);
    // Looked up one by one: a join reads all contracts for the few that still change.
    sql.push(
        " union all
          select l.edition_id, l.banner_code, l.buyer_kind, l.method, c.state, 1,
                 l.last_amount - coalesce(c.later, 0)
          from contract_listings l cross join lateral (
              select contract_state(c.state, c.performing_on, c.completed_on, c.terminated_on, ",
    );
    sql.push_bind(day);
    sql.push(
        ") as state,
                     (select sum(m.amount_change) from contract_amendments m
                      where m.contract_id = c.id and m.voided_at is null
                        and greatest(m.effective_on, m.signed_on) > ",
    );
    sql.push_bind(day)
        .push(
            ") as later from contracts c where c.id = l.contract_id offset 0) c
               where l.settled_on > ",
        )
        .push_bind(day);
    sql.push(" and l.signed_on <= ").push_bind(day).push(") counted");
    if let Some(edition) = filter.edition {
        sql.push(" where edition_id = ").push_bind(edition.0);
    }
    sql.push(" group by 1, 2, 3, 4, 5");
}

/// Filters by one record or by words are counted one by one.
fn push_related(sql: &mut QueryBuilder<Postgres>, filter: &Filter, day: NaiveDate) {
    sql.push(
        "select edition_id, banner_code, buyer_kind, method, state, count(*) as contracts,
                     sum(amount) as amount",
    );
    sql.push(" from (select l.edition_id, l.banner_code, l.buyer_kind, l.method, ");
    push_state(sql, day);
    sql.push(" as state, ");
    push_amount(sql, filter, day);
    sql.push(" as amount");
    push_listed(sql, filter, day);
    sql.push(") found group by 1, 2, 3, 4, 5");
}

const FACETS: &str = "
    select 'total' as facet, '' as value, coalesce(sum(contracts), 0)::bigint as count from matching
        where in_banner and in_kind and in_method and in_state
    union all select 'fen', '', (coalesce(sum(amount) filter (where state <> 'terminated'), 0) *
        100)::bigint from matching
        where in_banner and in_kind and in_method and in_state
    union all select 'standing', '', coalesce(sum(contracts) filter (where state <> 'terminated'),
        0)::bigint from matching
        where in_banner and in_kind and in_method and in_state
    union all select 'banner', banner_code, sum(contracts)::bigint from matching
    where in_kind and in_method and in_state group by 2
    union all select 'buyer_kind', buyer_kind, sum(contracts)::bigint from matching
    where in_banner and in_method and in_state group by 2
    union all select 'method', method, sum(contracts)::bigint from matching
    where in_banner and in_kind and in_state group by 2
    union all select 'state', 'standing', coalesce(sum(contracts), 0)::bigint from matching
        where in_banner and in_kind and in_method and state <> 'terminated'
    union all select 'state', state, sum(contracts)::bigint from matching
    where in_banner and in_kind and in_method group by 2
    union all select 'edition', e.ordinal::text, sum(contracts)::bigint from matching
    join editions e on e.id = edition_id
        where in_banner and in_kind and in_method and in_state group by 2";
