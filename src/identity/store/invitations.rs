//! Links that set a password once.

use super::role;
use crate::{
    identity::model::{role::Role, token::Token},
    values::ids::UserId,
};
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, query};

/// A valid invitation.
#[derive(Debug, Clone)]
pub struct Invitation {
    pub id: i64,
    pub user: UserId,
    pub login: String,
    pub name: String,
    pub role: Role,
}

/// Ends earlier ones of the same user.
pub async fn insert(
    connection: &mut PgConnection,
    token: &Token,
    user: UserId,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update invitations set expires_at = $2 where user_id = $1 and used_at is null
           and expires_at > $2",
        user.0,
        now
    )
    .execute(&mut *connection)
    .await?;
    query!(
        "insert into invitations (code_hash, user_id, created_at, expires_at)
         values ($1, $2, $3, $4)",
        token.hash(),
        user.0,
        now,
        expires_at
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn find(
    db: impl PgExecutor<'_>,
    token: &Token,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Invitation>> {
    let found = query!(
        "select i.id, u.id as user_id, u.login, u.name, r.role
         from invitations i join users u on u.id = i.user_id and u.disabled_at is null
         join user_roles r on r.user_id = u.id
         where i.code_hash = $1 and i.used_at is null and i.expires_at > $2",
        token.hash(),
        now
    )
    .fetch_optional(db)
    .await?;
    found
        .map(|row| {
            Ok(Invitation {
                id: row.id,
                user: UserId(row.user_id),
                login: row.login,
                name: row.name,
                role: role(&row.role)?,
            })
        })
        .transpose()
}

/// Whether it was still valid: of two concurrent uses of one link, one sets the password.
pub async fn take(
    connection: &mut PgConnection,
    id: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let taken = query!(
        "update invitations set used_at = $2 where id = $1 and used_at is null and expires_at > $2",
        id,
        now
    );
    Ok(taken.execute(connection).await?.rows_affected() == 1)
}
