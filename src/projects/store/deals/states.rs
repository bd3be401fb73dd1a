//! Deals signed, released, taken back, voided and moved.

use crate::values::ids::{EditionId, ProjectId, UserId};
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, query, query_scalar};

/// From now on banner and buyer's kind are those of this day.
pub async fn mark_signed(
    connection: &mut PgConnection,
    id: ProjectId,
    user: UserId,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update signed_projects
         set ceremony_state = 'signed', signed_at = coalesce(signed_at, $3), entered_by = $2,
             buyer_kind = (select kind from organisations where id = buyer_id),
             owner_banner_code = coalesce(
                 (select banner_code from organisations where id = supplier_id),
                 owner_banner_code),
             version = version + 1
         where id = $1 and ceremony_state = 'planned'",
        id.0,
        user.0,
        at
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Later than the other releases of its edition, also where the clock was set back since: the latest
/// release is the last one. A clock that was wrong by more than half a day is not followed.
pub async fn mark_released(
    connection: &mut PgConnection,
    id: ProjectId,
    user: UserId,
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update signed_projects p
         set ceremony_state = 'released', released_by = $2, version = version + 1,
             released_at = greatest($3::timestamptz, (
                 select max(o.released_at) + interval '1 millisecond' from signed_projects o
                 where o.edition_id = p.edition_id and o.voided_at is null
                   and o.released_at < $3::timestamptz + interval '12 hours'))
         where id = $1",
        id.0,
        user.0,
        at
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether a release of it was taken back.
pub async fn was_withdrawn(db: impl PgExecutor<'_>, id: ProjectId) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from project_withdrawals where project_id = $1) as "was!""#,
        id.0
    )
    .fetch_one(db)
    .await
}

/// Takes the release back: the deal awaits release again.
pub async fn withdraw(
    connection: &mut PgConnection,
    id: ProjectId,
    user: UserId,
    at: DateTime<Utc>,
    reason: &str,
) -> sqlx::Result<()> {
    query!(
        "insert into project_withdrawals (project_id, released_at, withdrawn_at, withdrawn_by,
             reason)
         select id, released_at, greatest($3, released_at), $2, $4
         from signed_projects where id = $1",
        id.0,
        user.0,
        at,
        reason
    )
    .execute(&mut *connection)
    .await?;
    query!(
        "update signed_projects
         set ceremony_state = 'signed', released_at = null, released_by = null,
             version = version + 1
         where id = $1",
        id.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn mark_void(
    connection: &mut PgConnection,
    id: ProjectId,
    at: DateTime<Utc>,
    reason: &str,
) -> sqlx::Result<()> {
    query!(
        "update signed_projects set voided_at = $2, void_reason = $3, version = version + 1
         where id = $1",
        id.0,
        at,
        reason
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Moves a deal to a position; those between move up or down by one.
pub async fn move_to(
    connection: &mut PgConnection,
    id: ProjectId,
    edition: EditionId,
    from: i16,
    to: i16,
) -> sqlx::Result<()> {
    query!(
        "update signed_projects
         set run_order = case when id = $1 then $4::smallint
                              when $3::smallint < $4::smallint then run_order - 1
                              else run_order + 1 end
         where edition_id = $2
           and (id = $1 or run_order between least($3::smallint, $4::smallint)
                              and greatest($3::smallint, $4::smallint))",
        id.0,
        edition.0,
        from,
        to
    )
    .execute(connection)
    .await?;
    Ok(())
}
