//! All statements on submissions.

use super::model::Submission;
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, query, query_scalar};

/// The record that an earlier sending of this form made, or `None` for the first sending, which now
/// claims the form. A concurrent sending waits until the transaction that claimed it ends. So does
/// one that finds the earlier record deleted, and makes it again.
///
/// `kind`: what the form makes, usually its name in the trail.
pub async fn claim(
    connection: &mut PgConnection,
    kind: &str,
    form: &Submission,
) -> sqlx::Result<Option<i64>> {
    let claimed = query!(
        "insert into submissions (kind, user_id, code) values ($1, $2, $3) on conflict do nothing",
        kind,
        form.user().0,
        form.code()
    )
    .execute(&mut *connection)
    .await?;
    if claimed.rows_affected() == 1 {
        return Ok(None);
    }
    let record = query_scalar!(
        r#"select record_id as "record_id!" from submissions
           where kind = $1 and user_id = $2 and code = $3 for update"#,
        kind,
        form.user().0,
        form.code()
    )
    .fetch_one(connection)
    .await?;
    Ok(Some(record))
}

/// Notes the record that a claimed form made, in the same transaction.
pub async fn complete(
    connection: &mut PgConnection,
    kind: &str,
    form: &Submission,
    record: i64,
) -> sqlx::Result<()> {
    query!(
        "update submissions set record_id = $4 where kind = $1 and user_id = $2 and code = $3",
        kind,
        form.user().0,
        form.code(),
        record
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The record that an earlier sending made; claims nothing.
pub async fn find(
    db: impl PgExecutor<'_>,
    kind: &str,
    form: &Submission,
) -> sqlx::Result<Option<i64>> {
    query_scalar!(
        r#"select record_id as "record_id!" from submissions
           where kind = $1 and user_id = $2 and code = $3"#,
        kind,
        form.user().0,
        form.code()
    )
    .fetch_optional(db)
    .await
}

/// Deletes those sent before; returns how many.
pub async fn forget(db: impl PgExecutor<'_>, before: DateTime<Utc>) -> sqlx::Result<u64> {
    let forgotten =
        query!("delete from submissions where sent_at < $1", before).execute(db).await?;
    Ok(forgotten.rows_affected())
}
