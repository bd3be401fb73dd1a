//! The list of villages and its facets. Each set of filters has its own statement.

use crate::{
    database::conditions::Conditions,
    places::model::{Filter, Village},
    values::{facet::FacetCount, place_code::PlaceCode},
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, Postgres, QueryBuilder};

/// In the order of their banner, township and pinyin.
pub async fn villages(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Village>> {
    let mut sql = QueryBuilder::new(
        "select v.code, v.name, v.full_name, v.name_en, v.full_name_en, v.is_gacha_village,
                v.banner_code, v.township_code,
                t.name as township, t.name_en as township_en, ",
    );
    push_matching(&mut sql, filter, today);
    sql.order_by_rank("v", filter.search.as_ref());
    sql.push("v.banner_code, v.township_code, v.pinyin, v.code limit ")
        .push_bind(limit)
        .push(" offset ")
        .push_bind(offset);
    sql.build_query_as().persistent(filter.search.is_none()).fetch_all(db).await
}

pub async fn village_counts(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
) -> sqlx::Result<Vec<FacetCount>> {
    let mut sql = QueryBuilder::new("with matching as materialized (select v.banner_code, ");
    sql.is_equal_as("v.banner_code", filter.banner.as_ref().map(PlaceCode::as_str), "in_banner")
        .push(", ");
    push_supplies(&mut sql, filter, today);
    sql.push(" as supplies, ");
    push_has_products(&mut sql, filter);
    sql.push(
        " as has_products, count(*) as n from divisions v left
              join village_products p on p.village_code = v.code",
    );
    push_places(&mut sql, filter);
    sql.push(" group by 1, 2, 3, 4), narrowed as (select * from matching where true");
    if filter.supplying {
        sql.push(" and supplies");
    }
    if filter.product_origin {
        sql.push(" and has_products");
    }
    sql.push(
        ") select 'total' as facet, '' as value, coalesce(sum(n), 0)::bigint as count from narrowed
         where in_banner
         union all select 'banner', banner_code, sum(n)::bigint from narrowed group by 2
         union all select 'with', 'contracts', coalesce(sum(n), 0)::bigint from matching
         where in_banner and supplies
         union all select 'with', 'products', coalesce(sum(n), 0)::bigint from matching
         where in_banner and has_products",
    );
    sql.build_query_as().persistent(filter.search.is_none()).fetch_all(db).await
}

/// The products and contracts of a village, and ` from … where …`: the condition of all filters.
pub(super) fn push_matching(sql: &mut QueryBuilder<Postgres>, filter: &Filter, today: NaiveDate) {
    match filter.as_of {
        None => sql.push("coalesce(p.products, 0)"),
        Some(day) => {
            sql.push("(select count(*) from products_of_village(v.code, ").push_bind(day).push("))")
        }
    };
    sql.push(
        " as products, (select coalesce(sum(s.contracts), 0)::bigint
                  from villages_supplying(v.code, ",
    );
    sql.push_bind(filter.as_of.unwrap_or(today)).push(") s) as contracts");
    sql.push(
        " from divisions v join divisions t on t.code = v.township_code left
              join village_products p on p.village_code = v.code",
    );
    push_places(sql, filter);
    sql.and_equal("v.banner_code", filter.banner.as_ref().map(PlaceCode::as_str));
    if filter.supplying {
        sql.push(" and ");
        push_supplies(sql, filter, today);
    }
    if filter.product_origin {
        sql.push(" and ");
        push_has_products(sql, filter);
    }
}

/// ` where …`, without the filters of the facets.
fn push_places(sql: &mut QueryBuilder<Postgres>, filter: &Filter) {
    sql.push(" where v.level = 'village'");
    if filter.gacha_only {
        sql.push(" and v.is_gacha_village");
    }
    sql.and_equal("v.township_code", filter.township.as_ref().map(PlaceCode::as_str));
    sql.and_equal("v.code", filter.village.as_ref().map(PlaceCode::as_str))
        .and_found("v", filter.search.as_ref());
}

/// Supplies under a contract on the day.
fn push_supplies(sql: &mut QueryBuilder<Postgres>, filter: &Filter, today: NaiveDate) {
    let within = filter.village.as_ref().or(filter.township.as_ref()).map_or("", PlaceCode::as_str);
    sql.push("v.code in (select village_code from villages_supplying(")
        .push_bind(within.to_string());
    sql.push(", ").push_bind(filter.as_of.unwrap_or(today)).push("))");
}

/// Has products; as of a day, products shown by then.
fn push_has_products(sql: &mut QueryBuilder<Postgres>, filter: &Filter) {
    match filter.as_of {
        None => sql.push("coalesce(p.products, 0) > 0"),
        Some(day) => {
            sql.push("exists (select from products_of_village(v.code, ").push_bind(day).push("))")
        }
    };
}
