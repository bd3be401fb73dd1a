//! Deliveries as they leave the house, in the order of their ids: a row for each product of the filter.

use crate::{
    deliveries::model::Filter,
    exchange::model::{deals::DeliveryRecord, span::Span},
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as, query_scalar};

pub async fn exported(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate, span: Span) -> sqlx::Result<Vec<DeliveryRecord>> {
    matching!(
        DeliveryRecord,
        [r#"select matching.delivery_id as "id!: _", d.number, case when matching.contract_id is null then 'off_contract' else 'contract' end as "kind!",
                  matching.contract_id as "contract_id: _", c.number as "contract?", matching.buyer_id as "buyer_id!: _", b.name as buyer,
                  matching.supplier_id as "supplier_id!: _", s.name as supplier, matching.owner_banner_code as "owner_banner_code!: _",
                  matching.shipped_on as "shipped_on!", lines.accepted_on,
                  goods.product_id as "product_id?: _", goods.name as "product!", goods.quantity as "quantity!: _", goods.unit_code as "unit!",
                  goods.amount as "accepted!: _", lines.villages as "villages!", goods.states as "state!: _"
           from matching
           join deliveries d on d.id = matching.delivery_id
           join organisations b on b.id = matching.buyer_id
           join organisations s on s.id = matching.supplier_id
           left join contracts c on c.id = matching.contract_id,
           lateral (select max(l.accepted_on) filter (where l.accepted_on <= $1) as accepted_on, array_agg(distinct v.full_name) as villages
                    from delivery_lines l join divisions v on v.code = l.village_code
                    where l.delivery_id = matching.delivery_id) lines,
           lateral (select p.id as product_id, l.name, l.unit_code,
                           coalesce(sum(l.quantity_accepted) filter (where l.accepted_on <= $1), 0) as quantity,
                           coalesce(sum(l.amount_accepted) filter (where l.accepted_on <= $1), 0) as amount,
                           array_agg(distinct case when l.accepted_on > $1 then 'shipped' else l.state end) as states
                    from delivery_lines l left join products p on p.id = l.product_id and p.state = 'published'
                    where l.delivery_id = matching.delivery_id
                      and ($2::text is null or left(l.category_code, length($2)) = $2)
                      and ($3::bigint is null or l.product_id = $3)
                    group by 1, 2, 3) goods
           where in_contract and in_state and in_banner and in_kind and matching.delivery_id > $17 and matching.delivery_id <= $18
           order by matching.delivery_id, goods.name, goods.product_id, goods.unit_code"#],
        filter,
        today,
        span.after,
        span.upto
    )
    .fetch_all(db)
    .await
}

/// The last of the `many` ids that come after `after`: what lies between is a stretch of bounded work,
/// however few of its deliveries a filter leaves. `None` past the end.
pub async fn stretch(db: impl PgExecutor<'_>, after: i64, many: i64) -> sqlx::Result<Option<i64>> {
    query_scalar!("select max(id) from (select id from deliveries where id > $1 order by id limit $2) as next", after, many)
        .fetch_one(db)
        .await
}
