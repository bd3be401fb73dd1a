//! Deliveries as they leave the house, in the order of their ids, with what the filter's lines come to.

use crate::{
    deliveries::model::Filter,
    exchange::model::{deals::DeliveryRecord, span::Span},
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as, query_scalar};

pub async fn exported(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate, span: Span) -> sqlx::Result<Vec<DeliveryRecord>> {
    matching!(
        DeliveryRecord,
        r#"select matching.id as "id!: _", matching.number as "number!", matching.kind as "kind!", matching.contract_id as "contract_id: _",
                  c.number as "contract?", d.buyer_id as "buyer_id!: _", buyer as "buyer!", d.supplier_id as "supplier_id!: _", supplier as "supplier!",
                  matching.owner_banner_code as "owner_banner_code!: _", matching.shipped_on as "shipped_on!", accepted_on,
                  goods as "goods!", villages as "villages!", purchase as "accepted!: _", line_states as "state!: _""#,
        "join deliveries d on d.id = matching.id
         left join contracts c on c.id = matching.contract_id
         where in_contract and in_state and in_banner and in_kind and matching.id > $16 and matching.id <= $17
         order by matching.id limit $18",
        filter,
        today,
        span.after,
        span.upto,
        span.limit
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
