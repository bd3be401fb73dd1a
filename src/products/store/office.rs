//! Lists of products in every state, for suppliers and officers. Each order is read along an index,
//! so that four hundred thousand products are as fast as four hundred.

use super::selling::Row;
use crate::{
    products::model::selling::{Order, ProductScope, SupplierProduct},
    values::{facet::FacetCount, place_code::PlaceCode},
};
use futures_util::{StreamExt, stream::BoxStream};
use sqlx::{PgExecutor, query_as};

/// Selects the ids of the page in order first, then their columns.
macro_rules! listed {
    ($order:literal, $whose:expr, $limit:expr, $offset:expr) => {
        query_as!(
            Row,
            r#"select p.id as "id: _", p.organisation_id as "organisation_id: _",
                      o.name as organisation, o.banner_code as "organisation_banner: _",
                      p.category_code, p.name, p.specification, p.unit_code, p.price, p.price_basis,
                      p.origin_code as "origin_code: _", p.brand_id as "brand_id: _",
                      b.name as "brand?", p.months,
                      p.yearly_capacity, p.introduction, d.full_name as origin,
                      d.full_name_en as origin_en, p.state, p.version, p.review_note
               from (select p.id from products p
                     where ($1::bigint is null or p.organisation_id = $1)
                       and ($2::text is null or (select o.banner_code from organisations o
                           where o.id = p.organisation_id) = $2)
                       and ($3::text is null or p.state = $3)
                       and ($4::text[] is null or p.category_code = any ($4))
                       and ($5::text is null or search_finds(p.search_tokens, p.search_text, $5, $6)
                            or p.organisation_id = any
                                (array(select o.id from organisations o
                                    where search_finds(o.search_tokens, o.search_text, $5, $6))))
                     order by "#
                + $order
                + r#" limit $7 offset $8) shown
               join products p on p.id = shown.id
               join organisations o on o.id = p.organisation_id
               join divisions d on d.code = p.origin_code
               left join brands b on b.id = p.brand_id
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

/// Each order has an index (migrations/0014_products.sql).
macro_rules! in_order {
    ($db:expr, $whose:expr, $limit:expr, $offset:expr) => {
        match $whose.order {
            Order::Waiting => listed!(
                "(p.state <> 'submitted'), p.submitted_at, p.pinyin, p.id",
                $whose,
                $limit,
                $offset
            )
            .fetch($db),
            Order::Name => listed!("p.pinyin, p.id", $whose, $limit, $offset).fetch($db),
            Order::Price => listed!("p.price, p.id", $whose, $limit, $offset).fetch($db),
            Order::Newest => listed!("p.id desc", $whose, $limit, $offset).fetch($db),
        }
    };
}

pub async fn list(
    db: impl PgExecutor<'_>,
    whose: &ProductScope,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<SupplierProduct>> {
    let mut rows = in_order!(db, whose, limit, offset);
    let mut list = Vec::new();
    while let Some(row) = rows.next().await {
        list.push(SupplierProduct::try_from(row?)?);
    }
    Ok(list)
}

/// Streams all of them.
pub fn all<'c>(
    db: impl PgExecutor<'c> + 'c,
    whose: &ProductScope,
) -> BoxStream<'c, sqlx::Result<SupplierProduct>> {
    in_order!(db, whose, None::<i64>, 0).map(|row| row.and_then(SupplierProduct::try_from)).boxed()
}

/// The records of `ids` within the scope, by name.
pub async fn picked(
    db: impl PgExecutor<'_>,
    whose: &ProductScope,
    ids: &[i64],
) -> sqlx::Result<Vec<SupplierProduct>> {
    let rows = query_as!(
        Row,
        r#"select p.id as "id: _", p.organisation_id as "organisation_id: _",
                  o.name as organisation, o.banner_code as "organisation_banner: _",
                  p.category_code, p.name, p.specification, p.unit_code, p.price, p.price_basis,
                  p.origin_code as "origin_code: _", p.brand_id as "brand_id: _",
                  b.name as "brand?", p.months,
                  p.yearly_capacity, p.introduction, d.full_name as origin,
                  d.full_name_en as origin_en, p.state, p.version, p.review_note
           from products p join organisations o on o.id = p.organisation_id
           join divisions d on d.code = p.origin_code
                left join brands b on b.id = p.brand_id
           where p.id = any ($1) and ($2::text is null or o.banner_code = $2)
           order by p.pinyin, p.id"#,
        ids,
        whose.banner.as_ref().map(|code| code.as_str())
    );
    rows.fetch_all(db).await?.into_iter().map(SupplierProduct::try_from).collect()
}

/// The counts for each state, category and banner; each facet applies all filters but its own.
/// `within`: the scope of an officer. One scan of products_by_seller counts them all.
pub async fn counts(
    db: impl PgExecutor<'_>,
    whose: &ProductScope,
    within: Option<&PlaceCode>,
) -> sqlx::Result<Vec<FacetCount>> {
    query_as!(
        FacetCount,
        r#"with matching as (
               select p.state, p.category_code, o.banner_code, count(*) as n,
                      ($3::text is null or p.state = $3) as of_state,
                      ($4::text[] is null or p.category_code = any ($4)) as of_category,
                      ($2::text is null or o.banner_code = $2) as of_banner
               from products p join organisations o on o.id = p.organisation_id
               where ($1::bigint is null or p.organisation_id = $1)
                 and ($5::text is null or o.banner_code = $5)
                 and ($6::text is null or search_finds(p.search_tokens, p.search_text, $6, $7)
                      or p.organisation_id = any (array(select o.id from organisations o
                          where search_finds(o.search_tokens, o.search_text, $6, $7))))
               group by p.state, p.category_code, o.banner_code)
           select 'total' as "facet!", '' as "value!", coalesce(sum(n), 0)::bigint as "count!"
           from matching where of_state and of_category and of_banner
           union all select 'state', state, sum(n)::bigint from matching
           where of_category and of_banner group by 2
           union all select 'category', left(category_code, 2), sum(n)::bigint from matching
           where of_state and of_banner group by 2
           union all select 'banner', banner_code, sum(n)::bigint from matching
               where of_state and of_category and banner_code is not null group by 2"#,
        whose.organisation.map(|id| id.0),
        whose.banner.as_ref().map(|code| code.as_str()),
        whose.state.map(|state| state.code()),
        whose.categories() as Option<Vec<String>>,
        within.map(|code| code.as_str()),
        whose.search.as_ref().map(|search| search.tokens.as_str()),
        whose.search.as_ref().map(|search| search.needles.clone()) as Option<Vec<String>>
    )
    .fetch_all(db)
    .await
}

/// The numbers of pending products, by state. They are few and have their own index.
pub async fn waits(db: impl PgExecutor<'_>, whose: &ProductScope) -> sqlx::Result<Vec<FacetCount>> {
    query_as!(
        FacetCount,
        r#"select 'state' as "facet!", p.state as "value!", count(*) as "count!"
           from products p join organisations o on o.id = p.organisation_id
           where p.state in ('submitted', 'returned', 'draft')
             and ($1::bigint is null or p.organisation_id = $1)
             and ($2::text is null or o.banner_code = $2)
           group by p.state"#,
        whose.organisation.map(|id| id.0),
        whose.banner.as_ref().map(|code| code.as_str())
    )
    .fetch_all(db)
    .await
}
