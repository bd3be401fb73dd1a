//! The list of brands and its facets. Each set of filters has its own statement.

use crate::{
    brands::model::{Brand, Filter},
    database::conditions::Conditions,
    values::facet::FacetCount,
};
use sqlx::{PgExecutor, Postgres, QueryBuilder};

pub async fn list(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Brand>> {
    let mut sql = QueryBuilder::new("with matching as (");
    push_listed(&mut sql, filter);
    sql.push(") select id, name, pinyin, banner_code, registered_on, numbers, ");
    push_products(&mut sql, filter);
    push_matching(&mut sql, filter);
    sql.order_by_rank("matching", filter.search.as_ref());
    sql.push("registered_on desc nulls first, pinyin, id limit ")
        .push_bind(limit)
        .push(" offset ")
        .push_bind(offset);
    sql.build_query_as().persistent(filter.search.is_none()).fetch_all(db).await
}

pub async fn counts(db: impl PgExecutor<'_>, filter: &Filter) -> sqlx::Result<Vec<FacetCount>> {
    let mut sql = QueryBuilder::new("with brands as (");
    push_listed(&mut sql, filter);
    sql.push(
        "), matching as materialized (select banner_code,
              registered_on is not null as is_registered from brands)",
    );
    sql.push(", registered as (select * from matching where true")
        .and_equal("is_registered", filter.registered);
    sql.push(
        ") select 'total' as facet, '' as value, count(*) as count from registered where true",
    );
    sql.and_equal("banner_code", banner(filter));
    sql.push(
        " union all select 'banner', banner_code, count(*) from registered
         where banner_code is not null group by 2
          union all select 'trademark', case when is_registered then 'registered' else 'none' end,
          count(*) from matching where true",
    );
    sql.and_equal("banner_code", banner(filter)).push(" group by 2");
    sql.build_query_as().persistent(filter.search.is_none()).fetch_all(db).await
}

/// Brands with their trademarks in force; or, on request, new trademarks, one per line.
pub(super) fn push_listed(sql: &mut QueryBuilder<Postgres>, filter: &Filter) {
    sql.push("select b.id, b.name, b.pinyin, b.search_text, d.banner_code, ");
    match filter.new_by {
        None => sql.push("t.registered_on, t.numbers"),
        Some(_) => sql.push("n.registered_on, n.number as numbers"),
    };
    sql.push(" from public_brands b join divisions d on d.code = b.home_code");
    match filter.new_by {
        None => {
            sql.push(" left join (select t.brand_id, min(t.registered_on) as registered_on,");
            sql.push(" string_agg(t.number, '、' order by t.registered_on, t.id) as numbers");
            sql.push(" from public_trademarks t where t.registered_on <= ").push_bind(filter.day);
            sql.push(" and t.expires_on >= ")
                .push_bind(filter.day)
                .push(" group by 1) t on t.brand_id = b.id");
        }
        Some(day) => {
            sql.push(" join public_trademarks n on n.brand_id = b.id and n.registered_on > ")
                .push_bind(day);
            sql.push(" - interval '3 years' and n.registered_on <= ").push_bind(day);
        }
    }
    sql.push(" where true");
    if let Some(day) = filter.named_by {
        sql.push(" and b.named_on <= ").push_bind(day);
    }
    sql.and_found("b", filter.search.as_ref());
}

/// The number of products of a brand in `matching`.
pub(super) fn push_products(sql: &mut QueryBuilder<Postgres>, filter: &Filter) {
    sql.push(
        "(select count(*) from products p join product_listings l on l.product_id = p.id
                  and l.edition_id = 0",
    );
    sql.push(" where p.brand_id = matching.id");
    if let Some(day) = filter.as_of {
        sql.push(" and was_shown_by(p.id, ").push_bind(day).push(")");
    }
    sql.push(") as products");
}

/// ` from matching where …`: the listed ones that all filters leave.
pub(super) fn push_matching(sql: &mut QueryBuilder<Postgres>, filter: &Filter) {
    sql.push(" from matching where true").and_equal("banner_code", banner(filter));
    sql.and_equal("(registered_on is not null)", filter.registered);
}

fn banner(filter: &Filter) -> Option<&str> {
    filter.banner.as_ref().map(|code| code.as_str())
}
