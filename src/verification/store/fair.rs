//! What is counted ahead for the lists of exhibitors and products.

use super::{Drift, MOST_SHOWN};
use sqlx::{PgConnection, query_as};

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

pub async fn product_sums(connection: &mut PgConnection) -> sqlx::Result<Vec<Drift>> {
    drift!(
        connection,
        r#"select concat_ws('/', edition_id, month, category, banner) as "key!",
                  stored.products::text as stored, recomputed.products::text as recomputed
           from product_sums stored
           full join summed_product_counts recomputed using (edition_id, month, category, banner)
           where coalesce(stored.products, 0) <> coalesce(recomputed.products, 0) order by 1 limit $1"#
    )
}

pub async fn certificate_steps(connection: &mut PgConnection) -> sqlx::Result<Vec<Drift>> {
    drift!(
        connection,
        r#"select concat_ws('/', edition_id, category, banner, unit, starts_on, scheme) as "key!",
                  stored.products::text as stored, recomputed.products::text as recomputed
           from certificate_steps stored
           full join stepped_certificates recomputed using (edition_id, category, banner, unit, starts_on, scheme)
           where coalesce(stored.products, 0) <> coalesce(recomputed.products, 0) order by 1 limit $1"#
    )
}

pub async fn product_days(connection: &mut PgConnection) -> sqlx::Result<Vec<Drift>> {
    drift!(
        connection,
        r#"select concat_ws('/', edition_id, category, banner, shown_since) as "key!",
                  stored.products::text as stored, recomputed.products::text as recomputed
           from product_days stored
           full join counted_product_days recomputed using (edition_id, category, banner, shown_since)
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

pub async fn exhibiting_parties(connection: &mut PgConnection) -> sqlx::Result<Vec<Drift>> {
    drift!(
        connection,
        r#"select organisation_id::text as "key!", stored::text as stored, recomputed::text as recomputed
           from (select * from exhibiting_parties where published_on is not null) stored
           full join listed_parties recomputed using (organisation_id)
           where stored::text is distinct from recomputed::text order by organisation_id limit $1"#
    )
}

pub async fn exhibitor_days(connection: &mut PgConnection) -> sqlx::Result<Vec<Drift>> {
    drift!(
        connection,
        r#"select concat_ws('/', edition_id, banner_code, published_on) as "key!",
                  stored.exhibitors::text as stored, recomputed.exhibitors::text as recomputed
           from exhibitor_days stored
           full join counted_exhibitor_days recomputed using (edition_id, banner_code, published_on)
           where coalesce(stored.exhibitors, 0) <> coalesce(recomputed.exhibitors, 0) order by 1 limit $1"#
    )
}

pub async fn exhibitor_steps(connection: &mut PgConnection) -> sqlx::Result<Vec<Drift>> {
    drift!(
        connection,
        r#"select concat_ws('/', edition, banner, of_kind, zone, unit, starts_on, scheme) as "key!",
                  stored.exhibitors::text as stored, recomputed.exhibitors::text as recomputed
           from exhibitor_steps stored
           full join stepped_exhibitors recomputed using (edition, banner, of_kind, zone, unit, starts_on, scheme)
           where coalesce(stored.exhibitors, 0) <> coalesce(recomputed.exhibitors, 0) order by 1 limit $1"#
    )
}
