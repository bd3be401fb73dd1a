//! Booths: allocated, swapped and released. One transaction each: lock, rule, write, trail.

use super::Refusal;
use crate::{
    audit::{
        self,
        model::{Act, Changes, Labelled, NewEvent},
    },
    database::constraint::refused_by,
    exhibitors::model::ExhibitorState::{Approved, CheckedIn, Published},
    fairs::store::planning,
    hall::{
        model::{
            Booth,
            seats::{SeenBooth, Standing},
            trail::BOOTHS,
        },
        store::{plan, seats},
    },
    identity::model::Viewer,
    values::ids::{BoothId, ExhibitorId},
};
use sqlx::{PgConnection, PgPool, Postgres, Transaction};

pub async fn assign(
    pool: &PgPool,
    viewer: &Viewer,
    booth: BoothId,
    exhibitor: ExhibitorId,
) -> Result<(), Refusal> {
    let (mut tx, booth) = open(pool, booth).await?;
    let (name, state, has_booth) =
        seats::candidate(&mut tx, booth.edition_id, exhibitor).await?.ok_or(Refusal::NotFound)?;
    if !matches!(state, Approved | Published | CheckedIn) {
        return Err(Refusal::NotApproved);
    }
    if has_booth || seats::standing(&mut tx, booth.id).await?.is_some() {
        return Err(Refusal::WrongState);
    }
    match seats::assign(&mut tx, booth.id, exhibitor).await {
        Err(error) if is_double(&error) => return Err(Refusal::WrongState),
        assigned => assigned?,
    };
    record(&mut tx, viewer, of(&booth), None, Some(&name)).await?;
    tx.commit().await?;
    Ok(())
}

/// Swaps the exhibitor of `seen` with the one in `other`, or moves it if `other` is free. Both must
/// be unchanged since they were shown.
pub async fn exchange(
    pool: &PgPool,
    viewer: &Viewer,
    seen: SeenBooth,
    other: SeenBooth,
) -> Result<(), Refusal> {
    let (mut tx, booth) = open(pool, seen.booth).await?;
    let target = plan::booth(&mut *tx, other.booth).await?.ok_or(Refusal::NotFound)?;
    if target.edition_id != booth.edition_id || target.id == booth.id {
        return Err(Refusal::NotFound);
    }
    let here = seats::standing(&mut tx, booth.id).await?;
    let there = seats::standing(&mut tx, target.id).await?;
    let is_as_seen = |standing: &Option<Standing>, seen: SeenBooth| {
        standing.as_ref().map(|standing| standing.id) == seen.assignment
    };
    let (Some(here), true) = (&here, is_as_seen(&here, seen) && is_as_seen(&there, other)) else {
        return Err(Refusal::WrongState);
    };
    seats::release(&mut tx, here.id).await?;
    if let Some(there) = &there {
        seats::release(&mut tx, there.id).await?;
        seats::assign(&mut tx, booth.id, there.exhibitor_id).await?;
    }
    seats::assign(&mut tx, target.id, here.exhibitor_id).await?;
    let back = there.as_ref().map(|there| there.name.as_str());
    record(&mut tx, viewer, of(&booth), Some(&here.name), back).await?;
    record(&mut tx, viewer, of(&target), back, Some(&here.name)).await?;
    tx.commit().await?;
    Ok(())
}

/// Releases the booth.
pub async fn release(pool: &PgPool, viewer: &Viewer, seen: SeenBooth) -> Result<(), Refusal> {
    let (mut tx, booth) = open(pool, seen.booth).await?;
    let standing = seats::standing(&mut tx, booth.id).await?;
    let standing = standing
        .filter(|standing| Some(standing.id) == seen.assignment)
        .ok_or(Refusal::WrongState)?;
    seats::release(&mut tx, standing.id).await?;
    record(&mut tx, viewer, of(&booth), Some(&standing.name), None).await?;
    tx.commit().await?;
    Ok(())
}

/// Releases the booth of an exhibitor that withdraws. The caller locks the edition.
pub async fn vacate(
    connection: &mut PgConnection,
    viewer: &Viewer,
    exhibitor: ExhibitorId,
) -> sqlx::Result<()> {
    let Some(standing) = seats::standing_of(connection, exhibitor).await? else { return Ok(()) };
    seats::release(connection, standing.id).await?;
    let booth = Labelled { id: standing.booth_id, label: &standing.code };
    record(connection, viewer, booth, Some(&standing.name), None).await
}

/// A booth of an edition that is not over, with the edition locked.
async fn open(
    pool: &PgPool,
    id: BoothId,
) -> Result<(Transaction<'static, Postgres>, Booth), Refusal> {
    let mut tx = pool.begin().await?;
    let booth = plan::booth(&mut *tx, id).await?.ok_or(Refusal::NotFound)?;
    let edition = planning::lock(&mut tx, booth.ordinal).await?.ok_or(Refusal::NotFound)?;
    if edition.is_open() { Ok((tx, booth)) } else { Err(Refusal::Over) }
}

/// The lock prevents this case; the database would refuse it too.
fn is_double(error: &sqlx::Error) -> bool {
    ["booth_assignments_one_exhibitor_per_booth", "booth_assignments_one_booth_per_exhibitor"]
        .iter()
        .any(|constraint| refused_by(error, constraint))
}

fn of(booth: &Booth) -> Labelled<'_, BoothId> {
    Labelled { id: booth.id, label: &booth.code }
}

/// `before` and `after`: the names of the exhibitors in the booth.
async fn record(
    connection: &mut PgConnection,
    viewer: &Viewer,
    booth: Labelled<'_, BoothId>,
    before: Option<&str>,
    after: Option<&str>,
) -> sqlx::Result<()> {
    let actor = viewer.actor();
    let changes = Changes::default().field("exhibitor", before, after);
    audit::store::record(
        connection,
        &NewEvent::new(&actor, Act::Change, &BOOTHS, booth.id, booth.label).with(changes),
    )
    .await
}
