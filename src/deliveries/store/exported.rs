//! Deliveries for sheets and the API, in the order of their ids: a row for each product of the
//! filter.

use super::listing::{push_each, push_facets};
use crate::{
    database::conditions::Conditions,
    deliveries::model::Filter,
    exchange::model::{deals::DeliveryRecord, span::Span},
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, QueryBuilder, query_scalar};

pub async fn exported(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
    span: Span,
) -> sqlx::Result<Vec<DeliveryRecord>> {
    let mut sql = QueryBuilder::new("with today (day) as (select ");
    sql.push_bind(today).push("::date), matching as (select x.*");
    push_each(&mut sql, filter, today);
    push_facets(&mut sql, filter, "x.states");
    sql.and_between("x.delivery_id", span.after, span.upto).push(TOLD);
    if let Some(category) = &filter.category {
        sql.push(" and starts_with(l.category_code, ").push_bind(category).push(")");
    }
    sql.and_equal("l.product_id", filter.product);
    sql.push(
        " group by 1, 2, 3) goods order by matching.delivery_id, goods.name, goods.product_id,
              goods.unit_code",
    );
    sql.build_query_as().persistent(filter.search.is_none()).fetch_all(db).await
}

/// The rows of the deliveries in `matching`; goods are filtered further.
const TOLD: &str = ")
    select matching.delivery_id as id, d.number, case when matching.contract_id is null then
        'off_contract' else 'contract' end as kind,
           matching.contract_id, c.number as contract, matching.buyer_id, b.name as buyer,
           matching.supplier_id, s.name as supplier,
           matching.owner_banner_code, matching.shipped_on, lines.accepted_on, goods.product_id,
           goods.name as product, goods.quantity,
           goods.unit_code as unit, goods.amount as accepted, lines.villages, goods.states as state
    from matching cross join today
    join deliveries d on d.id = matching.delivery_id
    join organisations b on b.id = matching.buyer_id
    join organisations s on s.id = matching.supplier_id
    left join contracts c on c.id = matching.contract_id,
    lateral (select max(l.accepted_on) filter (where l.accepted_on <= today.day) as accepted_on,
        array_agg(distinct v.full_name) as villages
             from delivery_lines l join divisions v on v.code = l.village_code
             where l.delivery_id = matching.delivery_id) lines,
    lateral (select p.id as product_id, l.name, l.unit_code,
                    coalesce(sum(l.quantity_accepted) filter (where l.accepted_on <= today.day),
                        0) as quantity,
                    coalesce(sum(l.amount_accepted) filter (where l.accepted_on <= today.day),
                        0) as amount,
                    array_agg(distinct case when l.accepted_on > today.day then 'shipped'
                        else l.state end) as states
             from delivery_lines l left join products p on p.id = l.product_id
                 and p.state = 'published'
             where l.delivery_id = matching.delivery_id";

/// The last of the `many` ids after `after`: a slice takes bounded time, however few of its
/// deliveries a filter leaves. `None` past the end.
pub async fn stretch(db: impl PgExecutor<'_>, after: i64, many: i64) -> sqlx::Result<Option<i64>> {
    query_scalar!(
        "select max(id) from (select id from deliveries where id > $1 order by id limit $2) as next",
        after,
        many
    )
    .fetch_one(db)
    .await
}
