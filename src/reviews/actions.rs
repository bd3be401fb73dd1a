//! A decision, the same for every noun: one transaction of lock, rule, write, audit, message.

use super::model::Decision;
use crate::{
    audit::{
        self,
        model::{Act, Changes, NewEvent, records::Record},
    },
    files::{self, model::Kept},
    identity::model::Viewer,
    messages::{self, model::NewMessage},
    values::{
        coded::Coded,
        ids::{FileId, OrganisationId, Seen},
    },
};
use chrono::NaiveDate;
use sqlx::{PgConnection, PgPool};
use std::{fmt::Display, str::FromStr};

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("no such record")]
    NotFound,
    #[error("the record is in no state for this decision")]
    WrongState,
    /// Another version was looked at.
    #[error("the record has changed since it was looked at")]
    Conflict,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Who decides, and on which business day.
#[derive(Clone, Copy)]
pub struct Reviewer<'a> {
    pub pool: &'a PgPool,
    pub viewer: &'a Viewer,
    pub today: NaiveDate,
}

/// A record that its owner submits and an officer decides.
pub trait Reviewable: Sized + Send + Sync {
    type Id: Copy + Display + FromStr<Err = ()> + From<i64> + Into<i64> + Send + Sync;
    type State: Coded + Send;
    const RECORD: &'static Record;
    /// What the trail calls the sentence of a decision.
    const NOTE: &'static str = "review_note";

    /// The record, if the viewer's scope has it, as it is until the transaction ends.
    fn lock(
        connection: &mut PgConnection,
        viewer: &Viewer,
        id: Self::Id,
    ) -> impl Future<Output = sqlx::Result<Option<Self>>> + Send;

    fn id(&self) -> Self::Id;
    fn version(&self) -> i32;
    fn state(&self) -> Self::State;
    /// The sentence that went with the last decision.
    fn note(&self) -> Option<&str>;
    /// What the trail calls the record.
    fn label(&self) -> String;

    /// The state to which a decision leads. `None`: this viewer cannot take it from this state.
    fn after(&self, viewer: &Viewer, decision: Decision<'_>) -> Option<Self::State>;

    fn write(
        &self,
        connection: &mut PgConnection,
        reviewer: &Reviewer<'_>,
        decision: Decision<'_>,
        after: Self::State,
    ) -> impl Future<Output = sqlx::Result<()>> + Send;

    /// What its owner is told.
    fn message(&self, decision: Decision<'_>, after: Self::State) -> Option<NewMessage>;
}

/// The second of two who decide at once is refused.
pub async fn decide<R: Reviewable>(
    reviewer: &Reviewer<'_>,
    seen: Seen<R::Id>,
    decision: Decision<'_>,
) -> Result<(), Refusal> {
    let mut tx = reviewer.pool.begin().await?;
    let before = R::lock(&mut tx, reviewer.viewer, seen.id).await?.ok_or(Refusal::NotFound)?;
    let after = before.after(reviewer.viewer, decision).ok_or(Refusal::WrongState)?;
    if before.version() != seen.version {
        return Err(Refusal::Conflict);
    }
    before.write(&mut tx, reviewer, decision, after).await?;
    record(&mut tx, reviewer.viewer, &before, after, decision.note()).await?;
    if let Some(message) = before.message(decision, after) {
        messages::store::send(&mut tx, &message).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The trail of a step from `before` to another state, with the sentence that goes with it.
pub async fn record<R: Reviewable>(
    connection: &mut PgConnection,
    viewer: &Viewer,
    before: &R,
    after: R::State,
    note: Option<&str>,
) -> sqlx::Result<()> {
    let changes = Changes::default()
        .field("state", Some(before.state().code()), Some(after.code()))
        .field(R::NOTE, before.note(), note);
    let actor = viewer.actor();
    let event = NewEvent::new(&actor, Act::Change, R::RECORD, before.id(), before.label());
    audit::store::record(connection, &event.with(changes)).await
}

/// What an owner submits for review.
pub struct Submission<'a, C> {
    pub viewer: &'a Viewer,
    pub organisation: OrganisationId,
    pub claim: &'a C,
    /// `None`: the one that is there, if any.
    pub scan: Option<&'a Kept>,
}

impl<C> Submission<'_, C> {
    /// Keeps the scan that came with it, in place of `old`.
    pub async fn keep_scan(
        &self,
        connection: &mut PgConnection,
        old: Option<FileId>,
    ) -> sqlx::Result<Option<FileId>> {
        let Some(scan) = self.scan else { return Ok(old) };
        files::store::keep(connection, scan.id).await?;
        Ok(Some(scan.id))
    }

    /// Removes `old` if another scan has come in its place.
    pub async fn remove_scan(
        &self,
        connection: &mut PgConnection,
        old: Option<FileId>,
    ) -> sqlx::Result<()> {
        match (old, self.scan) {
            (Some(old), Some(new)) if old != new.id => files::store::remove(connection, old).await,
            _ => Ok(()),
        }
    }
}
