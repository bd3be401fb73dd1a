//! What buyers paid by month, as it leaves the house: in the order of buyers and months.

use crate::{exchange::model::deals::PaymentRecord, payments::model::Filter, values::ids::OrganisationId};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// The buyer and month after which to go on.
pub type After = (OrganisationId, NaiveDate);

pub async fn exported(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
    after: Option<After>,
    limit: i64,
) -> sqlx::Result<Vec<PaymentRecord>> {
    matching!(
        PaymentRecord,
        r#"select buyer_id as "buyer_id!: _", buyer as "buyer!", buyer_kind as "buyer_kind!: _", month as "month!", sum(amount) as "amount!: _""#,
        "where in_banner and in_kind and in_month and ($7::bigint is null or (buyer_id, month) > ($7, $8::date))
         group by buyer_id, buyer, buyer_kind, month order by buyer_id, month limit $9",
        filter,
        today,
        after.map(|(buyer, _)| buyer.0),
        after.map(|(_, month)| month),
        limit
    )
    .fetch_all(db)
    .await
}
