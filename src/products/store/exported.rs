//! Products for export, in the order of their ids.

use super::conditions;
use crate::{
    exchange::model::{parties::ProductRecord, span::Span},
    products::model::Filter,
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, QueryBuilder};

/// The exported columns of the products in `listed`.
const TOLD: &str = r#"
    select p.id, p.name, p.category_code, k.name as category, k.name_en as category_en,
           p.specification, listed.price, p.price_basis,
           p.unit_code as unit, p.net_kilograms, p.months, p.yearly_capacity, p.origin_code,
           d.full_name as origin,
           d.full_name_en as origin_en, d.banner_code, b.id as brand_id, b.name as brand,
           o.id as supplier_id, o.name as supplier,
           o.kind as supplier_kind, x.booth_code as booth,
           array(select distinct c.scheme from certified_products cp
               join certifications c on c.id = cp.certification_id
                 where cp.product_id = p.id and c.verified_on is not null
                   and c.valid_from <= today.day and (c.valid_to is null or c.valid_to >= today.day)
                   order by 1) as certifications,
           (select '/files/' || (picture ->> 'code') || '/1280.jpg' from product_pictures
               where product_id = p.id and place = 1) as photo
    from listed cross join today
    join products p on p.id = listed.product_id
    join product_categories k on k.code = p.category_code
    join organisations o on o.id = p.organisation_id and o.state = 'published'
    join divisions d on d.code = p.origin_code
    left join public_brands b on b.id = p.brand_id
    left join lateral (
        select e.booth_code from exhibits x join public_exhibitors e on e.id = x.exhibitor_id
        where x.product_id = p.id and e.edition_id = listed.edition_id order by x.id limit 1) x on
            true
    order by p.id"#;

pub async fn exported(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
    span: Span,
) -> sqlx::Result<Vec<ProductRecord>> {
    let mut sql = QueryBuilder::new("with today (day) as (select ");
    sql.push_bind(today).push("::date), listed as (select l.product_id, l.edition_id, l.price");
    conditions::push(&mut sql, filter, today, None);
    sql.push(" and l.product_id > ")
        .push_bind(span.after)
        .push(" and l.product_id <= ")
        .push_bind(span.upto);
    sql.push(" order by l.product_id limit ").push_bind(span.limit).push(")");
    sql.push(TOLD);
    sql.build_query_as().persistent(filter.search.is_none()).fetch_all(db).await
}
