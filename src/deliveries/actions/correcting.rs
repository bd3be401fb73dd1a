//! Errors put right: a decision withdrawn, a delivery voided; and photos of the papers.

use super::{Refusal, locked, part, record, telling, whole};
use crate::{
    audit::model::{Act, Changes},
    deliveries::{
        model::{
            pieces::Piece,
            reach::{Reach, Side},
            record::Part,
        },
        store::office,
    },
    files::{self, model::Kept},
    identity::model::Viewer,
    payments,
    values::ids::{DeliveryId, DeliveryLineId, Seen},
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgPool;

/// The part is open again and decided anew. What was paid for it is prepaid.
pub async fn withdraw(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<DeliveryId>,
    line: DeliveryLineId,
    (reason, today): (&str, NaiveDate),
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let before = locked(&mut tx, viewer, seen).await?;
    let part = part(&before, line)?;
    if part.decided_on.is_none() && part.refused.is_none() {
        return Err(Refusal::WrongState);
    }
    let prepaid = payments::store::release(&mut tx, part.id, today, reason).await?;
    office::remove_offer(&mut tx, part.id).await?;
    let quantity = office::take_up_open(&mut tx, before.id, part).await?;
    office::replace(&mut tx, before.id, &[vec![Piece::open(part, quantity)]]).await?;
    let changes = withdrawn(part)
        .field("prepaid", None, (!prepaid.is_zero()).then(|| prepaid.to_string()).as_deref())
        .field("reason", None, Some(reason));
    let delivery = (before.id, before.number.as_str());
    record(&mut tx, viewer, delivery, before.buyer_id, (Act::Change, changes)).await?;
    for party in [before.buyer_id, before.supplier_id] {
        telling::withdrawn(&mut tx, party, delivery, reason).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn withdrawn(part: &Part) -> Changes {
    let field = if part.is_accepted() {
        "accepted"
    } else if part.is_disputed() {
        "disputed"
    } else {
        "rejected"
    };
    let quantity = if part.is_accepted() { part.quantity_accepted } else { part.quantity_shipped };
    let day = part.decided_on.map(|day| day.to_string());
    Changes::default().field(field, Some(&part.said(quantity)), None).field(
        "accepted_on",
        day.as_deref().filter(|_| part.is_accepted()),
        None,
    )
}

/// A data error. What the buyer decided is withdrawn first.
pub async fn void(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<DeliveryId>,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let before = locked(&mut tx, viewer, seen).await?;
    let before = whole(&mut tx, before).await?;
    if !before.is_untouched() {
        return Err(Refusal::WrongState);
    }
    office::mark_void(&mut tx, before.id, now, reason).await?;
    let changes = Changes::default().field("state", Some(before.state().code()), None).field(
        "reason",
        None,
        Some(reason),
    );
    let delivery = (before.id, before.number.as_str());
    record(&mut tx, viewer, delivery, before.supplier_id, (Act::Remove, changes)).await?;
    tx.commit().await?;
    Ok(())
}

/// Of the delivery note or the weighing ticket.
pub async fn add_voucher(
    pool: &PgPool,
    viewer: &Viewer,
    id: DeliveryId,
    file: &Kept,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let reach = Reach::of(viewer);
    let mut tx = pool.begin().await?;
    let before = office::lock(&mut tx, id, &reach).await?.ok_or(Refusal::NotFound)?;
    if before.is_void() {
        return Err(Refusal::WrongState);
    }
    // Sent twice, it is kept once.
    if files::store::keep(&mut tx, file.id).await? {
        office::add_voucher(&mut tx, before.id, file.id, today).await?;
        let changes = Changes::default().field("voucher", None, Some(file.code.as_str()));
        let whose = match reach.side() {
            Some(Side::Supplier) => before.supplier_id,
            Some(Side::Buyer) | None => before.buyer_id,
        };
        let delivery = (before.id, before.number.as_str());
        record(&mut tx, viewer, delivery, whose, (Act::Change, changes)).await?;
    }
    tx.commit().await?;
    Ok(())
}
