//! Uploads: a file is checked and re-encoded, its objects are written, and then it is recorded. It
//! stays unreferenced until the action of some noun keeps it, in its own transaction.

pub mod sweep;

use super::{
    model::{FileCode, Kept, Kind, Ready, Sender, Unfit, picture, scan},
    store,
};
use crate::database::objects::Objects;
use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};
use sqlx::PgPool;
use tokio::sync::Semaphore;

/// Pictures that are decoded at once: each may take some 200 MB.
static UNPACKING: Semaphore = Semaphore::const_new(2);
/// The limit of unused uploads per day.
const MOST_LOOSE: i64 = 60;

/// The object storage and the database.
#[derive(Clone, Copy)]
pub struct Shelf<'a> {
    pub pool: &'a PgPool,
    pub objects: &'a Objects,
    pub now: DateTime<Utc>,
}

#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    #[error("{0:?}")]
    Unfit(Unfit),
    #[error("too many files that nothing holds")]
    TooOften,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    #[error(transparent)]
    Store(#[from] object_store::Error),
    #[error(transparent)]
    Chance(#[from] std::io::Error),
}

/// `place`: the position of the file on its form. A form that is sent again returns the file of the
/// first time.
pub async fn take(
    shelf: Shelf<'_>,
    sender: &Sender<'_>,
    place: i16,
    (kind, bytes): (Kind, Vec<u8>),
) -> Result<Kept, NotTaken> {
    if let Some(before) = store::of_form(shelf.pool, sender, place).await? {
        return Ok(before);
    }
    if store::count_loose(shelf.pool, sender.organisation, shelf.now - Duration::days(1)).await?
        >= MOST_LOOSE
    {
        return Err(NotTaken::TooOften);
    }
    let ready = ready(kind, bytes).await.map_err(NotTaken::Unfit)?;
    let code = FileCode::random()?;
    for (name, bytes) in &ready.objects {
        shelf.objects.put(&code.object(name), bytes.clone()).await?;
    }
    if store::insert(shelf.pool, &code, (&ready, &sha256(&ready)), (sender, place)).await?.is_none()
    {
        // The same form was stored by a concurrent request.
        for (name, _) in &ready.objects {
            shelf.objects.delete(&code.object(name)).await?;
        }
    }
    Ok(store::of_form(shelf.pool, sender, place).await?.ok_or(sqlx::Error::RowNotFound)?)
}

/// On its own thread, two at a time. A decoder that panics has met a damaged file.
async fn ready(kind: Kind, bytes: Vec<u8>) -> Result<Ready, Unfit> {
    let _turn = UNPACKING.acquire().await.map_err(|_| Unfit::Broken)?;
    let made = tokio::task::spawn_blocking(move || match kind {
        Kind::Photo => picture::photo(&bytes),
        Kind::Scan => scan::scan(&bytes),
    });
    made.await.unwrap_or_else(|error| {
        tracing::warn!(%error, "a file could not be unpacked");
        Err(Unfit::Broken)
    })
}

fn sha256(ready: &Ready) -> String {
    let largest = ready.objects.last().map(|(_, bytes)| bytes.as_slice()).unwrap_or_default();
    data_encoding::HEXLOWER.encode(&Sha256::digest(largest))
}
