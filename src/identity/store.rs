//! All statements on users and their roles; sessions and invitations have their own files.

pub mod invitations;
mod listing;
mod rights;
pub mod saved;
pub mod scopes;
mod secrets;
pub mod sessions;

pub use listing::{counts, find, list};
pub use rights::{
    find_rights, has_other_administrator, lock_administrators, lock_rights, scope_exists,
    set_disabled, set_role,
};
pub use secrets::{forget_password, set_password, set_totp_secret, take_totp_step};

use super::model::{Credentials, NewUser, role::Role};
use crate::values::ids::UserId;
use sqlx::{PgConnection, PgExecutor, query, query_scalar};

/// The stored words of the roles; the database knows the same.
fn role(code: &str) -> sqlx::Result<Role> {
    code.parse().map_err(|()| sqlx::Error::Decode(format!("no role {code}").into()))
}

pub async fn insert(
    connection: &mut PgConnection,
    user: &NewUser,
    password_hash: Option<&str>,
) -> sqlx::Result<UserId> {
    let id = query_scalar!(
        "insert into users (login, name, password_hash) values ($1, $2, $3) returning id",
        user.login,
        user.name,
        password_hash
    )
    .fetch_one(&mut *connection)
    .await?;
    query!(
        "insert into user_roles (user_id, role, organisation_id, village_code, banner_code)
         values ($1, $2, $3, $4, $5)",
        id,
        user.role.code(),
        user.scope.organisation().map(|id| id.0),
        user.scope.village().map(|code| code.as_str()),
        user.scope.banner().map(|code| code.as_str())
    )
    .execute(connection)
    .await?;
    Ok(UserId(id))
}

/// By the stored form of the login: lower case.
pub async fn credentials(
    db: impl PgExecutor<'_>,
    login: &str,
) -> sqlx::Result<Option<Credentials>> {
    let found = query!(
        "select u.id, u.login, u.password_hash, u.totp_secret, u.disabled_at is not null as \"is_disabled!\", r.role
         from users u join user_roles r on r.user_id = u.id where u.login = $1",
        login
    )
    .fetch_optional(db)
    .await?;
    found
        .map(|row| {
            Ok(Credentials {
                id: UserId(row.id),
                login: row.login,
                role: role(&row.role)?,
                password_hash: row.password_hash,
                totp_secret: row.totp_secret,
                is_disabled: row.is_disabled,
            })
        })
        .transpose()
}

pub async fn login_of(db: impl PgExecutor<'_>, id: UserId) -> sqlx::Result<Option<String>> {
    query_scalar!("select login from users where id = $1", id.0).fetch_optional(db).await
}

/// The name and the login of a user.
pub async fn rename(
    connection: &mut PgConnection,
    id: UserId,
    login: &str,
    name: &str,
) -> sqlx::Result<()> {
    query!(
        "update users set login = $2, name = $3, version = version + 1 where id = $1",
        id.0,
        login,
        name
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn email_of(db: impl PgExecutor<'_>, id: UserId) -> sqlx::Result<Option<String>> {
    Ok(query_scalar!("select email from users where id = $1", id.0)
        .fetch_optional(db)
        .await?
        .flatten())
}

/// Only the user's own: of two concurrent changes the later one wins.
pub async fn set_email(
    connection: &mut PgConnection,
    id: UserId,
    email: Option<&str>,
) -> sqlx::Result<()> {
    query!("update users set email = $2, version = version + 1 where id = $1", id.0, email)
        .execute(connection)
        .await?;
    Ok(())
}
