//! The acts of the office. One transaction each: lock, rule, write, trail.

mod checking;
mod ending;
mod entering;

pub use ending::{complete, terminate, void};
pub use entering::{Saving, change, enter, sign};

use super::{
    model::{
        record::ContractRecord,
        terms::{FrameworkFault, Terms},
        trail::CONTRACTS,
    },
    store::office,
};
use crate::{
    audit::{
        self,
        model::{Act, Changes, NewEvent},
    },
    database::constraint::refused_by,
    identity::model::Viewer,
    organisations::model::Side,
    projects::model::{deal::PartyFault, source::SourceFault},
    values::ids::{ContractId, Seen},
};
use rust_decimal::Decimal;
use sqlx::PgConnection;

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("no such contract")]
    NotFound,
    /// Somebody saved it meanwhile: the stored version.
    #[error("saved meanwhile")]
    Conflict(Box<ContractRecord>),
    /// Signed, ended or void meanwhile; or the signing desk changes it.
    #[error("not in this state")]
    WrongState,
    #[error("a party cannot take part: {2:?}")]
    Party(Side, String, PartyFault),
    /// An officer enters contracts of the own banner alone.
    #[error("another banner")]
    OtherBanner,
    /// The buyer has a contract of this number already.
    #[error("the number is taken")]
    NumberIsTaken,
    #[error("not under this agreement: {0:?}")]
    Framework(FrameworkFault),
    /// Contracts come this many yuan over the ceiling, and nobody says why.
    #[error("over the ceiling by {0}")]
    OverCeiling(Decimal),
    /// The project cannot be what it comes from.
    #[error("not from this project: {0:?}")]
    Project(SourceFault),
    /// The project was taken back or voided meanwhile.
    #[error("the project is gone")]
    ProjectIsGone,
    /// What happened, happened on a day that has come.
    #[error("the day has not come")]
    NotYet,
    /// It was signed, or goods were accepted, after this day.
    #[error("earlier than its goods")]
    EndsTooEarly,
    /// Deliveries or amendments follow it.
    #[error("followed by others")]
    Followed,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Which constraint refused what was written.
fn refused(error: sqlx::Error) -> Refusal {
    match refused_by(&error, "contracts_number_is_unique") {
        true => Refusal::NumberIsTaken,
        false => error.into(),
    }
}

/// Locked within the viewer's scope, and as it was seen.
async fn locked(
    connection: &mut PgConnection,
    viewer: &Viewer,
    seen: Seen<ContractId>,
) -> Result<ContractRecord, Refusal> {
    let record =
        office::lock(connection, seen.id, viewer.scope.banner()).await?.ok_or(Refusal::NotFound)?;
    if record.void_reason.is_some() {
        Err(Refusal::WrongState)
    } else if record.version != seen.version {
        Err(Refusal::Conflict(Box::new(record)))
    } else {
        Ok(record)
    }
}

/// The same of a draft that no ceremony signs.
async fn locked_draft(
    connection: &mut PgConnection,
    viewer: &Viewer,
    seen: Seen<ContractId>,
) -> Result<ContractRecord, Refusal> {
    let record = locked(connection, viewer, seen).await?;
    match record.is_draft() && !record.is_of_the_desk() {
        true => Ok(record),
        false => Err(Refusal::WrongState),
    }
}

async fn record(
    connection: &mut PgConnection,
    viewer: &Viewer,
    act: Act,
    (id, terms): (ContractId, &Terms),
    changes: Changes,
) -> sqlx::Result<()> {
    let actor = viewer.actor();
    let label = format!("{} {}", terms.number, terms.title);
    let event = NewEvent::new(&actor, act, &CONTRACTS, id, label).with(changes);
    audit::store::record(connection, &event).await
}
