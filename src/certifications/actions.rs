//! Entered, entered anew, verified or returned: one transaction each: lock, rule, write, trail, and
//! a word to the holder.

mod deciding;
mod reminding;
mod sending;

pub use reminding::remind;
pub use sending::{create, remove, update};

use super::model::{CertificationRecord, Claim};
use crate::{
    audit::{
        self,
        model::{Act, Changes, NewEvent},
    },
    certifications::model::trail::CERTIFICATIONS,
    identity::model::Viewer,
    values::ids::CertificationId,
};
use sqlx::PgConnection;

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// This certificate, of this term, is there already.
    #[error("this certificate is entered already")]
    AlreadyExists,
    /// Somebody saved it meanwhile: what is kept now.
    #[error("saved meanwhile")]
    Conflict(Box<CertificationRecord>),
    /// Not from the state it is in.
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
    (id, claim): (CertificationId, &Claim),
    changes: Changes,
) -> sqlx::Result<()> {
    let actor = viewer.actor();
    audit::store::record(
        connection,
        &NewEvent::new(&actor, act, &CERTIFICATIONS, id, &claim.number).with(changes),
    )
    .await
}
