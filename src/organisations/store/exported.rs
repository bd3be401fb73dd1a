//! Buyers as they leave the house, in the order of their ids.

use crate::{
    exchange::model::{parties::BuyerRecord, span::Span},
    organisations::model::BuyerFilter,
};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

pub async fn exported_buyers(
    db: impl PgExecutor<'_>,
    filter: &BuyerFilter,
    today: NaiveDate,
    span: Span,
) -> sqlx::Result<Vec<BuyerRecord>> {
    buyers!(
        BuyerRecord,
        r#"select id as "id!: _", name as "name!", kind as "kind!: _", banner_code as "banner_code: _",
                  (select count(*) from public_agreements a where a.buyer_id = matching.id and a.signed_on <= $6 and a.ends_on >= $6
                     and (a.terminated_on is null or a.terminated_on > $6)) as "agreements!",
                  (select sum(contract_amount(c.id, c.signed_amount, $6)) from public_contracts c
                   where c.buyer_id = matching.id and c.signed_on <= $6 and (c.terminated_on is null or c.terminated_on > $6)) as "amount: _",
                  (select sum(l.amount_accepted) from accepted_lines l
                   where l.buyer_id = matching.id and l.contract_id is not null and l.accepted_on <= $6) as "accepted: _""#,
        "where in_kind and in_banner and id > $8 and id <= $9 order by id limit $10",
        filter,
        today,
        span.after,
        span.upto,
        span.limit
    )
    .fetch_all(db)
    .await
}
