//! Saving and deleting filters.

use super::Context;
use crate::{
    audit::{
        self,
        model::{Act, Changes, NewEvent},
    },
    identity::{
        model::{
            Viewer,
            saved::{MOST, SavedFilter},
            trail::SAVED_FILTERS,
        },
        store::saved,
    },
    values::ids::SavedFilterId,
};

/// `false`: there are too many already.
pub async fn keep(
    desk: Context<'_>,
    viewer: &Viewer,
    list: &str,
    name: &str,
    query: &str,
) -> sqlx::Result<bool> {
    let mut tx = desk.pool.begin().await?;
    if saved::count(&mut tx, viewer.user).await? >= MOST {
        return Ok(false);
    }
    if let Some(id) = saved::keep(&mut tx, viewer.user, list, name, query).await? {
        let changes =
            Changes::default().field("query", None, Some(query)).field("list", None, Some(list));
        let actor = viewer.actor();
        audit::store::record(
            &mut tx,
            &NewEvent::new(&actor, Act::Create, &SAVED_FILTERS, id, name).with(changes),
        )
        .await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// The deleted filter; `None` where it belongs to another user or is gone.
pub async fn remove(
    desk: Context<'_>,
    viewer: &Viewer,
    id: SavedFilterId,
) -> sqlx::Result<Option<SavedFilter>> {
    let mut tx = desk.pool.begin().await?;
    let Some(gone) = saved::remove(&mut tx, viewer.user, id).await? else { return Ok(None) };
    let actor = viewer.actor();
    audit::store::record(
        &mut tx,
        &NewEvent::new(&actor, Act::Remove, &SAVED_FILTERS, id, &gone.name),
    )
    .await?;
    tx.commit().await?;
    Ok(Some(gone))
}
