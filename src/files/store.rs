//! All statements on files.

use super::model::{FileCode, Kept, Ready, Sender, Sight};
use crate::values::ids::{FileId, OrganisationId};
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, query, query_as, query_scalar};

/// An unreferenced file.
pub async fn insert(
    db: impl PgExecutor<'_>,
    code: &FileCode,
    (ready, sha256): (&Ready, &str),
    sender: &Sender<'_>,
) -> sqlx::Result<Kept> {
    let (width, height) = ready.size.map(|(width, height)| (width as i32, height as i32)).unzip();
    query_as!(
        Kept,
        r#"insert into files (code, kind, organisation_id, content_type, bytes, sha256, width,
               height, uploaded_by)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
           returning id as "id: _", code as "code: _", content_type, width, height"#,
        code.as_str(),
        ready.kind.code(),
        sender.organisation.0,
        ready.content_type,
        ready.bytes() as i64,
        sha256,
        width,
        height,
        sender.user.0
    )
    .fetch_one(db)
    .await
}

/// A file of the organisation that was not removed.
pub async fn find(
    db: impl PgExecutor<'_>,
    organisation: OrganisationId,
    id: FileId,
) -> sqlx::Result<Option<Kept>> {
    query_as!(
        Kept,
        r#"select id as "id: _", code as "code: _", content_type, width, height
           from files where id = $1 and organisation_id = $2 and removed_at is null"#,
        id.0,
        organisation.0
    )
    .fetch_optional(db)
    .await
}

/// A file of the organisation, referenced or not.
pub async fn of_code(
    db: impl PgExecutor<'_>,
    organisation: OrganisationId,
    code: &FileCode,
) -> sqlx::Result<Option<Kept>> {
    query_as!(
        Kept,
        r#"select id as "id: _", code as "code: _", content_type, width, height
           from files where code = $1 and organisation_id = $2 and removed_at is null"#,
        code.as_str(),
        organisation.0
    )
    .fetch_optional(db)
    .await
}

/// The number of unreferenced files of the organisation since then.
pub async fn count_loose(
    db: impl PgExecutor<'_>,
    organisation: OrganisationId,
    since: DateTime<Utc>,
) -> sqlx::Result<i64> {
    query_scalar!(
        r#"select count(*) as "n!" from files where organisation_id = $1 and kept_at is null
             and uploaded_at > $2"#,
        organisation.0,
        since
    )
    .fetch_one(db)
    .await
}

/// A record references it from now on. `false`: one did already, or it was swept.
pub async fn keep(connection: &mut PgConnection, id: FileId) -> sqlx::Result<bool> {
    let kept = query!("update files set kept_at = now() where id = $1 and kept_at is null", id.0)
        .execute(connection)
        .await?;
    Ok(kept.rows_affected() == 1)
}

/// It belongs to another organisation from now on, as the record that references it does.
pub async fn hand_over(
    connection: &mut PgConnection,
    id: FileId,
    to: OrganisationId,
) -> sqlx::Result<()> {
    query!(
        "update files set organisation_id = $2 where id = $1 and organisation_id <> $2",
        id.0,
        to.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// No record references it any more.
pub async fn remove(connection: &mut PgConnection, id: FileId) -> sqlx::Result<()> {
    query!("update files set removed_at = now() where id = $1 and removed_at is null", id.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Its content type, if it may be seen from there.
pub async fn seen(
    db: impl PgExecutor<'_>,
    code: &FileCode,
    sight: &Sight,
) -> sqlx::Result<Option<String>> {
    match sight {
        Sight::Public => {
            query_scalar!(
                "select content_type as \"content_type!\" from public_files where code = $1",
                code.as_str()
            )
            .fetch_optional(db)
            .await
        }
        Sight::Own(organisation) => {
            query_scalar!(
                "select content_type from files f where code = $1 and removed_at is null
                   and (organisation_id = $2 or exists (
                       select from shared_files x
                       where x.file_id = f.id and x.organisation_id = $2))",
                code.as_str(),
                organisation.0
            )
            .fetch_optional(db)
            .await
        }
        Sight::Village(village) => {
            query_scalar!(
                "select f.content_type from files f
                 where f.code = $1 and f.removed_at is null and exists (
                     select from shared_files x where x.file_id = f.id and x.village_code = $2)",
                code.as_str(),
                village.as_str()
            )
            .fetch_optional(db)
            .await
        }
        Sight::Office(banner) => {
            query_scalar!(
                "select f.content_type from files f join organisations o on o.id = f.organisation_id
                 where f.code = $1 and f.kept_at is not null and f.removed_at is null
                   and ($2::text is null or o.banner_code = $2 or exists (
                       select from shared_files x join organisations p on p.id = x.organisation_id
                       where x.file_id = f.id and p.banner_code = $2))",
                code.as_str(),
                banner.as_ref().map(|code| code.as_str())
            )
            .fetch_optional(db)
            .await
        }
    }
}

/// Deletes the records of files removed, or never referenced, since before `day`; their objects
/// become leftovers.
pub async fn forget(
    connection: &mut PgConnection,
    day: DateTime<Utc>,
    is_only_said: bool,
) -> sqlx::Result<Vec<FileCode>> {
    if is_only_said {
        return query_scalar!(
            r#"select code as "code: _" from files
               where removed_at < $1 or (kept_at is null and uploaded_at < $1) order by id"#,
            day
        )
        .fetch_all(connection)
        .await;
    }
    query_scalar!(
        r#"delete from files where removed_at < $1 or (kept_at is null and uploaded_at < $1)
           returning code as "code: _""#,
        day
    )
    .fetch_all(connection)
    .await
}

/// A recorded file, and whether a record references it.
pub struct Known {
    pub code: FileCode,
    pub is_kept: bool,
}

pub async fn all(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<Known>> {
    query_as!(
        Known,
        r#"select code as "code: _", kept_at is not null and removed_at is null as "is_kept!"
           from files order by code"#
    )
    .fetch_all(db)
    .await
}
