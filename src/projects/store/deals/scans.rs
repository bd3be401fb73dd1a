//! The scan of a deal, and the day by which it is promised.

use crate::{
    files::model::{FileCode, Scan},
    values::ids::{FileId, ProjectId},
};
use chrono::NaiveDate;
use sqlx::{PgConnection, PgExecutor, query};

pub async fn scan(db: impl PgExecutor<'_>, id: ProjectId) -> sqlx::Result<Option<Scan>> {
    let found = query!(
        r#"select f.id as "id: FileId", f.code as "code: FileCode",
                  f.content_type = 'application/pdf' as "is_pdf!"
           from signed_projects p join files f on f.id = p.scan_id where p.id = $1"#,
        id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(|row| Scan { id: row.id, code: row.code, is_pdf: row.is_pdf }))
}

/// Attaches a scan. The promised day stays, and is no longer due. The version stays too: the scan is
/// none of the terms that a form or the release started from.
pub async fn set_scan(
    connection: &mut PgConnection,
    id: ProjectId,
    scan: FileId,
) -> sqlx::Result<()> {
    query!("update signed_projects set scan_id = $2 where id = $1", id.0, scan.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// `None`: no scan is promised.
pub async fn set_scan_due(
    connection: &mut PgConnection,
    id: ProjectId,
    due: Option<NaiveDate>,
) -> sqlx::Result<()> {
    query!(
        "update signed_projects set scan_due_on = $2, version = version + 1 where id = $1",
        id.0,
        due
    )
    .execute(connection)
    .await?;
    Ok(())
}
