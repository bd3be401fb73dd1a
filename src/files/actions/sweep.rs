//! Finds leftovers: objects without a record, after a crash between the two writes, and removed
//! files. A record without its object is a loss, or a wrong folder: it is reported, and nothing is
//! deleted for it.

use crate::{
    database::objects::Objects,
    files::{model::FileCode, store},
};
use anyhow::Result;
use chrono::{DateTime, Duration, Utc};
use futures_util::TryStreamExt;
use sqlx::PgConnection;
use std::collections::{BTreeMap, BTreeSet};

/// Younger objects may belong to an upload in progress.
const UNDER_WAY: Duration = Duration::hours(1);

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Objects without a record, by name.
    pub orphans: Vec<String>,
    pub bytes: u64,
    /// Deleted file records: removed, or never used, for more than a day.
    pub forgotten: Vec<FileCode>,
    /// Records whose objects are missing.
    pub missing: Vec<FileCode>,
}

/// `is_only_said`: nothing is deleted.
pub async fn sweep(
    connection: &mut PgConnection,
    objects: &Objects,
    now: DateTime<Utc>,
    is_only_said: bool,
) -> Result<Swept> {
    let forgotten = store::forget(connection, now - Duration::days(1), is_only_said).await?;
    let known: BTreeMap<String, bool> = store::all(connection)
        .await?
        .into_iter()
        .map(|file| (file.code.as_str().to_string(), file.is_kept))
        .collect();
    // Listed after the records were read: whatever came in between is young.
    let lying: Vec<_> = objects.list().try_collect().await?;
    let is_forgotten: BTreeSet<&str> = forgotten.iter().map(FileCode::as_str).collect();
    let mut swept = Swept::default();
    let mut there = BTreeSet::new();
    for object in &lying {
        let code = object.name.split('/').next().unwrap_or_default();
        there.insert(code);
        let is_left_over = is_forgotten.contains(code)
            || !known.contains_key(code) && now - object.since > UNDER_WAY;
        if is_left_over {
            swept.bytes += object.bytes;
            swept.orphans.push(object.name.clone());
        }
    }
    swept.missing = known
        .iter()
        .filter(|(code, is_kept)| **is_kept && !there.contains(code.as_str()))
        .filter_map(|(code, _)| FileCode::read(code))
        .collect();
    swept.forgotten = forgotten;
    if !is_only_said {
        for name in &swept.orphans {
            objects.delete(name).await?;
        }
    }
    Ok(swept)
}

/// Reports on the command line. `false`: some record has no object.
pub async fn report(
    connection: &mut PgConnection,
    objects: &Objects,
    is_only_said: bool,
) -> Result<bool> {
    let swept =
        sweep(connection, objects, crate::values::clock::Clock::new(None).now(), is_only_said)
            .await?;
    let verb = if is_only_said { "would be deleted" } else { "deleted" };
    swept.orphans.iter().for_each(|name| println!("left over  {name}"));
    swept.missing.iter().for_each(|code| println!("MISSING    {code}"));
    println!(
        "{} files out of the books, {} objects ({} bytes) {verb}",
        swept.forgotten.len(),
        swept.orphans.len(),
        swept.bytes
    );
    if !swept.missing.is_empty() {
        println!("{} records have no object: is this the right folder?", swept.missing.len());
    }
    Ok(swept.missing.is_empty())
}
