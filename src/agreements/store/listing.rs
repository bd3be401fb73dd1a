//! The list of framework agreements and its facets. Each set of filters has its own statement.

use crate::{
    agreements::model::{Filter, IN_TERM, Order, Row},
    database::conditions::Conditions,
    values::facet::FacetCount,
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, Postgres, QueryBuilder};

/// With the names of supplier and buyer; ` where …` follows.
pub(super) const NAMED: &str = " from public_agreements a
    join organisations s on s.id = a.supplier_id join organisations b on b.id = a.buyer_id";

pub async fn list(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    day: NaiveDate,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Row>> {
    let mut sql = QueryBuilder::new(
        "select a.id, a.number, a.title, b.name as buyer, s.name as supplier, a.signed_on,
                a.ends_on, a.ceiling, ",
    );
    push_state(&mut sql, day);
    sql.push(" as state, a.owner_banner_code").push(NAMED);
    push_matching(&mut sql, filter, day);
    sql.order_by_rank("a", filter.search.as_ref().filter(|_| filter.order == Order::Best));
    sql.push(match filter.order {
        Order::Best | Order::Latest => "a.signed_on desc, a.id desc",
        Order::Amount => "a.ceiling desc nulls last, a.id",
        Order::Ending => "a.ends_on, a.id",
    });
    sql.push(" limit ").push_bind(limit).push(" offset ").push_bind(offset);
    sql.build_query_as().persistent(filter.search.is_none()).fetch_all(db).await
}

/// Counts for the facets; `fen` is the sum of the ceilings of those in force, in fen.
pub async fn counts(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    day: NaiveDate,
) -> sqlx::Result<Vec<FacetCount>> {
    let mut sql = QueryBuilder::new(
        "with matching as materialized (select a.owner_banner_code, a.buyer_kind, a.ceiling,
             a.origin_edition_id, ",
    );
    push_state(&mut sql, day);
    sql.push(" as state, a.starts_on <= ").push_bind(day).push(" as has_begun");
    for facet in FACETS {
        sql.push(", ");
        push_facet(&mut sql, facet, filter, day);
        sql.push(format!(" as in_{facet}"));
    }
    sql.push(" from public_agreements a");
    push_listed(&mut sql, filter, day);
    sql.push(
        ") select 'total' as facet, '' as value, count(*) as count from matching
         where in_banner and in_kind and in_state and in_ceiling
         union all select 'fen', '', (coalesce(sum(ceiling) filter (where state = 'signed'), 0) *
             100)::bigint
             from matching where in_banner and in_kind and in_state and in_ceiling
         union all select 'standing', '', count(*) filter (where state = 'signed')
             from matching where in_banner and in_kind and in_state and in_ceiling
         union all select 'banner', owner_banner_code, count(*) from matching
         where in_kind and in_state and in_ceiling group by 2
         union all select 'buyer_kind', buyer_kind, count(*) from matching
         where in_banner and in_state and in_ceiling group by 2
         union all select 'state', state, count(*) from matching
         where in_banner and in_kind and in_ceiling group by 2
         union all select 'state', 'in_term', count(*) from matching
             where in_banner and in_kind and in_ceiling and state = 'signed' and has_begun
         union all select 'ceiling', case when ceiling is null then 'open' else 'set' end, count(*)
             from matching where in_banner and in_kind and in_state group by 2
         union all select 'edition', e.ordinal::text, count(*) from matching
         join editions e on e.id = origin_edition_id
             where in_banner and in_kind and in_state and in_ceiling group by 2",
    );
    sql.build_query_as().persistent(filter.search.is_none()).fetch_all(db).await
}

/// The state on the day.
pub(super) fn push_state(sql: &mut QueryBuilder<Postgres>, day: NaiveDate) {
    sql.push("case when a.terminated_on <= ").push_bind(day);
    sql.push(" then 'terminated' when a.ends_on < ")
        .push_bind(day)
        .push(" then 'expired' else 'signed' end");
}

/// Whether the filter of a facet leaves an agreement.
fn push_facet(sql: &mut QueryBuilder<Postgres>, facet: &str, filter: &Filter, day: NaiveDate) {
    match facet {
        "banner" => {
            push_equal(sql, "a.owner_banner_code", filter.banner.as_ref().map(|code| code.as_str()))
        }
        "kind" => push_equal(sql, "a.buyer_kind", filter.buyer_kind.map(|kind| kind.code())),
        "ceiling" => push_equal(
            sql,
            "(a.ceiling is null)::text",
            filter.open_ceiling.map(|is_open| if is_open { "true" } else { "false" }),
        ),
        _ => {
            let is_in_term = filter.state_code() == Some(IN_TERM);
            sql.push("(");
            if filter.state_code().is_some() {
                push_state(sql, day);
                sql.push(" = ");
            }
            match filter.state_code() {
                None => sql.push("true"),
                Some(_) if is_in_term => sql.push("'signed' and a.starts_on <= ").push_bind(day),
                Some(code) => sql.push_bind(code),
            };
            sql.push(")");
        }
    }
}

fn push_equal(sql: &mut QueryBuilder<Postgres>, column: &str, value: Option<&str>) {
    match value {
        None => sql.push("true"),
        Some(value) => sql.push(column).push(" = ").push_bind(value.to_string()),
    };
}

const FACETS: [&str; 4] = ["banner", "kind", "state", "ceiling"];

/// ` where …`: the condition of all filters.
pub(super) fn push_matching(sql: &mut QueryBuilder<Postgres>, filter: &Filter, day: NaiveDate) {
    push_listed(sql, filter, day);
    for facet in FACETS {
        sql.push(" and ");
        push_facet(sql, facet, filter, day);
    }
}

/// Without the filters of the facets.
fn push_listed(sql: &mut QueryBuilder<Postgres>, filter: &Filter, day: NaiveDate) {
    sql.push(" where a.signed_on <= ").push_bind(day);
    sql.and_equal("a.origin_edition_id", filter.edition).and_equal("a.project_id", filter.project);
    sql.and_equal("a.buyer_id", filter.buyer).and_equal("a.supplier_id", filter.supplier);
    sql.and_found("a", filter.search.as_ref());
    if let Some(product) = filter.product {
        sql.push(
            " and exists (select from public_contracts c
                 join contract_line_versions l on l.contract_id = c.id
                          where c.framework_id = a.id and c.signed_on <= ",
        );
        sql.push_bind(day)
            .push(" and (c.terminated_on is null or c.terminated_on > ")
            .push_bind(day);
        sql.push(") and l.product_id = ").push_bind(product);
        sql.push(" and l.begins_on <= ").push_bind(day);
        sql.push(" and l.ceases_on > ").push_bind(day).push(")");
    }
}
