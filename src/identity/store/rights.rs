//! Roles and their scopes, and whether a user is enabled.

use super::role;
use crate::{
    identity::model::{
        UserRecord,
        role::{Role, Scope},
    },
    values::ids::UserId,
};
use sqlx::{PgConnection, PgExecutor, query, query_scalar};

macro_rules! rights {
    ($db:expr, $id:expr, $tail:literal) => {{
        let found = query!(
            r#"select u.login, u.name, u.version, r.role, r.organisation_id,
                      r.village_code as "village_code: crate::values::place_code::PlaceCode",
                      r.banner_code as "banner_code: crate::values::place_code::PlaceCode"
               from users u join user_roles r on r.user_id = u.id where u.id = $1 "#
                + $tail,
            $id.0
        );
        let Some(row) = found.fetch_optional($db).await? else { return Ok(None) };
        let scope = Scope::from_columns(row.organisation_id, row.village_code, row.banner_code);
        let role = role(&row.role)?;
        Ok(Some(UserRecord { role, scope, version: row.version, login: row.login, name: row.name }))
    }};
}

/// The role and the scope of a user.
pub async fn find_rights(db: impl PgExecutor<'_>, id: UserId) -> sqlx::Result<Option<UserRecord>> {
    rights!(db, id, "")
}

/// The same, locked until the transaction ends.
pub async fn lock_rights(
    connection: &mut PgConnection,
    id: UserId,
) -> sqlx::Result<Option<UserRecord>> {
    rights!(connection, id, "for update of u")
}

pub async fn set_role(
    connection: &mut PgConnection,
    id: UserId,
    role: Role,
    scope: &Scope,
) -> sqlx::Result<()> {
    query!(
        "update user_roles set role = $2, organisation_id = $3, village_code = $4, banner_code = $5,
         granted_at = now() where user_id = $1",
        id.0,
        role.code(),
        scope.organisation().map(|id| id.0),
        scope.village().map(|code| code.as_str()),
        scope.banner().map(|code| code.as_str())
    )
    .execute(&mut *connection)
    .await?;
    query!("update users set version = version + 1 where id = $1", id.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Whether it changed anything.
pub async fn set_disabled(
    connection: &mut PgConnection,
    id: UserId,
    is_disabled: bool,
) -> sqlx::Result<bool> {
    let changed = query!(
        "update users set disabled_at = case when $2 then now() end, version = version + 1
         where id = $1 and (disabled_at is not null) <> $2",
        id.0,
        is_disabled
    );
    Ok(changed.execute(connection).await?.rows_affected() == 1)
}

/// Of two administrators who disable each other, the later one sees the earlier change.
pub async fn lock_administrators(connection: &mut PgConnection) -> sqlx::Result<()> {
    query!("select pg_advisory_xact_lock(hashtext('administrators'))").execute(connection).await?;
    Ok(())
}

/// Whether an administrator other than `id` could still sign in.
pub async fn has_other_administrator(
    connection: &mut PgConnection,
    id: UserId,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from users u join user_roles r on r.user_id = u.id
                          where r.role = 'administrator' and u.id <> $1 and u.disabled_at is null
                            and u.password_hash is not null) as "is!""#,
        id.0
    )
    .fetch_one(connection)
    .await
}

/// Whether the organisation, village or banner of the scope exists.
pub async fn scope_exists(connection: &mut PgConnection, scope: &Scope) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select ($1::bigint is null or exists (select from organisations where id = $1))
              and ($2::text is null or exists (select from divisions
                  where code = $2 and level = 'village'))
              and ($3::text is null or exists (select from divisions
                  where code = $3 and level = 'banner')) as "is!""#,
        scope.organisation().map(|id| id.0),
        scope.village().map(|code| code.as_str()),
        scope.banner().map(|code| code.as_str())
    )
    .fetch_one(connection)
    .await
}
