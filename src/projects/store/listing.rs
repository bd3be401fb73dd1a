//! The list of projects and its facets. Each set of filters has its own statement.

use crate::{
    database::conditions::Conditions,
    projects::model::{Filter, Order, Row},
    values::facet::FacetCount,
};
use sqlx::{PgExecutor, Postgres, QueryBuilder};

/// First the ids, then the details: names are looked up for one page.
pub async fn list(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Row>> {
    let mut sql = QueryBuilder::new("with shown as (select p.id, p.stage_then as stage");
    push_matching(&mut sql, filter);
    push_order(&mut sql, filter);
    // The limit is part of the text: the cached plan assumes a few rows.
    sql.push(" limit ").push(limit).push(" offset ").push_bind(offset);
    sql.push(
        ") select p.id, p.edition_id, p.number, p.title, p.type, p.amount, shown.stage, p.signed_on,
         p.signed_at,
                  s.name as supplier, b.name as buyer, p.buyer_id, p.owner_banner_code
           from shown join signed_projects p on p.id = shown.id
           join organisations s on s.id = p.supplier_id join organisations b on b.id = p.buyer_id",
    );
    push_order(&mut sql, filter);
    sql.build_query_as().persistent(filter.search.is_none()).fetch_all(db).await
}

/// Counts for the facets; the facet `fen` carries the sum of what all filters leave, in fen.
/// Projects with equal values in every facet are grouped, and the facets computed from the groups.
pub async fn counts(db: impl PgExecutor<'_>, filter: &Filter) -> sqlx::Result<Vec<FacetCount>> {
    let mut sql = QueryBuilder::new(
        "with alike as (select p.type, p.owner_banner_code, p.buyer_kind, p.stage_then, p.is_renewal",
    );
    sql.push(", count(*) as n, sum(p.amount) as amount");
    push_listed(&mut sql, filter);
    sql.push(" group by 1, 2, 3, 4, 5), matching as (select alike.*");
    for (name, conditions) in facets(filter) {
        sql.push(", true");
        for (condition, value) in conditions {
            sql.push(format!(" and {condition} ")).push_bind(value);
        }
        sql.push(format!(" as {name}"));
    }
    sql.push(
        " from alike)
         select 'total' as facet, '' as value, coalesce(sum(n), 0)::bigint as count
             from matching where in_type and in_banner and in_kind and in_stage and in_renewal
         union all select 'fen', '', (coalesce(sum(amount), 0) * 100)::bigint
             from matching where in_type and in_banner and in_kind and in_stage and in_renewal
         union all select 'renewal_fen', '', (coalesce(sum(amount), 0) * 100)::bigint
             from matching where in_type and in_banner and in_kind and in_stage and in_renewal
                 and is_renewal
         union all select 'type', type, sum(n)::bigint from matching
         where in_banner and in_kind and in_stage and in_renewal group by 2
         union all select 'banner', owner_banner_code, sum(n)::bigint from matching
         where in_type and in_kind and in_stage and in_renewal group by 2
         union all select 'buyer_kind', buyer_kind, sum(n)::bigint from matching
         where in_type and in_banner and in_stage and in_renewal group by 2
         union all select 'stage', 'live', coalesce(sum(n), 0)::bigint
             from matching where in_type and in_banner and in_kind and in_renewal
                 and stage_then <> 'lapsed'
         union all select 'stage', stage_then, sum(n)::bigint from matching
         where in_type and in_banner and in_kind and in_renewal group by 2
         union all select 'renewal', case when is_renewal then 'yes' else 'no' end, sum(n)::bigint
             from matching where in_type and in_banner and in_kind and in_stage group by 2",
    );
    sql.build_query_as().persistent(filter.search.is_none()).fetch_all(db).await
}

/// ` from … where …`: `p` is a project with its stage on the day, if one is requested; the
/// condition of all filters.
pub(super) fn push_matching(sql: &mut QueryBuilder<Postgres>, filter: &Filter) {
    push_listed(sql, filter);
    for (condition, value) in facets(filter).into_iter().flat_map(|(_, conditions)| conditions) {
        sql.push(format!(" and p.{condition} ")).push_bind(value);
    }
}

/// Without the filters of the facets.
fn push_listed(sql: &mut QueryBuilder<Postgres>, filter: &Filter) {
    sql.push(" from (select p.*, p.renews_id is not null as is_renewal, ");
    match filter.as_of {
        None => sql.push("p.stage"),
        Some(day) => {
            sql.push(
                "coalesce((select s.stage from signed_project_stages s
                          where s.project_id = p.id and s.effective_on <= ",
            );
            sql.push_bind(day)
                .push(" order by s.effective_on desc, s.recorded_at desc limit 1), p.stage)")
        }
    };
    sql.push(" as stage_then from public_projects p) p where true");
    if let Some(day) = filter.as_of {
        sql.push(" and p.signed_on <= ").push_bind(day);
    }
    sql.and_equal("p.edition_id", filter.edition)
        .and_equal("p.buyer_id", filter.buyer)
        .and_equal("p.supplier_id", filter.supplier);
    sql.and_found("p", filter.search.as_ref());
}

/// The filter of each facet: conditions that end in a value.
fn facets(filter: &Filter) -> [(&'static str, Vec<(&'static str, String)>); 5] {
    let of = |condition: &'static str, value: Option<&str>| -> Vec<(&'static str, String)> {
        value.map(|value| (condition, value.to_string())).into_iter().collect()
    };
    let mut stages = of("stage_then =", filter.stage.map(|stage| stage.code()));
    if filter.live {
        stages.push(("stage_then <>", "lapsed".to_string()));
    }
    let renewal = filter.is_renewal.map(|is_renewal| if is_renewal { "true" } else { "false" });
    [
        ("in_type", of("type =", filter.r#type.map(|r#type| r#type.code()))),
        ("in_banner", of("owner_banner_code =", filter.banner.as_ref().map(|code| code.as_str()))),
        ("in_kind", of("buyer_kind =", filter.buyer_kind.map(|kind| kind.code()))),
        ("in_stage", stages),
        ("in_renewal", of("is_renewal::text =", renewal)),
    ]
}

fn push_order(sql: &mut QueryBuilder<Postgres>, filter: &Filter) {
    sql.order_by_rank("p", filter.search.as_ref().filter(|_| filter.order == Order::Best));
    sql.push(match filter.order {
        Order::Best | Order::Signing => "p.edition_id desc, p.run_order",
        Order::Latest => "p.signed_on desc, p.run_order desc, p.id",
        Order::Amount => "p.amount desc, p.id",
    });
}
