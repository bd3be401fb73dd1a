//! Entering, updating, verifying and returning certificates. One transaction each: lock, rule,
//! write, trail, message.

mod deciding;
mod reminding;
mod sending;

pub use reminding::remind;
pub use sending::{create, remove, update};

use super::model::CertificationRecord;
use crate::{
    audit::{
        self,
        model::{Act, Changes, Labelled, NewEvent},
    },
    certifications::model::trail::CERTIFICATIONS,
    identity::model::Viewer,
    values::ids::CertificationId,
};
use sqlx::PgConnection;

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// This term of the certificate is already recorded.
    #[error("this certificate is entered already")]
    AlreadyExists,
    /// Somebody saved it meanwhile: the stored version.
    #[error("saved meanwhile")]
    Conflict(Box<CertificationRecord>),
    /// Its state does not allow this.
    #[error("not from the state it is in")]
    WrongState,
    #[error("no such certificate")]
    NotFound,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

async fn record(
    connection: &mut PgConnection,
    viewer: &Viewer,
    act: Act,
    record: Labelled<'_, CertificationId>,
    changes: Changes,
) -> sqlx::Result<()> {
    let actor = viewer.actor();
    audit::store::record(
        connection,
        &NewEvent::new(&actor, act, &CERTIFICATIONS, record.id, record.label).with(changes),
    )
    .await
}
