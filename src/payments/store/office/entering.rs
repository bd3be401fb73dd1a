//! Payments entered, divided, voided.

use crate::{
    payments::model::{owed::Share, record::Heading},
    values::ids::{DeliveryLineId, FileId, PaymentId},
};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use sqlx::{PgConnection, query, query_scalar};

/// Until the transaction ends nobody else pays or withdraws the goods of these lines. Locked from
/// the top of the ladder down, as posting does.
pub async fn lock_goods(
    connection: &mut PgConnection,
    lines: &[DeliveryLineId],
) -> sqlx::Result<()> {
    let lines: Vec<i64> = lines.iter().map(|id| id.0).collect();
    let ids: Vec<i64> = query_scalar!(
        r#"select distinct delivery_id from delivery_lines where id = any ($1)"#,
        &lines
    )
    .fetch_all(&mut *connection)
    .await?;
    query!(
        "select from signed_projects where id in (
             select c.project_id from contracts c join deliveries d on d.contract_id = c.id
             where d.id = any ($1)
             union select a.project_id from framework_agreements a
             join contracts c on c.framework_id = a.id join deliveries d on d.contract_id = c.id
             where d.id = any ($1))
         order by id for share",
        &ids
    )
    .fetch_all(&mut *connection)
    .await?;
    query!(
        "select from framework_agreements where id in (
             select c.framework_id from contracts c join deliveries d on d.contract_id = c.id
             where d.id = any ($1))
         order by id for share",
        &ids
    )
    .fetch_all(&mut *connection)
    .await?;
    query!(
        "select from contracts where id in (
             select contract_id from deliveries where id = any ($1))
         order by id for share",
        &ids
    )
    .fetch_all(&mut *connection)
    .await?;
    query!("select from deliveries where id = any ($1) order by id for no key update", &ids)
        .fetch_all(connection)
        .await?;
    Ok(())
}

/// `None`: the buyer has a payment of this number that is not void.
pub async fn insert(
    connection: &mut PgConnection,
    heading: &Heading<'_>,
) -> sqlx::Result<Option<PaymentId>> {
    query_scalar!(
        r#"insert into payments (number, buyer_id, supplier_id, paid_on, amount, entered_by)
           values ($1, $2, $3, $4, $5, $6)
           on conflict (buyer_id, number) where voided_at is null do nothing
           returning id as "id: PaymentId""#,
        heading.paper.number,
        heading.buyer.0,
        heading.supplier.0,
        heading.paper.paid_on,
        heading.paper.amount.in_yuan(),
        heading.entered_by.0
    )
    .fetch_optional(connection)
    .await
}

/// A line that the payment pays already gets more.
pub async fn allocate(
    connection: &mut PgConnection,
    id: PaymentId,
    shares: &[Share],
) -> sqlx::Result<()> {
    let lines: Vec<i64> = shares.iter().map(|share| share.line.0).collect();
    let amounts: Vec<Decimal> = shares.iter().map(|share| share.amount).collect();
    query!(
        "insert into payment_allocations as x (payment_id, delivery_line_id, amount)
         select $1, line, amount from unnest($2::bigint[], $3::numeric[]) as s (line, amount)
         on conflict (payment_id, delivery_line_id) do update
         set amount = x.amount + excluded.amount",
        id.0,
        &lines,
        &amounts
    )
    .execute(&mut *connection)
    .await?;
    query!("update payments set version = version + 1 where id = $1", id.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// What a payment pays for.
pub async fn lines_of(
    connection: &mut PgConnection,
    id: PaymentId,
) -> sqlx::Result<Vec<DeliveryLineId>> {
    query_scalar!(
        r#"select delivery_line_id as "id: DeliveryLineId" from payment_allocations
           where payment_id = $1"#,
        id.0
    )
    .fetch_all(connection)
    .await
}

/// A data error: it counts on no day.
pub async fn mark_void(
    connection: &mut PgConnection,
    id: PaymentId,
    at: DateTime<Utc>,
    reason: &str,
) -> sqlx::Result<()> {
    query!(
        "update payments set voided_at = $2, void_reason = $3, version = version + 1
         where id = $1",
        id.0,
        at,
        reason
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn add_voucher(
    connection: &mut PgConnection,
    id: PaymentId,
    file: FileId,
    day: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "insert into payment_vouchers (file_id, payment_id, added_on) values ($1, $2, $3)",
        file.0,
        id.0,
        day
    )
    .execute(connection)
    .await?;
    Ok(())
}
