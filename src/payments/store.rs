//! All statements on payments.

pub mod office;
pub mod reminders;
pub mod statement;
pub mod three_way;

use super::model::{
    NewPayment,
    publication::{FEWEST_PAYMENTS, Movement},
};
use crate::values::ids::{DeliveryLineId, OrganisationId};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::json;
use sqlx::{PgConnection, PgExecutor, query, query_as, query_scalar};
use std::collections::HashMap;

/// Recorded on the day they were made.
pub async fn insert_many(
    connection: &mut PgConnection,
    payments: &[NewPayment],
) -> sqlx::Result<()> {
    query!(
        "insert into payments (id, number, buyer_id, supplier_id, paid_on, amount, recorded_at)
         select id, number, buyer_id, supplier_id, paid_on, amount,
                (paid_on + time '18:00') at time zone 'Asia/Shanghai'
         from jsonb_populate_recordset(null::payments, $1)",
        json!(payments)
    )
    .execute(&mut *connection)
    .await?;
    let allocations: Vec<_> = payments.iter().flat_map(|payment| &payment.allocations).collect();
    query!(
        "insert into payment_allocations (payment_id, delivery_line_id, amount)
         select payment_id, delivery_line_id, amount
         from jsonb_populate_recordset(null::payment_allocations, $1)",
        json!(allocations)
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The payments that the public counts up to `day`, of one buyer or of all: individually, but as
/// one if a buyer made enough of them in a month.
pub async fn movements(
    db: impl PgExecutor<'_>,
    buyer: Option<OrganisationId>,
    day: NaiveDate,
) -> sqlx::Result<Vec<Movement>> {
    query_as!(
        Movement,
        r#"with net as (
               select buyer_id, month, payment_id, amount
               from journal_payment_sums
               where month <= $1 and ($2::bigint is null or buyer_id = $2) and amount <> 0),
           begun as (
               select *, amount > 0 and month = min(month) filter (where amount > 0) over
                   (partition by buyer_id, payment_id) as is_new from net),
           counted as (
               select *, count(*) filter (where is_new) over
                   (partition by buyer_id, month) as payments from begun)
           select c.buyer_id as "buyer_id!: _", o.kind as "buyer_kind: _", c.month as "month!",
                  case when c.payments < $3 or not c.is_new then c.payment_id
                      end as "payment_id: _", c.is_new as "is_new!", sum(c.amount) as "amount!: _"
           from counted c join organisations o on o.id = c.buyer_id
           group by 1, 2, 3, 4, 5
           order by 1, 3, 4"#,
        day,
        buyer.map(|id| id.0),
        FEWEST_PAYMENTS as i64
    )
    .fetch_all(db)
    .await
}

/// The names of buyers.
pub async fn names(
    db: impl PgExecutor<'_>,
    buyers: &[OrganisationId],
) -> sqlx::Result<HashMap<OrganisationId, String>> {
    let ids: Vec<i64> = buyers.iter().map(|id| id.0).collect();
    let rows = query!(
        r#"select id as "id: OrganisationId", name from organisations where id = any ($1)"#,
        &ids
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// What payments gave for a part is prepaid again, and listed. In yuan.
pub async fn release(
    connection: &mut PgConnection,
    part: DeliveryLineId,
    day: NaiveDate,
    reason: &str,
) -> sqlx::Result<Decimal> {
    query_scalar!(
        r#"with released as (
               delete from payment_allocations where delivery_line_id = $1
               returning payment_id, amount),
           seen as (
               update payments set version = version + 1
               where id in (select payment_id from released)),
           -- A void payment has nothing that could be prepaid.
           prepaid as (
               select r.payment_id, r.amount from released r
               join payments p on p.id = r.payment_id and p.voided_at is null),
           listed as (
               insert into released_allocations (payment_id, delivery_id, position, amount,
                   released_on, reason)
               select r.payment_id, l.delivery_id, l.position, r.amount, $2, $3
               from prepaid r, delivery_lines l where l.id = $1)
           select coalesce(sum(amount), 0) as "amount!" from prepaid"#,
        part.0,
        day,
        reason
    )
    .fetch_one(connection)
    .await
}
