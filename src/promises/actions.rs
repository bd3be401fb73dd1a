//! The acts of the office on a promise, the same for every noun. One transaction each: lock, rule,
//! write, trail.

mod ending;
mod entering;

pub use ending::{check_end, terminate, void};
pub use entering::{change, check_project, enter, sign};

use super::{
    model::{Paper, Promise},
    store::Kept,
};
use crate::{
    audit::{
        self,
        model::{Act, Changes, NewEvent},
    },
    identity::model::Viewer,
    organisations::model::Side,
    projects::model::{deal::PartyFault, source::SourceFault},
    values::ids::Seen,
};
use chrono::NaiveDate;
use sqlx::PgConnection;
use std::fmt::Debug;

/// Why an act is refused. `Fault`: a reason that only one noun has.
#[derive(Debug, thiserror::Error)]
pub enum Refusal<Fault> {
    #[error("no such record")]
    NotFound,
    /// Somebody saved it meanwhile.
    #[error("saved meanwhile")]
    Conflict,
    /// Signed, ended or void meanwhile; or the signing desk changes it.
    #[error("not in this state")]
    WrongState,
    #[error("a party cannot take part: {2:?}")]
    Party(Side, String, PartyFault),
    /// An officer enters promises of the own banner's suppliers alone.
    #[error("another banner")]
    OtherBanner,
    /// The buyer has one of this number already.
    #[error("the number is taken")]
    NumberIsTaken,
    /// The project cannot be what it comes from.
    #[error("not from this project: {0:?}")]
    Project(SourceFault),
    /// The project was taken back or voided meanwhile.
    #[error("the project is gone")]
    ProjectIsGone,
    /// What happened, happened on a day that has come.
    #[error("the day has not come")]
    NotYet,
    /// It was signed, or something followed under it, after this day.
    #[error("earlier than what follows it")]
    EndsTooEarly,
    /// Other records follow it.
    #[error("followed by others")]
    Followed,
    #[error("{0:?}")]
    Own(Fault),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// The rules of a noun.
pub trait Ruled: Kept {
    type Fault: Debug + Send;

    /// Whether it can come from the records that it names.
    fn check(
        connection: &mut PgConnection,
        paper: &Paper,
        terms: &Self::Terms,
    ) -> impl Future<Output = Result<(), Refusal<Self::Fault>>> + Send;

    /// What is asked on the day of signing besides.
    fn check_signing(
        &self,
        _connection: &mut PgConnection,
        _today: NaiveDate,
    ) -> impl Future<Output = Result<(), Refusal<Self::Fault>>> + Send {
        async { Ok(()) }
    }

    /// The last day on which something was signed or accepted under it.
    fn last_used_on(
        &self,
        connection: &mut PgConnection,
        today: NaiveDate,
    ) -> impl Future<Output = sqlx::Result<Option<NaiveDate>>> + Send;

    /// Whether it may be voided, and if so the code of its state then.
    fn state_when_void(&self) -> Option<&'static str>;

    /// Whether records that are not void follow it.
    fn has_followers(
        &self,
        connection: &mut PgConnection,
    ) -> impl Future<Output = sqlx::Result<bool>> + Send;

    /// Which constraint refused what was written.
    fn refused(error: sqlx::Error) -> Refusal<Self::Fault>;
}

/// Locked within the viewer's scope, and as it was seen.
pub async fn locked<P: Ruled>(
    connection: &mut PgConnection,
    viewer: &Viewer,
    seen: Seen<P::Id>,
) -> Result<P, Refusal<P::Fault>> {
    let record =
        P::lock(connection, seen.id, viewer.scope.banner()).await?.ok_or(Refusal::NotFound)?;
    if record.is_void() {
        Err(Refusal::WrongState)
    } else if record.version() != seen.version {
        Err(Refusal::Conflict)
    } else {
        Ok(record)
    }
}

/// The same of one that is signed, and not at its end.
pub async fn locked_open<P: Ruled>(
    connection: &mut PgConnection,
    viewer: &Viewer,
    seen: Seen<P::Id>,
) -> Result<P, Refusal<P::Fault>> {
    let record: P = locked(connection, viewer, seen).await?;
    if record.is_open() { Ok(record) } else { Err(Refusal::WrongState) }
}

/// The trail of an act on a record with this paper.
pub async fn record<P: Promise>(
    connection: &mut PgConnection,
    viewer: &Viewer,
    act: Act,
    (id, paper): (P::Id, &Paper),
    changes: Changes,
) -> sqlx::Result<()> {
    let actor = viewer.actor();
    let label = format!("{} {}", paper.number, paper.title);
    let event = NewEvent::new(&actor, act, P::RECORD, id, label).with(changes);
    audit::store::record(connection, &event).await
}
