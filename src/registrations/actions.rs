//! Registering and deciding. One transaction each: lock, rule, write, trail.

mod deciding;
mod registering;

pub use deciding::{admit, may_join};
pub use registering::{Door, MOST_FROM_ADDRESS, WINDOW, register, send_again};

use crate::{
    audit::{
        self,
        model::{Act, Actor, Changes, Labelled, NewEvent},
    },
    registrations::model::trail::REGISTRATIONS,
    values::ids::RegistrationId,
};
use sqlx::PgConnection;

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Too many registrations from this address.
    #[error("too many registrations from this address")]
    TooMany,
    /// Decided or resubmitted meanwhile.
    #[error("decided or sent again meanwhile")]
    WrongState,
    /// An organisation with this credit code already exists: it is the same one.
    #[error("an organisation has this credit code already")]
    CodeIsTaken,
    /// An account has this telephone already.
    #[error("an account has this telephone already")]
    LoginIsTaken,
    /// The registration cannot belong to this organisation.
    #[error("not a party that this registration may join")]
    OtherParty,
    #[error("no such registration")]
    NotFound,
    #[error(transparent)]
    System(#[from] std::io::Error),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

async fn record(
    connection: &mut PgConnection,
    actor: &Actor,
    act: Act,
    record: Labelled<'_, RegistrationId>,
    changes: Changes,
) -> sqlx::Result<()> {
    let event = NewEvent::new(actor, act, &REGISTRATIONS, record.id, record.label).with(changes);
    audit::store::record(connection, &event).await
}
