//! The common sets of filters, by edition, category and banner, each with a constant statement: its
//! plan serves any value, since each set has an index in the order of the day. A brand and a
//! village, which have few products, also have constant statements.

use crate::products::model::{Card, Filter, neutral_offset};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// Further down, rows are skipped by their index alone, which needs a plan for the actual offset.
const DEEPEST: i64 = 240;

/// From the place of the day to the end of the ranks, then from their beginning: two scans of one
/// index, the second only for the rows still missing.
macro_rules! labels {
    ($db:expr, $page:expr, $set:literal $(, $value:expr)*) => {
        query_as!(
            Card,
            r#"(select product_id as "id!: _", name as "name!", category_code as "category_code!",
                   price as "price!",
                       unit_code as "unit_code!", origin as "origin!", origin_en as "origin_en!",
                       origin_level as "origin_level!",
                       nullif(banner_code, '') as "banner_code: _", booth_code,
                       certificates as "certificates: _", cover as "cover: _"
                from product_listings where edition_id = $1 and neutral_rank >= $2 "# + $set + r#"
                order by neutral_rank, product_id limit $3::bigint + $4)
               union all
               (select product_id, name, category_code, price, unit_code, origin, origin_en,
                   origin_level, nullif(banner_code, ''),
                       booth_code, certificates, cover
                from product_listings where edition_id = $1 and neutral_rank < $2 "# + $set + r#"
                order by neutral_rank, product_id limit $3 + $4)
               limit $3 offset $4"#,
            $page.edition,
            $page.from,
            $page.limit,
            $page.offset
            $(, $value)*
        )
        .fetch_all($db)
        .await
    };
}

/// For one brand or village: its products are few, and simply sorted.
macro_rules! few {
    ($db:expr, $page:expr, $set:literal, $value:expr) => {
        query_as!(
            Card,
            r#"select l.product_id as "id!: _", l.name as "name!",
                      l.category_code as "category_code!", l.price as "price!",
                      l.unit_code as "unit_code!", l.origin as "origin!",
                      l.origin_en as "origin_en!", l.origin_level as "origin_level!",
                      nullif(l.banner_code, '') as "banner_code: _", l.booth_code,
                      l.certificates as "certificates: _", l.cover as "cover: _"
               from product_listings l join products p on p.id = l.product_id
               where l.edition_id = $1 and "#
                + $set
                + r#"
               order by l.neutral_rank < $2, l.neutral_rank, l.product_id limit $3 offset $4"#,
            $page.edition,
            $page.from,
            $page.limit,
            $page.offset,
            $value
        )
        .fetch_all($db)
        .await
    };
}

struct Shown {
    edition: i64,
    from: i32,
    limit: i64,
    offset: i64,
}

/// Whether the request has a constant statement, whose plan may be kept.
pub fn is_common(filter: &Filter, offset: i64) -> bool {
    (filter.is_common() || is_few(filter)) && offset <= DEEPEST
}

fn is_few(filter: &Filter) -> bool {
    let rest = Filter { place: None, brand: None, ..filter.clone() };
    let is_of_one = match (&filter.place, filter.brand) {
        (Some(place), None) => place.is_village(),
        (None, brand) => brand.is_some(),
        _ => false,
    };
    is_of_one && rest.is_common() && rest.category.is_none() && rest.banner.is_none()
}

pub async fn list(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<Card>> {
    let page = Shown {
        edition: filter.edition.map_or(0, |id| id.0),
        from: neutral_offset(today),
        limit,
        offset,
    };
    if let Some(brand) = filter.brand {
        return few!(
            db,
            page,
            "p.brand_id = (select id from public_brands where id = $5)",
            brand.0
        );
    }
    if let Some(place) = &filter.place {
        return few!(db, page, "p.origin_code = $5", place.as_str());
    }
    let is_top = filter.category.as_ref().is_some_and(|code| code.len() == 2);
    match (filter.banner.as_ref().map(|code| code.as_str()), filter.category.as_deref()) {
        (None, None) => labels!(db, page, ""),
        (None, Some(category)) if is_top => labels!(db, page, "and top_code = $5", category),
        (None, Some(category)) => labels!(db, page, "and category_code = $5", category),
        (Some(banner), None) => labels!(db, page, "and banner_code = $5", banner),
        (Some(banner), Some(category)) if is_top => {
            labels!(db, page, "and banner_code = $5 and top_code = $6", banner, category)
        }
        (Some(banner), Some(category)) => {
            labels!(db, page, "and banner_code = $5 and category_code = $6", banner, category)
        }
    }
}
