//! All statements on submissions.

use super::model::Submission;
use sqlx::{PgConnection, query, query_scalar};

/// The record that an earlier sending of this form made, or `None` for the first sending, which now
/// claims the form. A concurrent sending waits until the transaction that claimed it ends.
///
/// `kind`: what the form makes, usually its table.
pub async fn claim(
    connection: &mut PgConnection,
    kind: &str,
    form: &Submission,
) -> sqlx::Result<Option<i64>> {
    let user = form.user().map(|user| user.0);
    let is_first = query!(
        "insert into submissions (kind, user_id, code) values ($1, $2, $3) on conflict do nothing",
        kind,
        user,
        form.code()
    )
    .execute(&mut *connection)
    .await?
    .rows_affected()
        == 1;
    if is_first {
        return Ok(None);
    }
    let record = query_scalar!(
        r#"select record_id as "record_id!" from submissions
           where kind = $1 and user_id is not distinct from $2 and code = $3"#,
        kind,
        user,
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
        "update submissions set record_id = $4
         where kind = $1 and user_id is not distinct from $2 and code = $3",
        kind,
        form.user().map(|user| user.0),
        form.code(),
        record
    )
    .execute(connection)
    .await?;
    Ok(())
}
