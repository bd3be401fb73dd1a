//! Buyers for sheets and the API, in the order of their ids.

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
        r#"select id as "id!: _", name as "name!", kind as "kind!: _",
                  banner_code as "banner_code: _",
                  (select records from balance_with_buyer('framework.standing', matching.id,
                      $6)) as "agreements!",
                  (select amount from balance_with_buyer('contract.current', matching.id,
                      $6)) as "amount: _",
                  (select amount from balance_with_buyer('purchase.accepted', matching.id,
                      $6)) as "accepted: _""#,
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
