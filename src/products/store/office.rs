//! Lists of products as their suppliers and officers see them, in every state; read along an index in each of their
//! orders, so that four hundred thousand are as quick as four hundred.

use super::selling::Row;
use crate::{
    products::model::selling::{Order, Own, State, Whose},
    values::{
        facet::{FacetCount, MOST_COUNTED},
        place_code::PlaceCode,
    },
};
use futures_util::{StreamExt, stream::BoxStream};
use sqlx::{PgExecutor, Postgres, QueryBuilder, query_as};

/// The page's ids along an order; only then what is shown of each.
macro_rules! listed {
    ($order:literal, $whose:expr, $limit:expr, $offset:expr) => {
        query_as!(
            Row,
            r#"select p.id as "id: _", p.organisation_id as "organisation_id: _", o.name as organisation, o.banner_code as "organisation_banner: _",
                      p.category_code, p.name, p.specification, p.unit_code, p.price, p.price_basis, p.origin_code as "origin_code: _", p.months,
                      p.yearly_capacity, p.introduction, d.full_name as origin, d.full_name_en as origin_en, p.state, p.version, p.review_note
               from (select p.id from products p
                     where ($1::bigint is null or p.organisation_id = $1)
                       and ($2::text is null or exists (select from organisations o where o.id = p.organisation_id and o.banner_code = $2))
                       and ($3::text is null or p.state = $3)
                       and ($4::text[] is null or p.category_code = any ($4))
                       and ($5::text is null or search_finds(p.search_tokens, p.search_text, $5, $6)
                            or p.organisation_id = any (array(select o.id from organisations o where search_finds(o.search_tokens, o.search_text, $5, $6))))
                     order by "#
                + $order
                + r#" limit $7 offset $8) shown
               join products p on p.id = shown.id
               join organisations o on o.id = p.organisation_id
               join divisions d on d.code = p.origin_code
               order by "#
                + $order,
            $whose.organisation.map(|id| id.0),
            $whose.banner.as_ref().map(|code| code.as_str()),
            $whose.state.map(|state| state.code()),
            $whose.categories() as Option<Vec<String>>,
            $whose.search.as_ref().map(|search| search.tokens.as_str()),
            $whose.search.as_ref().map(|search| search.needles.clone()) as Option<Vec<String>>,
            $limit,
            $offset
        )
    };
}

/// Each order is an index's (migrations/0035_office_lists.sql).
macro_rules! in_order {
    ($db:expr, $whose:expr, $limit:expr, $offset:expr) => {
        match $whose.order {
            Order::Waiting => listed!("(p.state <> 'submitted'), p.submitted_at, p.pinyin, p.id", $whose, $limit, $offset).fetch($db),
            Order::Name => listed!("p.pinyin, p.id", $whose, $limit, $offset).fetch($db),
            Order::Price => listed!("p.price, p.id", $whose, $limit, $offset).fetch($db),
            Order::Newest => listed!("p.id desc", $whose, $limit, $offset).fetch($db),
        }
    };
}

pub async fn list(db: impl PgExecutor<'_>, whose: &Whose, limit: i64, offset: i64) -> sqlx::Result<Vec<Own>> {
    let mut rows = in_order!(db, whose, limit, offset);
    let mut list = Vec::new();
    while let Some(row) = rows.next().await {
        list.push(Own::try_from(row?)?);
    }
    Ok(list)
}

/// All of them, as the database sends them.
pub fn all<'c>(db: impl PgExecutor<'c> + 'c, whose: &Whose) -> BoxStream<'c, sqlx::Result<Own>> {
    in_order!(db, whose, None::<i64>, 0).map(|row| row.and_then(Own::try_from)).boxed()
}

/// Those of the ids that are within the scope, by name.
pub async fn picked(db: impl PgExecutor<'_>, whose: &Whose, ids: &[i64]) -> sqlx::Result<Vec<Own>> {
    let rows = query_as!(
        Row,
        r#"select p.id as "id: _", p.organisation_id as "organisation_id: _", o.name as organisation, o.banner_code as "organisation_banner: _",
                  p.category_code, p.name, p.specification, p.unit_code, p.price, p.price_basis, p.origin_code as "origin_code: _", p.months,
                  p.yearly_capacity, p.introduction, d.full_name as origin, d.full_name_en as origin_en, p.state, p.version, p.review_note
           from products p join organisations o on o.id = p.organisation_id join divisions d on d.code = p.origin_code
           where p.id = any ($1) and ($2::text is null or o.banner_code = $2)
           order by p.pinyin, p.id"#,
        ids,
        whose.banner.as_ref().map(|code| code.as_str())
    );
    rows.fetch_all(db).await?.into_iter().map(Own::try_from).collect()
}

/// How many there are in all, and of each state, category and banner with the other conditions on; each as far as it
/// takes to say "1,000+". `banners`: those that there are to choose from.
pub async fn counts(
    db: impl PgExecutor<'_>,
    whose: &Whose,
    categories: &[&str],
    banners: &[PlaceCode],
    seen: i64,
) -> sqlx::Result<Vec<FacetCount>> {
    let mut sql = QueryBuilder::new("");
    push_count(&mut sql, ("total", ""), whose, MOST_COUNTED.max(seen));
    let mut also = |facet: &'static str, value: &str, whose: &Whose| {
        sql.push(" union all ");
        push_count(&mut sql, (facet, value), whose, MOST_COUNTED);
    };
    for state in State::ALL {
        also("state", state.code(), &Whose { state: Some(*state), ..whose.clone() });
    }
    for category in categories {
        also("category", category, &Whose { category: Some((*category).to_string()), ..whose.clone() });
    }
    for banner in banners {
        also("banner", banner.as_str(), &Whose { banner: Some(banner.clone()), ..whose.clone() });
    }
    let rows: Vec<(String, String, i64)> = sql.build_query_as().fetch_all(db).await?;
    Ok(rows.into_iter().map(|(facet, value, count)| FacetCount { facet, value, count }).collect())
}

fn push_count(sql: &mut QueryBuilder<Postgres>, (facet, value): (&'static str, &str), whose: &Whose, most: i64) {
    sql.push("select case when n > ").push_bind(most).push(format!(" then '{facet}+' else '{facet}' end, "));
    sql.push_bind(value.to_string()).push("::text, least(n, ").push_bind(most);
    sql.push(") from (select count(*) as n from (select from products p where true");
    push_conditions(sql, whose);
    sql.push(" limit ").push_bind(most + 1).push(") capped) counted");
}

fn push_conditions(sql: &mut QueryBuilder<Postgres>, whose: &Whose) {
    if let Some(organisation) = whose.organisation {
        sql.push(" and p.organisation_id = ").push_bind(organisation.0);
    }
    if let Some(banner) = &whose.banner {
        sql.push(" and exists (select from organisations o where o.id = p.organisation_id and o.banner_code = ")
            .push_bind(banner.to_string())
            .push(")");
    }
    if let Some(state) = whose.state {
        sql.push(" and p.state = ").push_bind(state.code());
    }
    if let Some(categories) = whose.categories() {
        sql.push(" and p.category_code = any (").push_bind(categories).push(")");
    }
    if let Some(search) = &whose.search {
        sql.push(" and (search_finds(p.search_tokens, p.search_text, ").push_bind(search.tokens.clone());
        sql.push(", ").push_bind(search.needles.clone());
        sql.push(
            ") or p.organisation_id = any (array(select o.id from organisations o where search_finds(o.search_tokens, o.search_text, ",
        );
        sql.push_bind(search.tokens.clone()).push(", ").push_bind(search.needles.clone()).push("))))");
    }
}
