//! How many products each value of a facet would leave: from the counts where there are any, else counted
//! among the records as far as it takes to say "1,000+".

use super::conditions::{self, Facet};
use crate::{
    products::model::{Category, Filter, Scheme},
    values::{
        day::months_ahead,
        facet::{FacetCount, MOST_COUNTED},
    },
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, Postgres, QueryBuilder, query_as};

/// The total and the facets that depend on no day, of all categories (`*`) or one, all banners or one, all months
/// (0) or one.
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

/// Those of the first level, and below the chosen one those of the second.
fn categories_shown(filter: &Filter) -> Vec<String> {
    let chosen = filter.category.as_deref().map(|code| &code[..2]);
    let is_shown = |category: &&Category| category.parent_code.is_empty() || chosen == Some(category.parent_code.as_str());
    Category::all().filter(is_shown).map(|category| category.code.clone()).collect()
}

/// `seen`: how many records the pages up to this one show; at least as many are counted, and one more.
pub async fn counts(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate, seen: i64) -> sqlx::Result<Vec<FacetCount>> {
    if filter.is_counted() { counted(db, filter, today).await } else { found(db, filter, today, seen).await }
}

/// Each line of a facet is a row of the sums; certificates, valid or not by the day, are the changes up to it.
async fn counted(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate) -> sqlx::Result<Vec<FacetCount>> {
    if filter.season.is_some() {
        return counted_in_season(db, filter, today).await;
    }
    summed!(
        r#"union all
           select 'certification', scheme, sum(products)::bigint from (
               select scheme, products from certificate_steps
               where edition_id = $1 and category = $2 and banner = $3 and unit = 'year' and starts_on < date_trunc('year', $7::date)
               union all select scheme, products from certificate_steps
               where edition_id = $1 and category = $2 and banner = $3 and unit = 'month'
                 and starts_on >= date_trunc('year', $7::date) and starts_on < date_trunc('month', $7::date)
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

/// What is certified and in season is counted now, along an index that has all it takes.
async fn counted_in_season(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate) -> sqlx::Result<Vec<FacetCount>> {
    let schemes: Vec<String> = Scheme::ALL.iter().map(|scheme| scheme.code().to_string()).collect();
    summed!(
        r#"union all
           select case when valid.n > $8 then 'certification+' else 'certification' end, scheme, least(valid.n, $8)
           from unnest($7::text[]) as scheme,
                lateral (select count(*) as n from (
                    select distinct c.product_id from certificate_listings c
                    where c.edition_id = $1 and c.scheme = scheme.scheme and c.valid_from <= $9 and (c.valid_to is null or c.valid_to >= $9)
                      and ($2 = '*' or left(c.category_code, length($2)) = $2) and ($3 = '*' or c.banner_code = $3)
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

/// The facets by their names, and how records `r` come to their values.
const VALUES: [(Facet, &str, &str); 4] = [
    (Facet::Category, "category", "cross join unnest(array[left(r.category_code, 2), r.category_code]) as value"),
    (Facet::Banner, "banner", "cross join nullif(r.banner_code, '') as value"),
    (Facet::Season, "season", "join generate_series(1, 12) as value on r.months & (1 << value) <> 0"),
    (Facet::Certification, "certification", ""),
];

/// One set of records serves the total and the facets that are not set; each that is has one of its own.
async fn found(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate, seen: i64) -> sqlx::Result<Vec<FacetCount>> {
    let as_far_as = MOST_COUNTED.max(seen);
    let mut sql = QueryBuilder::new("with found as materialized (");
    push_set(&mut sql, filter, today, None, as_far_as);
    for (facet, name, _) in VALUES.into_iter().filter(|(facet, _, _)| facet.is_set(filter)) {
        sql.push(format!(", found_for_{name} as materialized ("));
        push_set(&mut sql, filter, today, Some(facet), MOST_COUNTED);
    }
    sql.push(format!(" select 'total'{}, '', least(count(*), {as_far_as}) from found", and_more("found", as_far_as)));
    for (facet, name, values) in VALUES {
        let (set, most) = if facet.is_set(filter) { (format!("found_for_{name}"), MOST_COUNTED) } else { ("found".into(), as_far_as) };
        sql.push(format!(
            " union all select '{name}'{}, value::text, least(count(distinct r.product_id), {most}) from {set} r ",
            and_more(&set, most)
        ));
        match facet {
            Facet::Certification => push_schemes(&mut sql, filter, today),
            _ => sql.push(values).push(" where value is not null group by 2"),
        };
    }
    let rows: Vec<(String, String, i64)> = sql.build_query_as().persistent(filter.search.is_none()).fetch_all(db).await?;
    Ok(rows.into_iter().map(|(facet, value, count)| FacetCount { facet, value, count }).collect())
}

fn push_set(sql: &mut QueryBuilder<Postgres>, filter: &Filter, today: NaiveDate, except: Option<Facet>, as_far_as: i64) {
    sql.push("select l.product_id, l.category_code, l.banner_code, l.months");
    conditions::push(sql, filter, today, except);
    sql.push(" limit ").push_bind(as_far_as + 1).push(")");
}

/// The facet's mark, if not all records of a set were counted.
fn and_more(set: &str, as_far_as: i64) -> String {
    format!(" || case when (select count(*) from {set}) > {as_far_as} then '+' else '' end")
}

fn push_schemes<'q>(sql: &'q mut QueryBuilder<Postgres>, filter: &Filter, today: NaiveDate) -> &'q mut QueryBuilder<Postgres> {
    sql.push("join certificate_listings c on c.product_id = r.product_id cross join cast(c.scheme as text) as value where c.edition_id = ");
    sql.push_bind(filter.edition.map_or(0, |id| id.0)).push(" and c.valid_from <= ").push_bind(today);
    sql.push(" and (c.valid_to is null or c.valid_to >= ").push_bind(today).push(") group by 2")
}
