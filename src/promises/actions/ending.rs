//! Promises that end early, and those that were an error.

use super::{Refusal, Ruled, locked, locked_open, record};
use crate::{
    audit::model::{Act, Changes},
    identity::model::Viewer,
    promises::model::Ending,
    values::ids::Seen,
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgPool};

/// From that day on it is not in force; what was done under it before stays.
pub async fn terminate<P: Ruled>(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<P::Id>,
    ending: &Ending,
    today: NaiveDate,
) -> Result<(), Refusal<P::Fault>> {
    let mut tx = pool.begin().await?;
    let before: P = locked_open(&mut tx, viewer, seen).await?;
    check_end(&mut tx, &before, ending.on, today).await?;
    P::mark_terminated(&mut tx, before.id(), ending).await?;
    let changes = Changes::default()
        .field("state", Some(before.state()), Some("terminated"))
        .field("terminated_on", None, Some(&ending.on.to_string()))
        .field("class", None, Some(ending.class.code()))
        .field("reason", None, Some(&ending.reason));
    record::<P>(&mut tx, viewer, Act::Change, (before.id(), before.paper()), changes).await?;
    tx.commit().await?;
    Ok(())
}

/// It ends on a day that has come, and not before the last thing that was done under it.
pub async fn check_end<P: Ruled>(
    connection: &mut PgConnection,
    record: &P,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<(), Refusal<P::Fault>> {
    if on > today {
        return Err(Refusal::NotYet);
    }
    let last_used_on = record.last_used_on(connection, today).await?;
    match on < record.paper().signed_on || last_used_on.is_some_and(|last| on < last) {
        true => Err(Refusal::EndsTooEarly),
        false => Ok(()),
    }
}

/// A data error: it counts on no day. What follows it is voided or linked elsewhere first.
pub async fn void<P: Ruled>(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<P::Id>,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), Refusal<P::Fault>> {
    let mut tx = pool.begin().await?;
    let before: P = locked(&mut tx, viewer, seen).await?;
    let after = before.state_when_void().ok_or(Refusal::WrongState)?;
    if before.has_followers(&mut tx).await? {
        return Err(Refusal::Followed);
    }
    P::mark_void(&mut tx, before.id(), now, reason).await?;
    let changes = Changes::default().field("state", Some(before.state()), Some(after)).field(
        "reason",
        None,
        Some(reason),
    );
    record::<P>(&mut tx, viewer, Act::Remove, (before.id(), before.paper()), changes).await?;
    tx.commit().await?;
    Ok(())
}
