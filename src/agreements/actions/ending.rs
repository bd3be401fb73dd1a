//! Agreements that end early, and those that were an error.

use super::{Refusal, locked, record};
use crate::{
    agreements::{model::AgreementState, store},
    audit::model::{Act, Changes},
    identity::model::Viewer,
    promises::model::Ending,
    values::ids::{AgreementId, Seen},
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgPool;

/// No contract is signed under it after that day; those that were signed before go on.
pub async fn terminate(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<AgreementId>,
    ending: &Ending,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let before = locked(&mut tx, viewer, seen).await?;
    if !before.is_signed() {
        return Err(Refusal::WrongState);
    }
    if ending.on > today {
        return Err(Refusal::NotYet);
    }
    let called = store::called(&mut *tx, before.id, today).await?;
    let is_too_early = ending.on < before.terms.signed_on
        || called.latest_on.is_some_and(|latest| ending.on < latest);
    if is_too_early {
        return Err(Refusal::EndsTooEarly);
    }
    store::mark_terminated(&mut tx, before.id, ending).await?;
    let changes = Changes::default()
        .field(
            "state",
            Some(AgreementState::Signed.code()),
            Some(AgreementState::Terminated.code()),
        )
        .field("terminated_on", None, Some(&ending.on.to_string()))
        .field("class", None, Some(ending.class.code()))
        .field("reason", None, Some(&ending.reason));
    record(&mut tx, viewer, Act::Change, (before.id, &before.terms), changes).await?;
    tx.commit().await?;
    Ok(())
}

/// A data error: it counts on no day. What follows it is voided or linked elsewhere first.
pub async fn void(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<AgreementId>,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let before = locked(&mut tx, viewer, seen).await?;
    if before.renewed_by_id.is_some() || store::has_contracts(&mut *tx, before.id).await? {
        return Err(Refusal::Followed);
    }
    store::mark_void(&mut tx, before.id, now, reason).await?;
    let changes = Changes::default().field("reason", None, Some(reason));
    record(&mut tx, viewer, Act::Remove, (before.id, &before.terms), changes).await?;
    tx.commit().await?;
    Ok(())
}
