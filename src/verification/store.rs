//! A statement for each stored table: what it holds, beside what the records say it should. Projections are
//! compared with the records; counts with their projections, whose own drift shows by itself.

use super::model::{Drift, MOST_SHOWN};
use sqlx::{PgConnection, query_as};

/// Rows of a table and of the view that says what should be in it, matched by a key. A row of noughts is
/// as good as none.
macro_rules! drift {
    ($connection:expr, $select:literal) => {
        query_as!(Drift, $select, MOST_SHOWN).fetch_all($connection).await
    };
}

pub async fn product_listings(connection: &mut PgConnection) -> sqlx::Result<Vec<Drift>> {
    drift!(
        connection,
        r#"select concat_ws('/', edition_id, product_id) as "key!", stored::text as stored, recomputed::text as recomputed
           from product_listings stored full join listed_products recomputed using (edition_id, product_id)
           where stored::text is distinct from recomputed::text order by edition_id, product_id limit $1"#
    )
}

pub async fn certificate_listings(connection: &mut PgConnection) -> sqlx::Result<Vec<Drift>> {
    drift!(
        connection,
        r#"select concat_ws('/', edition_id, scheme, product_id, certification_id) as "key!", stored::text as stored, recomputed::text as recomputed
           from certificate_listings stored
           full join listed_certificates recomputed using (edition_id, scheme, product_id, certification_id)
           where stored::text is distinct from recomputed::text order by 1 limit $1"#
    )
}

pub async fn product_counts(connection: &mut PgConnection) -> sqlx::Result<Vec<Drift>> {
    drift!(
        connection,
        r#"select concat_ws('/', edition_id, month, category_code, banner_code) as "key!",
                  stored.products::text as stored, recomputed.products::text as recomputed
           from product_counts stored
           full join counted_products recomputed using (edition_id, month, category_code, banner_code)
           where coalesce(stored.products, 0) <> coalesce(recomputed.products, 0) order by 1 limit $1"#
    )
}

pub async fn exhibitor_listings(connection: &mut PgConnection) -> sqlx::Result<Vec<Drift>> {
    drift!(
        connection,
        r#"select exhibitor_id::text as "key!", stored::text as stored, recomputed::text as recomputed
           from exhibitor_listings stored full join listed_exhibitors recomputed using (exhibitor_id)
           where stored::text is distinct from recomputed::text order by exhibitor_id limit $1"#
    )
}

pub async fn exhibitor_counts(connection: &mut PgConnection) -> sqlx::Result<Vec<Drift>> {
    drift!(
        connection,
        r#"select concat_ws('/', edition_id, banner_code, kind, zone_code) as "key!",
                  stored.exhibitors::text as stored, recomputed.exhibitors::text as recomputed
           from exhibitor_counts stored
           full join counted_exhibitors recomputed using (edition_id, banner_code, kind, zone_code)
           where coalesce(stored.exhibitors, 0) <> coalesce(recomputed.exhibitors, 0) order by 1 limit $1"#
    )
}

pub async fn delivery_days(connection: &mut PgConnection) -> sqlx::Result<Vec<Drift>> {
    drift!(
        connection,
        r#"select concat_ws('/', delivery_id, rung, day) as "key!", stored::text as stored, recomputed::text as recomputed
           from delivery_days stored full join counted_delivery_days recomputed using (delivery_id, rung, day)
           where stored::text is distinct from recomputed::text order by delivery_id, rung, day limit $1"#
    )
}

pub async fn rung_sums(connection: &mut PgConnection) -> sqlx::Result<Vec<Drift>> {
    drift!(
        connection,
        r#"select concat_ws('/', rung, under_contract, unit, starts_on, owner_banner_code, edition_id) as "key!",
                  stored::text as stored, recomputed::text as recomputed
           from rung_sums stored
           full join summed_rungs recomputed using (rung, under_contract, unit, starts_on, owner_banner_code, edition_id)
           where (coalesce(stored.deliveries, 0), coalesce(stored.lines, 0), coalesce(stored.amount, 0))
                 <> (coalesce(recomputed.deliveries, 0), coalesce(recomputed.lines, 0), coalesce(recomputed.amount, 0))
           order by 1 limit $1"#
    )
}
