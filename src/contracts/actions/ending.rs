//! Contracts completed, ended early, and those that were an error.

use super::{Refusal, locked, record};
use crate::{
    audit::model::{Act, Changes},
    contracts::{
        model::{ContractState, record::ContractRecord},
        store::office,
    },
    identity::model::Viewer,
    promises::model::Ending,
    values::ids::{ContractId, Seen},
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgPool};

/// All of it was delivered, or both parties leave it at that.
pub async fn complete(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<ContractId>,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let before = open(&mut tx, viewer, seen).await?;
    check_day(&mut tx, &before, on, today).await?;
    office::mark_completed(&mut tx, before.id, on).await?;
    let changes =
        moved(&before, ContractState::Completed).field("completed_on", None, Some(&on.to_string()));
    record(&mut tx, viewer, Act::Change, (before.id, &before.terms), changes).await?;
    tx.commit().await?;
    Ok(())
}

/// What was accepted before stays accepted; from that day on the contract no longer counts.
pub async fn terminate(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<ContractId>,
    ending: &Ending,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let before = open(&mut tx, viewer, seen).await?;
    check_day(&mut tx, &before, ending.on, today).await?;
    office::mark_terminated(&mut tx, before.id, ending).await?;
    let changes = moved(&before, ContractState::Terminated)
        .field("terminated_on", None, Some(&ending.on.to_string()))
        .field("class", None, Some(ending.class.code()))
        .field("reason", None, Some(&ending.reason));
    record(&mut tx, viewer, Act::Change, (before.id, &before.terms), changes).await?;
    tx.commit().await?;
    Ok(())
}

/// A data error: it counts on no day. What follows it is voided first.
pub async fn void(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<ContractId>,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let before = locked(&mut tx, viewer, seen).await?;
    if before.is_of_the_desk() || before.state == ContractState::Terminated {
        return Err(Refusal::WrongState);
    }
    let followers = office::followers(&mut *tx, before.id).await?;
    if followers.deliveries > 0 || followers.amendments > 0 {
        return Err(Refusal::Followed);
    }
    office::mark_void(&mut tx, before.id, now, reason).await?;
    let changes = moved(&before, ContractState::Void).field("reason", None, Some(reason));
    record(&mut tx, viewer, Act::Remove, (before.id, &before.terms), changes).await?;
    tx.commit().await?;
    Ok(())
}

async fn open(
    connection: &mut PgConnection,
    viewer: &Viewer,
    seen: Seen<ContractId>,
) -> Result<ContractRecord, Refusal> {
    let record = locked(connection, viewer, seen).await?;
    if record.is_open() { Ok(record) } else { Err(Refusal::WrongState) }
}

/// It ends on a day that has come, and not before its goods were accepted.
async fn check_day(
    connection: &mut PgConnection,
    record: &ContractRecord,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let followers = office::followers(connection, record.id).await?;
    let is_too_early =
        on < record.terms.signed_on || followers.accepted_on.is_some_and(|accepted| on < accepted);
    if on > today {
        Err(Refusal::NotYet)
    } else if is_too_early {
        Err(Refusal::EndsTooEarly)
    } else {
        Ok(())
    }
}

fn moved(before: &ContractRecord, to: ContractState) -> Changes {
    Changes::default().field("state", Some(before.state.code()), Some(to.code()))
}
