//! Uploading a sheet, importing it, or discarding it.

mod applying;
mod bringing;
mod deals;
mod exhibitors;
mod judged;
mod products;

pub use applying::{Applying, begin};
pub use bringing::{Bringing, bring};

use super::{
    model::{Import, State, columns::HeadFault, sheet::Unreadable},
    store,
};
use crate::{
    audit::{
        self,
        model::{Act, Actor, Changes, NewEvent},
    },
    identity::model::Viewer,
    imports::model::trail::IMPORTS,
    values::ids::{EditionId, ImportId, UserId},
};
use chrono::NaiveDate;
use sqlx::{PgConnection, PgPool};

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("no such import")]
    NotFound,
    /// Not from the state it is in.
    #[error("not from the state it is in")]
    WrongState,
    /// This import or another is being written.
    #[error("this import or another is being written")]
    Busy,
    /// Its edition is over.
    #[error("its edition is over")]
    Closed,
    #[error("no sheet: {0:?}")]
    Unreadable(Unreadable),
    #[error("heads: {0:?}")]
    Heads(HeadFault),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// The user, the address and the time.
struct Hand<'a> {
    actor: &'a Actor,
    user: UserId,
    edition: Option<(EditionId, i16)>,
    today: NaiveDate,
    is_organisers: bool,
}

/// An import, locked until the transaction ends and read again under the lock.
async fn lock(
    connection: &mut PgConnection,
    viewer: &Viewer,
    id: ImportId,
) -> Result<Import, Refusal> {
    if store::find(&mut *connection, viewer.scope.banner(), id).await?.is_none() {
        return Err(Refusal::NotFound);
    }
    if !store::lock(connection, id).await? {
        return Err(Refusal::Busy);
    }
    store::find(connection, viewer.scope.banner(), id).await?.ok_or(Refusal::NotFound)
}

pub async fn discard(pool: &PgPool, viewer: &Viewer, id: ImportId) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let held = lock(&mut tx, viewer, id).await.and_then(|import| match import.state {
        State::Previewed | State::Outdated => Ok(import),
        State::Applied | State::Discarded => Err(Refusal::WrongState),
    });
    let import = match held {
        Ok(import) => import,
        Err(refusal) => {
            tx.rollback().await?;
            return Err(refusal);
        }
    };
    store::discard(&mut tx, id).await?;
    let changes =
        Changes::default().field("state", Some(import.state.code()), Some(State::Discarded.code()));
    let actor = viewer.actor();
    audit::store::record(
        &mut tx,
        &NewEvent::new(&actor, Act::Change, &IMPORTS, id, import.file_name).with(changes),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
