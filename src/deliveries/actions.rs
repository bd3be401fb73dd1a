//! The acts of those who send goods, who accept them, and of the office. One transaction each:
//! lock the contract, then the delivery; rule, write, trail, message.

mod accepting;
mod correcting;
mod reminding;
mod sending;
mod settling;
mod telling;

pub use accepting::{Acceptance, accept};
pub use correcting::{add_voucher, void, withdraw};
pub use reminding::remind;
pub use sending::{Sending, Under, send, ship};
pub use settling::{agree, decide, offer};

use super::{
    model::{
        acceptance::DecisionFault,
        reach::Reach,
        record::{DeliveryRecord, Part},
        shipment::ShipmentFault,
        trail::DELIVERIES,
    },
    store::office,
};
use crate::{
    audit::{
        self,
        model::{Act, Changes, NewEvent},
    },
    identity::model::Viewer,
    organisations::model::Side as PartySide,
    projects::model::deal::PartyFault,
    values::ids::{DeliveryId, DeliveryLineId, OrganisationId, Seen},
};
use rust_decimal::Decimal;
use sqlx::PgConnection;

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("no such delivery")]
    NotFound,
    /// Somebody acted on it since it was seen.
    #[error("not as it was seen")]
    Stale,
    /// Void, not shipped yet, or decided already.
    #[error("not in this state")]
    WrongState,
    /// Its contract is a draft, void, terminated or completed.
    #[error("the contract is not in force")]
    ContractClosed,
    #[error("not under this contract: {0:?}")]
    Shipment(ShipmentFault),
    #[error("a party cannot take part: {2:?}")]
    Party(PartySide, String, PartyFault),
    /// Goods of others, as seen from the viewer's scope.
    #[error("outside the own scope")]
    OutsideScope,
    /// Nobody accepts what he entered, for himself or for another.
    #[error("entered by the same person")]
    OwnEntry,
    /// Before the goods were shipped, or after today.
    #[error("not on this day")]
    WrongDay,
    /// By the number of the line.
    #[error("lines cannot be decided so")]
    Lines(Vec<(i16, DecisionFault)>),
    /// Accepted goods would exceed the contract by so many yuan, the tolerance included.
    #[error("over the amount of the contract by {0}")]
    OverAmount(Decimal),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Locked within the viewer's reach, not void, and as it was seen.
async fn locked(
    connection: &mut PgConnection,
    viewer: &Viewer,
    seen: Seen<DeliveryId>,
) -> Result<DeliveryRecord, Refusal> {
    let record = office::lock(connection, seen.id, &Reach::of(viewer)).await?;
    let record = record.ok_or(Refusal::NotFound)?;
    if record.version != seen.version {
        Err(Refusal::Stale)
    } else if record.is_void() {
        Err(Refusal::WrongState)
    } else {
        Ok(record)
    }
}

/// A village team acts on a load as a whole only if all of it is from its village. The whole load.
async fn whole(
    connection: &mut PgConnection,
    record: DeliveryRecord,
) -> Result<DeliveryRecord, Refusal> {
    let whole = office::find(connection, record.id, &Reach::All).await?;
    let whole = whole.ok_or(Refusal::NotFound)?;
    if whole.parts.len() > record.parts.len() { Err(Refusal::OutsideScope) } else { Ok(whole) }
}

fn part(record: &DeliveryRecord, id: DeliveryLineId) -> Result<&Part, Refusal> {
    record.parts.iter().find(|part| part.id == id).ok_or(Refusal::NotFound)
}

/// `whose`: the side that acts. Where somebody else acts for it, the trail says so.
async fn record(
    connection: &mut PgConnection,
    viewer: &Viewer,
    delivery: (DeliveryId, &str),
    whose: OrganisationId,
    (act, changes): (Act, Changes),
) -> sqlx::Result<()> {
    let actor = viewer.actor();
    let event = NewEvent::new(&actor, act, &DELIVERIES, delivery.0, delivery.1)
        .with(changes)
        .acting_for(whose, viewer.scope.organisation());
    audit::store::record(connection, &event).await
}
