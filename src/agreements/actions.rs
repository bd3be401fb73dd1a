//! The acts of the office. One transaction each: lock, rule, write, trail.

mod ending;
mod entering;
mod origin;

pub use ending::{terminate, void};
pub use entering::{Saving, change, enter, sign};
pub use origin::relink;

use super::{
    model::{record::AgreementRecord, terms::Terms, trail::AGREEMENTS},
    store,
};
use crate::{
    audit::{
        self,
        model::{Act, Changes, NewEvent},
    },
    database::constraint::refused_by,
    identity::model::Viewer,
    organisations::model::Side,
    projects::model::{
        deal::{Parties, PartyFault},
        source::SourceFault,
    },
    values::ids::{AgreementId, Seen},
};
use sqlx::PgConnection;

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("no such agreement")]
    NotFound,
    /// Somebody saved it meanwhile: the stored version.
    #[error("saved meanwhile")]
    Conflict(Box<AgreementRecord>),
    /// Signed, ended or void meanwhile.
    #[error("not in this state")]
    WrongState,
    #[error("a party cannot take part: {2:?}")]
    Party(Side, String, PartyFault),
    /// An officer enters agreements of the own banner alone.
    #[error("another banner")]
    OtherBanner,
    /// The buyer has an agreement of this number already.
    #[error("the number is taken")]
    NumberIsTaken,
    /// The project cannot be what it comes from.
    #[error("not from this project: {0:?}")]
    Project(SourceFault),
    /// The project was taken back or voided meanwhile.
    #[error("the project is gone")]
    ProjectIsGone,
    #[error("cannot be renewed by this one: {0:?}")]
    Renewal(SourceFault),
    /// It is renewed already, or was voided meanwhile.
    #[error("cannot be renewed")]
    NotRenewable,
    /// What was signed was signed on a day that has come.
    #[error("the day has not come")]
    NotYet,
    /// Contracts under it were signed after this day, or it was signed after it.
    #[error("outside its term")]
    EndsTooEarly,
    /// Contracts or a renewal follow it.
    #[error("followed by others")]
    Followed,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Which constraint refused what was written.
fn refused(error: sqlx::Error) -> Refusal {
    if refused_by(&error, "framework_agreements_number_is_unique") {
        Refusal::NumberIsTaken
    } else if refused_by(&error, "framework_agreements_are_renewed_once") {
        Refusal::NotRenewable
    } else {
        error.into()
    }
}

fn check_parties(viewer: &Viewer, parties: &Parties) -> Result<(), Refusal> {
    if let Some((side, party, fault)) = parties.fault() {
        return Err(Refusal::Party(side, party.name.clone(), fault));
    }
    match viewer.scope.banner().is_some_and(|own| parties.owner_banner() != Some(own)) {
        true => Err(Refusal::OtherBanner),
        false => Ok(()),
    }
}

/// Locked within the viewer's scope, and as it was seen.
async fn locked(
    connection: &mut PgConnection,
    viewer: &Viewer,
    seen: Seen<AgreementId>,
) -> Result<AgreementRecord, Refusal> {
    let record =
        store::lock(connection, seen.id, viewer.scope.banner()).await?.ok_or(Refusal::NotFound)?;
    if record.void_reason.is_some() {
        Err(Refusal::WrongState)
    } else if record.version != seen.version {
        Err(Refusal::Conflict(Box::new(record)))
    } else {
        Ok(record)
    }
}

async fn record(
    connection: &mut PgConnection,
    viewer: &Viewer,
    act: Act,
    (id, terms): (AgreementId, &Terms),
    changes: Changes,
) -> sqlx::Result<()> {
    let actor = viewer.actor();
    let label = format!("{} {}", terms.number, terms.title);
    let event = NewEvent::new(&actor, act, &AGREEMENTS, id, label).with(changes);
    audit::store::record(connection, &event).await
}
