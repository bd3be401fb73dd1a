//! Passwords and second factors.

use crate::values::ids::UserId;
use sqlx::{PgConnection, query};

/// A password that satisfies one role need not satisfy another.
pub async fn forget_password(connection: &mut PgConnection, id: UserId) -> sqlx::Result<()> {
    query!("update users set password_hash = null where id = $1", id.0).execute(connection).await?;
    Ok(())
}

pub async fn set_password(
    connection: &mut PgConnection,
    id: UserId,
    hash: &str,
) -> sqlx::Result<()> {
    query!("update users set password_hash = $2, version = version + 1 where id = $1", id.0, hash)
        .execute(connection)
        .await?;
    Ok(())
}

/// `None` removes the second factor.
pub async fn set_totp_secret(
    connection: &mut PgConnection,
    id: UserId,
    secret: Option<&str>,
    step: Option<i64>,
) -> sqlx::Result<()> {
    query!(
        "update users set totp_secret = $2, totp_last_step = $3, version = version + 1 where id = $1",
        id.0,
        secret,
        step
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether the step was unused: of two requests with one code the second is refused.
pub async fn take_totp_step(
    connection: &mut PgConnection,
    id: UserId,
    step: i64,
) -> sqlx::Result<bool> {
    let taken = query!(
        "update users set totp_last_step = $2 where id = $1 and coalesce(totp_last_step, -1) < $2",
        id.0,
        step
    );
    Ok(taken.execute(connection).await?.rows_affected() == 1)
}
