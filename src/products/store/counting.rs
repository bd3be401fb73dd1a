//! The number of products for each value of a facet: from precomputed counts where they exist,
//! otherwise counted from the records, up to the limit shown as "1,000+".

use super::conditions::{self, Facet};
use crate::{
    products::model::{Category, Filter, Scheme},
    values::{
        day::months_ahead,
        facet::{FacetCount, MOST_COUNTED},
        ids::BrandId,
    },
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, Postgres, QueryBuilder, query_as, query_scalar};
use std::collections::HashMap;

/// The total and the facets that do not depend on the day, for all categories (`*`) or one, all
/// banners (`*`) or one, all months (0) or one.
macro_rules! summed {
    ($more:literal, $filter:expr, $today:expr $(, $value:expr)*) => {
        query_as!(
            FacetCount,
            r#"select 'total' as "facet!", '' as "value!", products as "count!" from product_sums
               where edition_id = $1 and month = $4 and category = $2 and banner = $3
               union all
               select 'category', category, products from product_sums
               where edition_id = $1 and month = $4 and banner = $3 and category = any ($6)
               union all
               select 'banner', banner, products from product_sums
               where edition_id = $1 and month = $4 and category = $2 and banner not in ('*', '')
               union all
               select 'season', month::text, products from product_sums
               where edition_id = $1 and month = any ($5) and category = $2 and banner = $3 "# + $more,
            $filter.edition.map_or(0, |id| id.0),
            $filter.category.as_deref().unwrap_or("*"),
            $filter.banner.as_ref().map_or("*", |code| code.as_str()),
            $filter.season.unwrap_or(0),
            &months_ahead($today, $filter.season),
            &categories_shown($filter)
            $(, $value)*
        )
    };
}

/// The first level, and the second level below the chosen category.
fn categories_shown(filter: &Filter) -> Vec<String> {
    let chosen = filter.category.as_deref().map(|code| &code[..2]);
    let is_shown = |category: &&Category| {
        category.parent_code.is_empty() || chosen == Some(category.parent_code.as_str())
    };
    Category::all().filter(is_shown).map(|category| category.code.clone()).collect()
}

/// `seen`: the number of records up to the end of this page; at least one more is counted.
pub async fn counts(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
    seen: i64,
) -> sqlx::Result<Vec<FacetCount>> {
    if filter.is_counted() {
        counted(db, filter, today).await
    } else {
        found(db, filter, today, seen).await
    }
}

/// Each line of a facet is a row of the sums. Certificates depend on the day: their line is the sum
/// of the changes up to it.
async fn counted(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
) -> sqlx::Result<Vec<FacetCount>> {
    if filter.season.is_some() {
        return counted_in_season(db, filter, today).await;
    }
    summed!(
        r#"union all
           select 'certification', scheme, sum(products)::bigint from (
               select scheme, products from certificate_steps
               where edition_id = $1 and category = $2 and banner = $3 and unit = 'year'
                 and starts_on < date_trunc('year', $7::date)
               union all select scheme, products from certificate_steps
               where edition_id = $1 and category = $2 and banner = $3 and unit = 'month'
                 and starts_on >= date_trunc('year', $7::date)
                 and starts_on < date_trunc('month', $7::date)
               union all select scheme, products from certificate_steps
               where edition_id = $1 and category = $2 and banner = $3 and unit = 'day'
                 and starts_on >= date_trunc('month', $7::date) and starts_on <= $7) steps
           group by scheme"#,
        filter,
        today,
        today
    )
    .fetch_all(db)
    .await
}

/// Counts the certified products in season directly, from a covering index.
async fn counted_in_season(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
) -> sqlx::Result<Vec<FacetCount>> {
    let schemes: Vec<String> = Scheme::ALL.iter().map(|scheme| scheme.code().to_string()).collect();
    summed!(
        r#"union all
           select case when valid.n > $8 then 'certification+' else 'certification' end, scheme,
                  least(valid.n, $8)
           from unnest($7::text[]) as scheme,
                lateral (select count(*) as n from (
                    select distinct c.product_id from certificate_listings c
                    where c.edition_id = $1 and c.scheme = scheme.scheme and c.valid_from <= $9
                      and (c.valid_to is null or c.valid_to >= $9)
                      and ($2 = '*' or left(c.category_code, length($2)) = $2)
                      and ($3 = '*' or c.banner_code = $3)
                      and c.months & (1 << $4) <> 0
                    limit $8::bigint + 1) certified) valid"#,
        filter,
        today,
        &schemes,
        MOST_COUNTED,
        today
    )
    .fetch_all(db)
    .await
}

/// The number of products of a brand, up to `MOST_COUNTED`.
pub async fn of_brand(db: impl PgExecutor<'_>, brand: BrandId) -> sqlx::Result<i64> {
    query_scalar!(
        r#"select least(count(*), $2) as "n!" from product_listings l
           join products p on p.id = l.product_id
           where l.edition_id = 0 and p.brand_id = (select id from public_brands where id = $1)"#,
        brand.0,
        MOST_COUNTED
    )
    .fetch_one(db)
    .await
}

/// Each facet with its name, its column in a set `r`, and the SQL that turns the column into
/// values.
const VALUES: [(Facet, &str, &str, &str); 4] = [
    (
        Facet::Category,
        "category",
        "category_code",
        "cross join unnest(array[nullif(left(r.category_code, 2), r.category_code),
             r.category_code]) as value",
    ),
    (Facet::Banner, "banner", "banner_code", "cross join nullif(r.banner_code, '') as value"),
    (
        Facet::Season,
        "season",
        "months",
        "join generate_series(1, 12) as value on r.months & (1 << value) <> 0",
    ),
    (Facet::Certification, "certification", "certificates", ""),
];

/// One set of records serves the total and the facets without a filter; each facet with a filter
/// has its own set. Records are grouped by the column of a facet before it is split into values.
async fn found(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
    seen: i64,
) -> sqlx::Result<Vec<FacetCount>> {
    let as_far_as = MOST_COUNTED.max(seen);
    let mut sql = QueryBuilder::new("with found as materialized (");
    push_set(&mut sql, filter, today, None, as_far_as);
    let own_sets = VALUES
        .into_iter()
        .filter(|(facet, ..)| facet.is_set(filter))
        .map(|(facet, name, ..)| (facet, name));
    for (facet, name) in own_sets.clone() {
        sql.push(format!(", found_for_{name} as materialized ("));
        push_set(&mut sql, filter, today, Some(facet), MOST_COUNTED);
    }
    sql.push(" select 'total', '', count(*) from found");
    for (_, name) in own_sets {
        sql.push(format!(" union all select '{name}', '', count(*) from found_for_{name}"));
    }
    for (facet, name, column, values) in VALUES {
        let set = if facet.is_set(filter) { format!("found_for_{name}") } else { "found".into() };
        sql.push(format!(
            " union all select '{name}', value::text, sum(n)::bigint
             from (select {column}, count(*) as n from {set} group by 1) r "
        ));
        match facet {
            Facet::Certification => push_schemes(&mut sql, today),
            _ => sql.push(values),
        };
        sql.push(" where value is not null group by 2");
    }
    let rows = sql.build_query_as().persistent(filter.search.is_none()).fetch_all(db).await?;
    Ok(marked(rows, as_far_as))
}

/// For certified products, the certificate index has all columns of the other facets, but not the
/// price.
fn push_set(
    sql: &mut QueryBuilder<Postgres>,
    filter: &Filter,
    today: NaiveDate,
    except: Option<Facet>,
    as_far_as: i64,
) {
    sql.push("select l.category_code, l.banner_code, l.months");
    match filter
        .certification
        .filter(|_| except != Some(Facet::Certification) && !filter.has_price())
    {
        Some(scheme) => conditions::push_certified(sql, filter, today, except, scheme),
        None => {
            sql.push(", l.certificates");
            match &filter.search {
                Some(search) => conditions::push_searched(sql, filter, today, except, search),
                None => conditions::push(sql, filter, today, except),
            }
        }
    }
    sql.push(" limit ").push_bind(as_far_as + 1).push(")");
}

/// A listing has all verified certificates; only those valid today count.
fn push_schemes(sql: &mut QueryBuilder<Postgres>, today: NaiveDate) -> &mut QueryBuilder<Postgres> {
    sql.push(
        "cross join lateral (select distinct c ->> 'scheme' as value
                  from jsonb_array_elements(r.certificates) as c",
    );
    sql.push(" where (c ->> 'from')::date <= ").push_bind(today);
    sql.push(" and (c ->> 'to' is null or (c ->> 'to')::date >= ").push_bind(today).push(")) held")
}

/// The row without a value holds the size of a set. If the set exceeds the limit, its facet is
/// marked with `+`, and counts are capped at the limit.
fn marked(rows: Vec<(String, String, i64)>, as_far_as: i64) -> Vec<FacetCount> {
    let sets: HashMap<String, i64> = rows
        .iter()
        .filter(|(_, value, _)| value.is_empty())
        .map(|(name, _, size)| (name.clone(), *size))
        .collect();
    let total = sets.get("total").copied().unwrap_or_default();
    let shown = rows.into_iter().filter(|(name, value, _)| name == "total" || !value.is_empty());
    shown
        .map(|(name, value, count)| {
            let (size, most) = match sets.get(&name) {
                Some(size) if name != "total" => (*size, MOST_COUNTED),
                _ => (total, as_far_as),
            };
            let mark = if size > most { "+" } else { "" };
            FacetCount { facet: name + mark, value, count: count.min(most) }
        })
        .collect()
}
