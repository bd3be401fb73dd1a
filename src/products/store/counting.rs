//! How many products each value of a facet would leave: from the counts where there are any, else counted
//! among the records as far as it takes to say "1,000+".

use super::conditions::{self, Facet};
use crate::{
    products::model::{Filter, Scheme},
    values::{
        day::months_ahead,
        facet::{FacetCount, MOST_COUNTED},
    },
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, Postgres, QueryBuilder, query_as};

/// `seen`: how many records the pages up to this one show; at least as many are counted, and one more.
pub async fn counts(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate, seen: i64) -> sqlx::Result<Vec<FacetCount>> {
    if filter.is_counted() { counted(db, filter, today).await } else { found(db, filter, today, seen).await }
}

/// Certificates are valid or not by the day, so theirs are counted now, along an index that has all it takes.
async fn counted(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate) -> sqlx::Result<Vec<FacetCount>> {
    let schemes: Vec<String> = Scheme::ALL.iter().map(|scheme| scheme.code().to_string()).collect();
    query_as!(
        FacetCount,
        r#"with counted as materialized (
               select category_code, banner_code, products,
                      ($2::text is null or left(category_code, length($2)) = $2) as in_category,
                      ($3::text is null or banner_code = $3) as in_banner
               from product_counts where edition_id = $1 and month = $4)
           select 'total' as "facet!", '' as "value!", coalesce(sum(products), 0)::bigint as "count!" from counted where in_category and in_banner
           union all select 'category', left(category_code, 2), sum(products)::bigint from counted where in_banner group by 2
           union all select 'category', category_code, sum(products)::bigint from counted where in_banner group by 2
           union all select 'banner', banner_code, sum(products)::bigint from counted where in_category and banner_code <> '' group by 2
           union all select 'season', month::text, sum(products)::bigint from product_counts
               where edition_id = $1 and month = any ($5)
                 and ($2::text is null or left(category_code, length($2)) = $2) and ($3::text is null or banner_code = $3) group by 2
           union all select case when valid.n > $8 then 'certification+' else 'certification' end, scheme, least(valid.n, $8)
               from unnest($6::text[]) as scheme,
                    lateral (select count(*) as n from (
                        select distinct c.product_id from certificate_listings c
                        where c.edition_id = $1 and c.scheme = scheme.scheme and c.valid_from <= $7 and (c.valid_to is null or c.valid_to >= $7)
                          and ($2::text is null or left(c.category_code, length($2)) = $2) and ($3::text is null or c.banner_code = $3)
                          and ($4 = 0 or c.months & (1 << $4) <> 0)
                        limit $8::bigint + 1) certified) valid"#,
        filter.edition.map_or(0, |id| id.0),
        filter.category.as_deref(),
        filter.banner.as_ref().map(|code| code.as_str()),
        filter.season.unwrap_or(0),
        &months_ahead(today, filter.season),
        &schemes,
        today,
        MOST_COUNTED
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
