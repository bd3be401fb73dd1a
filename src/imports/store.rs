//! All statements on imports and their rows; the related records are read here too.

mod deals;
mod reading;
mod records;

pub use reading::{TypedRow, counts, find, list, look_at, rows, typed_rows, zones};
pub use records::{hold, records};

use super::model::{Counts, Fate, Import};
use crate::values::ids::{ImportId, UserId};
use serde::Serialize;
use serde_json::{Value, json};
use sqlx::{PgConnection, PgExecutor, query, query_scalar};

/// The first half of the keys of advisory locks for writing imports.
const LOCKS: i32 = 4040;

/// A row to be stored.
#[derive(Debug, Serialize)]
pub struct NewRow<'a> {
    pub place: i32,
    pub fate: &'static str,
    pub label: &'a str,
    pub row: Value,
    pub differences: Value,
    pub reasons: Value,
}

pub async fn insert(
    connection: &mut PgConnection,
    import: &Import,
    user: UserId,
) -> sqlx::Result<ImportId> {
    let counts = &import.counts;
    query_scalar!(
        r#"insert into imports (kind, edition_id, user_id, banner_code, is_organisers, file_name,
               new_rows, changed_rows, unchanged_rows, refused_rows)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
           returning id as "id: _""#,
        import.kind.code(),
        import.edition_id.map(|id| id.0),
        user.0,
        import.banner.as_ref().map(|code| code.as_str()),
        import.is_organisers,
        import.file_name,
        counts.new,
        counts.changed,
        counts.unchanged,
        counts.refused
    )
    .fetch_one(connection)
    .await
}

pub async fn insert_rows(
    connection: &mut PgConnection,
    id: ImportId,
    rows: &[NewRow<'_>],
) -> sqlx::Result<()> {
    query!(
        "insert into import_rows (import_id, place, fate, label, row, differences, reasons)
         select $1, r.place, r.fate, r.label, nullif(r.row, 'null'), r.differences, r.reasons
         from jsonb_to_recordset($2) as r (place integer, fate text, label text, row jsonb,
             differences jsonb, reasons jsonb)",
        id.0,
        json!(rows)
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The number of rows of each result, counted while they are stored.
pub fn counted<'a>(fates: impl IntoIterator<Item = &'a Fate>) -> Counts {
    let mut counts = Counts::default();
    fates.into_iter().for_each(|fate| counts.add(*fate));
    counts
}

/// Whether this transaction may write the import: nothing else writes this one or any other until
/// it ends. The database releases the lock when the session ends, however it ends.
pub async fn lock(connection: &mut PgConnection, id: ImportId) -> sqlx::Result<bool> {
    // A number beyond half a lock key shares its lock with another import: they wait for each
    // other.
    let one = (id.0 % i64::from(i32::MAX)) as i32;
    query_scalar!(
        r#"select pg_try_advisory_xact_lock($1, 0)
               and pg_try_advisory_xact_lock($1, $2) as "is_free!""#,
        LOCKS,
        one
    )
    .fetch_one(connection)
    .await
}

/// For the rest of this transaction: hundreds of rows take longer than a visitor waits.
pub async fn take_time(connection: &mut PgConnection) -> sqlx::Result<()> {
    query!("select set_config('statement_timeout', '30000', true)").fetch_one(connection).await?;
    Ok(())
}

/// Reported at once, outside the transaction that writes.
pub async fn begin_progress(db: impl PgExecutor<'_>, id: ImportId) -> sqlx::Result<()> {
    query!(
        "update imports set started_at = clock_timestamp(), rows_done = 0
         where id = $1 and state = 'previewed'",
        id.0
    )
    .execute(db)
    .await?;
    Ok(())
}

pub async fn note_progress(
    db: impl PgExecutor<'_>,
    id: ImportId,
    rows_done: i32,
) -> sqlx::Result<()> {
    query!(
        "update imports set rows_done = $2 where id = $1 and state = 'previewed'",
        id.0,
        rows_done
    )
    .execute(db)
    .await?;
    Ok(())
}

pub async fn set_applied(
    connection: &mut PgConnection,
    id: ImportId,
    rows: i32,
) -> sqlx::Result<()> {
    query!(
        "update imports set state = 'applied', applied_at = clock_timestamp(), rows_done = $2
         where id = $1",
        id.0,
        rows
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn set_outdated(db: impl PgExecutor<'_>, id: ImportId, place: i32) -> sqlx::Result<()> {
    query!(
        "update imports set state = 'outdated', outdated_row = $2
         where id = $1 and state = 'previewed'",
        id.0,
        place
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Its pending rows are deleted with it.
pub async fn discard(connection: &mut PgConnection, id: ImportId) -> sqlx::Result<()> {
    query!("update imports set state = 'discarded' where id = $1", id.0)
        .execute(&mut *connection)
        .await?;
    query!("delete from import_rows where import_id = $1", id.0).execute(connection).await?;
    Ok(())
}
