//! Disputes: settled when one side agrees to what the other offers, or decided by the office.

use super::{
    Refusal,
    accepting::{Gain, check_limits, check_taker},
    locked, part, record, telling,
};
use crate::{
    audit::model::{Act, Changes},
    deliveries::{
        model::{
            acceptance::DecisionFault,
            pieces,
            reach::{Reach, Side},
            record::{DeliveryRecord, Offer, Part},
        },
        store::office,
    },
    identity::model::Viewer,
    values::ids::{DeliveryId, DeliveryLineId, OrganisationId, Seen},
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgPool};

fn organisation(record: &DeliveryRecord, side: Side) -> OrganisationId {
    match side {
        Side::Buyer => record.buyer_id,
        Side::Supplier => record.supplier_id,
    }
}

fn disputed(record: &DeliveryRecord, id: DeliveryLineId) -> Result<&Part, Refusal> {
    let part = part(record, id)?;
    if part.is_disputed() { Ok(part) } else { Err(Refusal::WrongState) }
}

fn check_quantity(part: &Part, accepted: Decimal) -> Result<(), Refusal> {
    let disputed = part.quantity_shipped;
    match accepted > disputed {
        true => Err(Refusal::Lines(vec![(part.position, DecisionFault::TooMuch(disputed))])),
        false => Ok(()),
    }
}

/// How one side would settle it. A later offer takes the place of an earlier one.
pub async fn offer(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<DeliveryId>,
    line: DeliveryLineId,
    (accepted, note): (Decimal, &str),
) -> Result<(), Refusal> {
    let side = Reach::of(viewer).side().ok_or(Refusal::OutsideScope)?;
    let mut tx = pool.begin().await?;
    let before = locked(&mut tx, viewer, seen).await?;
    let part = disputed(&before, line)?;
    check_quantity(part, accepted)?;
    let offer = Offer { accepted, note: note.to_string(), side };
    office::set_offer(&mut tx, part.id, &offer, viewer.user).await?;
    let was = part.offer.as_ref().map(|offer| part.said(offer.accepted));
    let changes = Changes::default()
        .field("offer", was.as_deref(), Some(&part.said(accepted)))
        .field("reason", None, (!note.is_empty()).then_some(note));
    let delivery = (before.id, before.number.as_str());
    let own = organisation(&before, side);
    record(&mut tx, viewer, delivery, own, (Act::Change, changes)).await?;
    let other = match side {
        Side::Buyer => before.supplier_id,
        Side::Supplier => before.buyer_id,
    };
    telling::offered(&mut tx, other, delivery).await?;
    tx.commit().await?;
    Ok(())
}

/// To what the other side offers. Whoever sent the goods may agree to what the buyer accepts.
pub async fn agree(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<DeliveryId>,
    line: DeliveryLineId,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let side = Reach::of(viewer).side().ok_or(Refusal::OutsideScope)?;
    let mut tx = pool.begin().await?;
    let before = locked(&mut tx, viewer, seen).await?;
    let part = disputed(&before, line)?;
    let offer = part.offer.as_ref().filter(|offer| offer.side != side);
    let accepted = offer.ok_or(Refusal::WrongState)?.accepted;
    let whose = organisation(&before, side);
    let settled = Settled { part, accepted, reason: None, whose, on: today };
    settle(&mut tx, viewer, &before, settled).await?;
    tx.commit().await?;
    Ok(())
}

/// By the office, where the sides do not agree.
pub async fn decide(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<DeliveryId>,
    line: DeliveryLineId,
    (accepted, reason, today): (Decimal, &str, NaiveDate),
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let before = locked(&mut tx, viewer, seen).await?;
    check_taker(&before, viewer.user)?;
    let part = disputed(&before, line)?;
    let whose = before.buyer_id;
    let settled = Settled { part, accepted, reason: Some(reason), whose, on: today };
    settle(&mut tx, viewer, &before, settled).await?;
    tx.commit().await?;
    Ok(())
}

/// How a dispute ends.
struct Settled<'a> {
    part: &'a Part,
    accepted: Decimal,
    /// Of the office.
    reason: Option<&'a str>,
    whose: OrganisationId,
    on: NaiveDate,
}

async fn settle(
    connection: &mut PgConnection,
    viewer: &Viewer,
    before: &DeliveryRecord,
    Settled { part, accepted, reason, whose, on }: Settled<'_>,
) -> Result<(), Refusal> {
    check_quantity(part, accepted)?;
    if !accepted.is_zero() {
        let gain = Gain { part, quantity: accepted };
        check_limits(&mut *connection, before, &[gain], on).await?;
    }
    office::remove_offer(&mut *connection, part.id).await?;
    let replaced = pieces::settled(part, accepted, on);
    office::replace(&mut *connection, before.id, &[replaced]).await?;
    let rest = part.quantity_shipped - accepted;
    let changes = Changes::default()
        .field("disputed", Some(&part.said(part.quantity_shipped)), None)
        .field("accepted", None, (!accepted.is_zero()).then(|| part.said(accepted)).as_deref())
        .field("rejected", None, (!rest.is_zero()).then(|| part.said(rest)).as_deref())
        .field("reason", None, reason);
    let delivery = (before.id, before.number.as_str());
    record(&mut *connection, viewer, delivery, whose, (Act::Change, changes)).await?;
    for party in [before.buyer_id, before.supplier_id] {
        if viewer.scope.organisation() != Some(party) {
            telling::settled(&mut *connection, party, delivery).await?;
        }
    }
    Ok(())
}
