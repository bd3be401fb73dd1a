//! Changes of an account by an administrator: the name, the role, whether it is enabled.

use super::inviting::send;
use crate::{
    audit::{
        self,
        model::{Act, Changes, NewEvent},
    },
    database::constraint::refused_by,
    identity::{
        actions::{Context, Refusal},
        model::{
            Viewer,
            role::{Role, Scope},
            token::Token,
            trail::USERS,
        },
        store,
    },
    values::ids::{Seen, UserId},
};

/// Another name or telephone number.
pub async fn rename(
    desk: Context<'_>,
    viewer: &Viewer,
    seen: Seen<UserId>,
    login: &str,
    name: &str,
) -> Result<(), Refusal> {
    let id = seen.id;
    let mut tx = desk.pool.begin().await?;
    let before = store::lock_rights(&mut tx, id).await?.ok_or(Refusal::NotFound)?;
    if before.version != seen.version {
        return Err(Refusal::WrongState);
    }
    let changes = Changes::default().field("login", Some(&before.login), Some(login)).field(
        "name",
        Some(&before.name),
        Some(name),
    );
    if changes.is_empty() {
        return Err(Refusal::Same);
    }
    match store::rename(&mut tx, id, login, name).await {
        Err(error) if refused_by(&error, "users_login_is_unique") => {
            return Err(Refusal::LoginIsTaken);
        }
        renamed => renamed?,
    }
    audit::store::record(
        &mut tx,
        &NewEvent::new(&viewer.actor(), Act::Change, &USERS, id, login).with(changes),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// For a user who lost the phone: the password alone is enough until they turn it on again. Their
/// sessions end.
pub async fn remove_second_factor(
    desk: Context<'_>,
    viewer: &Viewer,
    id: UserId,
) -> Result<(), Refusal> {
    let mut tx = desk.pool.begin().await?;
    let login = store::login_of(&mut *tx, id).await?.ok_or(Refusal::NotFound)?;
    if id == viewer.user || store::sessions::secret_of(&mut *tx, id).await?.is_none() {
        return Err(Refusal::WrongState);
    }
    store::set_totp_secret(&mut tx, id, None, None).await?;
    store::sessions::end_all(&mut tx, id, None).await?;
    let actor = viewer.actor();
    audit::store::record(
        &mut tx,
        &NewEvent::new(&actor, Act::SecondFactor, &USERS, id, login).noting("off"),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Takes effect at once: all sessions end. Staff have longer passwords: a new staff member sets one
/// with the link whose code is returned.
pub async fn change_role(
    desk: Context<'_>,
    viewer: &Viewer,
    seen: Seen<UserId>,
    role: Role,
    scope: &Scope,
) -> Result<Option<Token>, Refusal> {
    let id = seen.id;
    let mut tx = desk.pool.begin().await?;
    store::lock_administrators(&mut tx).await?;
    let before = store::lock_rights(&mut tx, id).await?.ok_or(Refusal::NotFound)?;
    if before.version != seen.version {
        return Err(Refusal::WrongState);
    }
    if !store::scope_exists(&mut tx, scope).await? {
        return Err(Refusal::NoSuchScope);
    }
    let gives_up = before.role == Role::Administrator && role != Role::Administrator;
    if gives_up && !store::has_other_administrator(&mut tx, id).await? {
        return Err(Refusal::LastAdministrator);
    }
    let changes = Changes::default()
        .field("role", Some(before.role.code()), Some(role.code()))
        .field("scope", before.scope.code().as_deref(), scope.code().as_deref());
    if changes.is_empty() {
        return Err(Refusal::Same);
    }
    store::set_role(&mut tx, id, role, scope).await?;
    store::sessions::end_all(&mut tx, id, None).await?;
    audit::store::record(
        &mut tx,
        &NewEvent::new(&viewer.actor(), Act::Change, &USERS, id, &*before.login).with(changes),
    )
    .await?;
    let token = if role.is_staff() && !before.role.is_staff() {
        store::forget_password(&mut tx, id).await?;
        Some(send(&mut tx, desk, id).await?)
    } else {
        None
    };
    tx.commit().await?;
    Ok(token)
}

/// Takes effect at once: the sessions end.
pub async fn set_disabled(
    desk: Context<'_>,
    viewer: &Viewer,
    id: UserId,
    is_disabled: bool,
) -> Result<(), Refusal> {
    let mut tx = desk.pool.begin().await?;
    let login = store::login_of(&mut *tx, id).await?.ok_or(Refusal::NotFound)?;
    store::lock_administrators(&mut tx).await?;
    if is_disabled && (id == viewer.user || !store::has_other_administrator(&mut tx, id).await?) {
        return Err(Refusal::LastAdministrator);
    }
    if store::set_disabled(&mut tx, id, is_disabled).await? {
        store::sessions::end_all(&mut tx, id, None).await?;
        let act = if is_disabled { Act::Disable } else { Act::Enable };
        audit::store::record(&mut tx, &NewEvent::new(&viewer.actor(), act, &USERS, id, login))
            .await?;
    }
    tx.commit().await?;
    Ok(())
}
