//! From a login and a password to a session, and back.

use super::{Context, Refusal, hashing};
use crate::{
    audit::{
        self,
        model::{Act, Actor, NewEvent},
    },
    identity::{
        model::{Lifetime, Viewer, login, role::Role, throttle, token::Token, trail::USERS},
        store::{self, sessions::NewSession},
    },
    values::ids::UserId,
};
use chrono::Duration;
use sqlx::PgConnection;

/// The typed values, and the address.
pub struct Attempt<'a> {
    pub login: &'a str,
    pub password: &'a str,
    pub stays: bool,
    pub address: &'a str,
    pub user_agent: &'a str,
}

pub enum Outcome {
    SignedIn {
        token: Token,
        role: Role,
    },
    /// The password was right; the code is still missing.
    AwaitsCode {
        token: Token,
    },
    /// Login or password: the message does not say which.
    Wrong,
    Wait(Duration),
}

pub async fn sign_in(desk: Context<'_>, attempt: &Attempt<'_>) -> Result<Outcome, Refusal> {
    let login = login::as_kept(attempt.login);
    if let Some(left) = begin(desk, &login, attempt.address).await? {
        return Ok(Outcome::Wait(left));
    }
    let credentials = store::credentials(desk.pool, &login).await?;
    let hash = credentials.as_ref().and_then(|known| known.password_hash.clone());
    let is_right = hashing::verify(attempt.password, hash).await?;
    let mut tx = desk.pool.begin().await?;
    let Some(known) = credentials.filter(|known| is_right && !known.is_disabled) else {
        let actor = Actor::unknown(&login, attempt.address.to_string());
        audit::store::record(
            &mut tx,
            &NewEvent::without_record(&actor, Act::SignInRefused, &USERS, &*actor.login),
        )
        .await?;
        tx.commit().await?;
        return Ok(Outcome::Wrong);
    };
    let awaits_code = known.totp_secret.is_some();
    let lifetime =
        if awaits_code { Lifetime::Code } else { Lifetime::of(known.role, attempt.stays) };
    let from = Origin { address: attempt.address, user_agent: attempt.user_agent };
    let token = open(&mut tx, desk, known.id, lifetime, from).await?;
    store::sessions::sweep(&mut tx, desk.now).await?;
    if !awaits_code {
        store::sessions::forget_failures(&mut tx, &login).await?;
        let actor = Actor {
            user: Some(known.id),
            login: known.login.clone(),
            role: Some(known.role.code()),
            address: attempt.address.to_string(),
        };
        audit::store::record(
            &mut tx,
            &NewEvent::new(&actor, Act::SignIn, &USERS, known.id, known.login),
        )
        .await?;
    }
    tx.commit().await?;
    Ok(if awaits_code {
        Outcome::AwaitsCode { token }
    } else {
        Outcome::SignedIn { token, role: known.role }
    })
}

/// Counts the attempt as failed until it has succeeded, so that twenty concurrent attempts count as
/// twenty.
pub(super) async fn begin(
    desk: Context<'_>,
    login: &str,
    address: &str,
) -> Result<Option<Duration>, Refusal> {
    let mut tx = desk.pool.begin().await?;
    store::sessions::one_at_a_time(&mut tx, login).await?;
    let failures = store::sessions::failures(&mut *tx, login, address, desk.now).await?;
    if let Some(left) = throttle::wait(failures, desk.now) {
        return Ok(Some(left));
    }
    store::sessions::note_failure(&mut tx, login, address, desk.now).await?;
    tx.commit().await?;
    Ok(None)
}

/// Where a request comes from.
pub(super) struct Origin<'a> {
    pub(super) address: &'a str,
    pub(super) user_agent: &'a str,
}

/// A new session with its own token.
pub(super) async fn open(
    connection: &mut PgConnection,
    desk: Context<'_>,
    user: UserId,
    lifetime: Lifetime,
    from: Origin<'_>,
) -> Result<Token, Refusal> {
    let token = Token::random()?;
    let user_agent: String = from.user_agent.chars().take(200).collect();
    let awaits_code = lifetime == Lifetime::Code;
    let session = NewSession {
        token: &token,
        user,
        awaits_code,
        now: desk.now,
        lifetime,
        address: from.address,
        user_agent: &user_agent,
    };
    store::sessions::insert(connection, &session).await?;
    Ok(token)
}

pub async fn sign_out(desk: Context<'_>, viewer: &Viewer) -> Result<(), Refusal> {
    let mut tx = desk.pool.begin().await?;
    store::sessions::end(&mut tx, viewer.user, viewer.session).await?;
    audit::store::record(
        &mut tx,
        &NewEvent::new(&viewer.actor(), Act::SignOut, &USERS, viewer.user, &*viewer.login),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
