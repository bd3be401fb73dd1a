//! Payments voided, and scans of their bank slips.

use super::{Refusal, locked, record, telling};
use crate::{
    audit::model::{Act, Changes},
    deliveries::model::reach::Reach,
    files::{self, model::Kept},
    identity::model::Viewer,
    payments::store::office,
    values::ids::{PaymentId, Seen},
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgPool;

/// A data error. The goods it paid for are unpaid again.
pub async fn void(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<PaymentId>,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let lines = office::lines_of(&mut tx, seen.id).await?;
    office::lock_goods(&mut tx, &lines).await?;
    let before = locked(&mut tx, viewer, seen).await?;
    office::mark_void(&mut tx, before.id, now, reason).await?;
    let amount = before.amount.in_yuan().to_string();
    let changes =
        Changes::default().field("amount", Some(&amount), None).field("reason", None, Some(reason));
    let payment = (before.id, before.number.as_str());
    record(&mut tx, viewer, payment, before.buyer_id, (Act::Remove, changes)).await?;
    telling::void(&mut tx, before.supplier_id, payment, reason).await?;
    tx.commit().await?;
    Ok(())
}

pub async fn add_voucher(
    pool: &PgPool,
    viewer: &Viewer,
    id: PaymentId,
    file: &Kept,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let before = office::lock(&mut tx, id, &Reach::of(viewer)).await?.ok_or(Refusal::NotFound)?;
    if before.is_void() {
        return Err(Refusal::WrongState);
    }
    // Sent twice, it is kept once.
    if files::store::keep(&mut tx, file.id).await? {
        office::add_voucher(&mut tx, before.id, file.id, today).await?;
        let changes = Changes::default().field("voucher", None, Some(file.code.as_str()));
        let payment = (before.id, before.number.as_str());
        record(&mut tx, viewer, payment, before.buyer_id, (Act::Change, changes)).await?;
    }
    tx.commit().await?;
    Ok(())
}
