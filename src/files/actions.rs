//! Uploads: a file is checked and re-encoded, its objects are written, and then it is recorded. It
//! stays unreferenced until the action of some noun keeps it, in its own transaction.

pub mod sweep;

use super::{
    model::{FileCode, Kept, Kind, Ready, Sender, Unfit, picture, scan},
    store,
};
use crate::{database::objects::Objects, submissions, values::ids::FileId};
use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};
use sqlx::PgPool;
use tokio::sync::Semaphore;

/// Pictures that are decoded at once: each may take some 200 MB.
static UNPACKING: Semaphore = Semaphore::const_new(2);
/// The name of their forms among the submissions.
const KIND: &str = "files";
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

/// A form that is sent again returns the file of the first time, unless that was removed since.
pub async fn take(
    shelf: Shelf<'_>,
    sender: &Sender<'_>,
    kind: Kind,
    bytes: Vec<u8>,
) -> Result<Kept, NotTaken> {
    let before = submissions::store::find(shelf.pool, KIND, sender.form).await?;
    if let Some(id) = before
        && let Some(before) = store::find(shelf.pool, sender.organisation, FileId(id)).await?
    {
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
    let kept = record(shelf.pool, &code, &ready, sender).await?;
    if kept.code != code {
        // The same form was stored by a concurrent request.
        for (name, _) in &ready.objects {
            shelf.objects.delete(&code.object(name)).await?;
        }
    }
    Ok(kept)
}

/// The file of this code, or the one that another sending of the form has recorded.
async fn record(
    pool: &PgPool,
    code: &FileCode,
    ready: &Ready,
    sender: &Sender<'_>,
) -> sqlx::Result<Kept> {
    let mut tx = pool.begin().await?;
    if let Some(id) = submissions::store::claim(&mut tx, KIND, sender.form).await?
        && let Some(first) = store::find(&mut *tx, sender.organisation, FileId(id)).await?
    {
        return Ok(first);
    }
    let kept = store::insert(&mut *tx, code, (ready, &sha256(ready)), sender).await?;
    submissions::store::complete(&mut tx, KIND, sender.form, kept.id.0).await?;
    tx.commit().await?;
    Ok(kept)
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
