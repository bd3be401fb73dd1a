//! Invitations: created, renewed, and accepted with a password.

use super::INVITATION_LASTS;
use crate::{
    audit::{
        self,
        model::{Act, Actor, Changes, NewEvent},
    },
    database::constraint::refused_by,
    identity::{
        actions::{Context, Refusal, hashing},
        model::{
            NewUser,
            role::{Role, Scope},
            token::Token,
            trail::USERS,
        },
        store::{self, invitations::Invitation},
    },
    submissions::{self, model::Submission},
    values::ids::UserId,
};
use sqlx::PgConnection;

/// Who was invited, and the code of the link.
pub struct Invited {
    pub login: String,
    pub token: Token,
}

/// A user who can sign in after accepting the invitation; the code is returned to the inviting
/// user. One form invites one person: sent again, it creates a new link. `form`: where there was
/// one.
pub async fn invite(
    desk: Context<'_>,
    actor: &Actor,
    user: &NewUser,
    form: Option<&Submission>,
) -> Result<Invited, Refusal> {
    let mut tx = desk.pool.begin().await?;
    if let Some(form) = form
        && let Some(first) = submissions::store::claim(&mut tx, USERS.code, form).await?
    {
        drop(tx);
        return invite_again(desk, actor, UserId(first)).await;
    }
    if !store::scope_exists(&mut tx, &user.scope).await? {
        return Err(Refusal::NoSuchScope);
    }
    let id = match store::insert(&mut tx, user, None).await {
        Err(error) if refused_by(&error, "users_login_is_unique") => {
            return Err(Refusal::LoginIsTaken);
        }
        inserted => inserted?,
    };
    if let Some(form) = form {
        submissions::store::complete(&mut tx, USERS.code, form, id.0).await?;
    }
    let token = send(&mut tx, desk, id).await?;
    let changes = Changes::default()
        .field("login", None, Some(&user.login))
        .field("name", None, Some(&user.name))
        .field("role", None, Some(user.role.code()))
        .field("scope", None, user.scope.code().as_deref());
    audit::store::record(
        &mut tx,
        &NewEvent::new(actor, Act::Create, &USERS, id, &*user.login).with(changes),
    )
    .await?;
    tx.commit().await?;
    Ok(Invited { login: user.login.clone(), token })
}

/// A new link for somebody who lost the first one, or the password.
pub async fn invite_again(
    desk: Context<'_>,
    actor: &Actor,
    id: UserId,
) -> Result<Invited, Refusal> {
    let mut tx = desk.pool.begin().await?;
    let login = store::login_of(&mut *tx, id).await?.ok_or(Refusal::NotFound)?;
    let token = send(&mut tx, desk, id).await?;
    audit::store::record(&mut tx, &NewEvent::new(actor, Act::Invite, &USERS, id, &*login)).await?;
    tx.commit().await?;
    Ok(Invited { login, token })
}

pub(super) async fn send(
    connection: &mut PgConnection,
    desk: Context<'_>,
    id: UserId,
) -> Result<Token, Refusal> {
    let token = Token::random()?;
    store::invitations::insert(connection, &token, id, desk.now, desk.now + INVITATION_LASTS)
        .await?;
    Ok(token)
}

/// Whether the link was still valid. All sessions of this user end.
pub async fn take_up(
    desk: Context<'_>,
    invitation: &Invitation,
    password: &str,
    address: &str,
) -> Result<bool, Refusal> {
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
        &NewEvent::new(&actor, Act::Password, &USERS, invitation.user, &*invitation.login),
    )
    .await?;
    tx.commit().await?;
    Ok(true)
}

/// The first administrator, from the command line.
pub async fn invite_administrator(
    desk: Context<'_>,
    login: &str,
    name: &str,
) -> Result<Invited, Refusal> {
    let user = NewUser {
        login: login.to_string(),
        name: name.to_string(),
        role: Role::Administrator,
        scope: Scope::All,
    };
    invite(desk, &Actor::program(), &user, None).await
}
