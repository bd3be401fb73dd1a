//! Deals released, taken back and voided.

use super::{Refusal, contracts, labelled, messages, record};
use crate::{
    audit::{
        self,
        model::{Act, Changes, NewEvent},
    },
    fairs::{
        model::{planning::Planned, trail::EDITIONS},
        store::planning,
    },
    identity::model::Viewer,
    projects::{
        model::deal::{CeremonyState, Deal},
        store::deals,
    },
    values::ids::{ProjectId, Seen},
};
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};

/// `seen`: as it was read against the paper. From now on everybody sees the deal, and
/// figures count it.
pub async fn release(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<ProjectId>,
    now: DateTime<Utc>,
) -> Result<Deal, Refusal> {
    let mut tx = pool.begin().await?;
    // One release of an edition after the other: each is later than the last.
    let edition = deals::find(&mut tx, seen.id, None).await?.ok_or(Refusal::NotFound)?.edition_id;
    deals::lock_edition(&mut tx, edition).await?;
    let deal = locked(&mut tx, seen, CeremonyState::Signed).await?;
    if !deal.may_be_released_by(viewer.user) {
        return Err(Refusal::SecondPerson);
    }
    super::check_parties(&deal.parties, None)?;
    deals::mark_released(&mut tx, deal.id, viewer.user, now).await?;
    contracts::release(&mut tx, &deal).await?;
    let changes = moved(CeremonyState::Signed, CeremonyState::Released);
    record(&mut tx, viewer, Act::Change, labelled(deal.id, &deal.terms), changes).await?;
    messages::released(&mut tx, &deal).await?;
    tx.commit().await?;
    Ok(deal)
}

/// Takes a release back: the deal leaves public pages and figures, and can be corrected. What
/// agreements, contracts or renewals follow stays.
pub async fn withdraw(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<ProjectId>,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let deal = locked(&mut tx, seen, CeremonyState::Released).await?;
    check_unfollowed(&mut tx, &deal).await?;
    contracts::withdraw(&mut tx, &deal).await?;
    deals::withdraw(&mut tx, deal.id, viewer.user, now, reason).await?;
    let changes = moved(CeremonyState::Released, CeremonyState::Signed);
    let changes = changes.field("reason", None, Some(reason));
    record(&mut tx, viewer, Act::Change, labelled(deal.id, &deal.terms), changes).await?;
    messages::withdrawn(&mut tx, &deal, reason).await?;
    tx.commit().await?;
    Ok(())
}

/// A data error: the deal counts on no day. A released one is taken back by this, too.
pub async fn void(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<ProjectId>,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let deal = read_again(&mut tx, seen).await?;
    check_unfollowed(&mut tx, &deal).await?;
    messages::voided(&mut tx, &deal, reason).await?;
    if deal.state == CeremonyState::Released {
        deals::withdraw(&mut tx, deal.id, viewer.user, now, reason).await?;
    }
    deals::mark_void(&mut tx, deal.id, now, reason).await?;
    contracts::void(&mut tx, &deal, now, reason).await?;
    let changes = Changes::default().field("reason", None, Some(reason));
    record(&mut tx, viewer, Act::Remove, labelled(deal.id, &deal.terms), changes).await?;
    tx.commit().await?;
    Ok(())
}

async fn check_unfollowed(connection: &mut PgConnection, deal: &Deal) -> Result<(), Refusal> {
    let is_followed = deals::has_followers(&mut *connection, deal.id).await?
        || contracts::has_followers(connection, deal).await?;
    if is_followed { Err(Refusal::Followed) } else { Ok(()) }
}

/// Whether an edition's deals are released by somebody else than whoever entered them.
pub async fn set_rule(
    pool: &PgPool,
    viewer: &Viewer,
    edition: &Planned,
    needs_two: bool,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let before = planning::set_release_rule(&mut tx, edition.id, needs_two).await?;
    if before != needs_two {
        let changes = Changes::default().field(
            "releases_need_two",
            Some(&before.to_string()),
            Some(&needs_two.to_string()),
        );
        let actor = viewer.actor();
        let name = &*edition.plan.name;
        let event = NewEvent::new(&actor, Act::Change, &EDITIONS, edition.ordinal, name);
        audit::store::record(&mut tx, &event.with(changes)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Locked, in this state and as it was read.
async fn locked(
    connection: &mut PgConnection,
    seen: Seen<ProjectId>,
    state: CeremonyState,
) -> Result<Deal, Refusal> {
    let deal = deals::lock(connection, seen.id, None).await?.ok_or(Refusal::NotFound)?;
    if deal.state != state {
        return Err(Refusal::WrongState);
    }
    as_read(deal, seen.version)
}

/// Locked, as it was read.
async fn read_again(connection: &mut PgConnection, seen: Seen<ProjectId>) -> Result<Deal, Refusal> {
    as_read(deals::lock(connection, seen.id, None).await?.ok_or(Refusal::NotFound)?, seen.version)
}

fn as_read(deal: Deal, version: i32) -> Result<Deal, Refusal> {
    if deal.is_void() {
        Err(Refusal::WrongState)
    } else if deal.version != version {
        Err(Refusal::Conflict(Box::new(deal)))
    } else {
        Ok(deal)
    }
}

fn moved(from: CeremonyState, to: CeremonyState) -> Changes {
    Changes::default().field("state", Some(from.code()), Some(to.code()))
}
