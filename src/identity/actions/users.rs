//! Giving and taking rights; passwords.

use super::{Desk, Failure, hashing, second_factor::is_own_password};
use crate::{
    audit::{
        self,
        model::{Act, Actor, Changes, NewEvent, nouns::Noun},
    },
    database::constraint::refused_by,
    identity::{
        model::{
            NewUser, Viewer,
            role::{Role, Scope},
            token::Token,
        },
        store::{self, invitations::Invitation},
    },
    values::ids::{SessionId, UserId},
};
use chrono::Duration;
use sqlx::PgConnection;

/// An invitation is taken up within this, or asked for again.
pub const INVITATION_LASTS: Duration = Duration::hours(72);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    LoginIsTaken,
    /// No such organisation, village or banner.
    NoSuchScope,
    /// It is so already.
    Same,
    /// Somebody changed it meanwhile.
    NotNow,
    /// The last administrator, or oneself.
    LastAdministrator,
    NotFound,
}

/// A user who can sign in once the invitation is taken up: its code goes to whoever invited.
/// One form invites one person: sent again, it makes a new link. `form`: where there was one.
pub async fn invite(
    desk: Desk<'_>,
    actor: &Actor,
    user: &NewUser,
    form: Option<&Token>,
) -> Result<Result<Token, Refusal>, Failure> {
    match insert(desk, actor, user, form).await? {
        // Twice at once, or once more: the first has made the account.
        Err(Refusal::LoginIsTaken) => match form {
            Some(form) => match store::of_form(desk.pool, form.as_str()).await? {
                Some(id) => invite_again(desk, actor, id).await,
                None => Ok(Err(Refusal::LoginIsTaken)),
            },
            None => Ok(Err(Refusal::LoginIsTaken)),
        },
        inserted => Ok(inserted),
    }
}

async fn insert(
    desk: Desk<'_>,
    actor: &Actor,
    user: &NewUser,
    form: Option<&Token>,
) -> Result<Result<Token, Refusal>, Failure> {
    let mut tx = desk.pool.begin().await?;
    if !store::scope_exists(&mut tx, &user.scope).await? {
        return Ok(Err(Refusal::NoSuchScope));
    }
    let id = match store::insert(&mut tx, user, None).await {
        Err(error) if refused_by(&error, "users_login_is_unique") => {
            return Ok(Err(Refusal::LoginIsTaken));
        }
        inserted => inserted?,
    };
    if let Some(form) = form {
        store::note_form(&mut tx, id, form.as_str()).await?;
    }
    let token = send(&mut tx, desk, id).await?;
    let changes = Changes::default()
        .field("login", None, Some(&user.login))
        .field("name", None, Some(&user.name))
        .field("role", None, Some(user.role.code()))
        .field("scope", None, user.scope.code().as_deref());
    audit::store::record(
        &mut tx,
        &NewEvent::new(actor, Act::Create, Noun::Users, id, &*user.login).with(changes),
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(token))
}

/// A new link for somebody who lost the first one, or the password.
pub async fn invite_again(
    desk: Desk<'_>,
    actor: &Actor,
    id: UserId,
) -> Result<Result<Token, Refusal>, Failure> {
    let mut tx = desk.pool.begin().await?;
    let Some(login) = store::login_of(&mut *tx, id).await? else {
        return Ok(Err(Refusal::NotFound));
    };
    let token = send(&mut tx, desk, id).await?;
    audit::store::record(&mut tx, &NewEvent::new(actor, Act::Invite, Noun::Users, id, login))
        .await?;
    tx.commit().await?;
    Ok(Ok(token))
}

async fn send(connection: &mut PgConnection, desk: Desk<'_>, id: UserId) -> Result<Token, Failure> {
    let token = Token::random()?;
    store::invitations::insert(connection, &token, id, desk.now, desk.now + INVITATION_LASTS)
        .await?;
    Ok(token)
}

/// Whether the link was still to be had. Whoever was signed in as this person no longer is.
pub async fn take_up(
    desk: Desk<'_>,
    invitation: &Invitation,
    password: &str,
    address: &str,
) -> Result<bool, Failure> {
    let hash = hashing::hash(password).await?;
    let mut tx = desk.pool.begin().await?;
    if !store::invitations::take(&mut tx, invitation.id, desk.now).await? {
        return Ok(false);
    }
    store::set_password(&mut tx, invitation.user, &hash).await?;
    store::sessions::end_all(&mut tx, invitation.user, None).await?;
    store::sessions::forget_failures(&mut tx, &invitation.login).await?;
    let actor = Actor {
        user: Some(invitation.user),
        login: invitation.login.clone(),
        role: Some(invitation.role.code()),
        address: address.to_string(),
    };
    audit::store::record(
        &mut tx,
        &NewEvent::new(&actor, Act::Password, Noun::Users, invitation.user, &*invitation.login),
    )
    .await?;
    tx.commit().await?;
    Ok(true)
}

/// One's own, with the one before; other sessions end. Whether that one was right.
pub async fn change_password(
    desk: Desk<'_>,
    viewer: &Viewer,
    old: &str,
    new: &str,
) -> Result<bool, Failure> {
    if !is_own_password(desk, viewer, old).await? {
        return Ok(false);
    }
    let hash = hashing::hash(new).await?;
    let mut tx = desk.pool.begin().await?;
    store::set_password(&mut tx, viewer.user, &hash).await?;
    store::sessions::end_all(&mut tx, viewer.user, Some(viewer.session)).await?;
    audit::store::record(
        &mut tx,
        &NewEvent::new(&viewer.actor(), Act::Password, Noun::Users, viewer.user, &*viewer.login),
    )
    .await?;
    tx.commit().await?;
    Ok(true)
}

/// Where one is written to; `None` for nowhere.
pub async fn change_email(
    desk: Desk<'_>,
    viewer: &Viewer,
    email: Option<&str>,
) -> Result<(), Failure> {
    let mut tx = desk.pool.begin().await?;
    let before = store::email_of(&mut *tx, viewer.user).await?;
    let changes = Changes::default().field("email", before.as_deref(), email);
    if !changes.is_empty() {
        store::set_email(&mut tx, viewer.user, email).await?;
        let actor = viewer.actor();
        audit::store::record(
            &mut tx,
            &NewEvent::new(&actor, Act::Change, Noun::Users, viewer.user, &*viewer.login)
                .with(changes),
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Another name or telephone. `version`: what was looked at.
pub async fn rename(
    desk: Desk<'_>,
    viewer: &Viewer,
    id: UserId,
    version: i32,
    (login, name): (&str, &str),
) -> Result<Result<(), Refusal>, Failure> {
    let mut tx = desk.pool.begin().await?;
    let Some(before) = store::lock_rights(&mut tx, id).await? else {
        return Ok(Err(Refusal::NotFound));
    };
    if before.version != version {
        return Ok(Err(Refusal::NotNow));
    }
    let changes = Changes::default().field("login", Some(&before.login), Some(login)).field(
        "name",
        Some(&before.name),
        Some(name),
    );
    if changes.is_empty() {
        return Ok(Err(Refusal::Same));
    }
    match store::rename(&mut tx, id, login, name).await {
        Err(error) if refused_by(&error, "users_login_is_unique") => {
            return Ok(Err(Refusal::LoginIsTaken));
        }
        renamed => renamed?,
    }
    audit::store::record(
        &mut tx,
        &NewEvent::new(&viewer.actor(), Act::Change, Noun::Users, id, login).with(changes),
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// For who lost the telephone: the password alone opens the account until they turn it on again. Their sessions end.
pub async fn remove_second_factor(
    desk: Desk<'_>,
    viewer: &Viewer,
    id: UserId,
) -> Result<Result<(), Refusal>, Failure> {
    let mut tx = desk.pool.begin().await?;
    let Some(login) = store::login_of(&mut *tx, id).await? else {
        return Ok(Err(Refusal::NotFound));
    };
    if id == viewer.user || store::sessions::secret_of(&mut *tx, id).await?.is_none() {
        return Ok(Err(Refusal::NotNow));
    }
    store::set_totp_secret(&mut tx, id, None, None).await?;
    store::sessions::end_all(&mut tx, id, None).await?;
    let actor = viewer.actor();
    audit::store::record(
        &mut tx,
        &NewEvent::new(&actor, Act::SecondFactor, Noun::Users, id, login).noting("off"),
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Acts at once: the sessions end with it, and who signs in again does so as somebody else. Staff have longer passwords:
/// who becomes staff sets one anew, by the link whose code is given back.
pub async fn change_role(
    desk: Desk<'_>,
    viewer: &Viewer,
    id: UserId,
    version: i32,
    (role, scope): (Role, &Scope),
) -> Result<Result<Option<Token>, Refusal>, Failure> {
    let mut tx = desk.pool.begin().await?;
    store::lock_administrators(&mut tx).await?;
    let Some(before) = store::lock_rights(&mut tx, id).await? else {
        return Ok(Err(Refusal::NotFound));
    };
    if before.version != version {
        return Ok(Err(Refusal::NotNow));
    }
    if !store::scope_exists(&mut tx, scope).await? {
        return Ok(Err(Refusal::NoSuchScope));
    }
    let gives_up = before.role == Role::Administrator && role != Role::Administrator;
    if gives_up && !store::has_other_administrator(&mut tx, id).await? {
        return Ok(Err(Refusal::LastAdministrator));
    }
    let changes = Changes::default()
        .field("role", Some(before.role.code()), Some(role.code()))
        .field("scope", before.scope.code().as_deref(), scope.code().as_deref());
    if changes.is_empty() {
        return Ok(Err(Refusal::Same));
    }
    store::set_role(&mut tx, id, role, scope).await?;
    store::sessions::end_all(&mut tx, id, None).await?;
    audit::store::record(
        &mut tx,
        &NewEvent::new(&viewer.actor(), Act::Change, Noun::Users, id, &*before.login).with(changes),
    )
    .await?;
    let token = if role.is_staff() && !before.role.is_staff() {
        store::forget_password(&mut tx, id).await?;
        Some(send(&mut tx, desk, id).await?)
    } else {
        None
    };
    tx.commit().await?;
    Ok(Ok(token))
}

/// Acts at once: the sessions end with it.
pub async fn set_disabled(
    desk: Desk<'_>,
    viewer: &Viewer,
    id: UserId,
    is_disabled: bool,
) -> Result<Result<(), Refusal>, Failure> {
    let mut tx = desk.pool.begin().await?;
    let Some(login) = store::login_of(&mut *tx, id).await? else {
        return Ok(Err(Refusal::NotFound));
    };
    store::lock_administrators(&mut tx).await?;
    if is_disabled && (id == viewer.user || !store::has_other_administrator(&mut tx, id).await?) {
        return Ok(Err(Refusal::LastAdministrator));
    }
    if store::set_disabled(&mut tx, id, is_disabled).await? {
        store::sessions::end_all(&mut tx, id, None).await?;
        let act = if is_disabled { Act::Disable } else { Act::Enable };
        audit::store::record(&mut tx, &NewEvent::new(&viewer.actor(), act, Noun::Users, id, login))
            .await?;
    }
    tx.commit().await?;
    Ok(Ok(()))
}

/// Ends one of one's own sessions; whether there was one.
pub async fn end_session(desk: Desk<'_>, viewer: &Viewer, id: SessionId) -> Result<bool, Failure> {
    let mut tx = desk.pool.begin().await?;
    let was = store::sessions::end(&mut tx, viewer.user, id).await?;
    if was {
        audit::store::record(
            &mut tx,
            &NewEvent::new(
                &viewer.actor(),
                Act::EndSession,
                Noun::Users,
                viewer.user,
                &*viewer.login,
            ),
        )
        .await?;
    }
    tx.commit().await?;
    Ok(was)
}

/// The first administrator, from the command line.
pub async fn invite_administrator(
    desk: Desk<'_>,
    login: &str,
    name: &str,
) -> Result<Result<Token, Refusal>, Failure> {
    let user = NewUser {
        login: login.to_string(),
        name: name.to_string(),
        role: Role::Administrator,
        scope: Scope::All,
    };
    invite(desk, &Actor::program(), &user, None).await
}
