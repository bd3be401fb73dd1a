//! Signing in and related acts; each in one transaction with its entry in the trail.

mod hashing;
pub mod saved;
pub mod second_factor;
pub mod sign_in;
pub mod users;

pub use hashing::hash;

use crate::{
    audit::{
        self,
        model::{Act, NewEvent, records::Record, trail::ROUTES},
    },
    identity::model::{Viewer, login},
    values::clock::Clock,
};
use anyhow::{Result, bail};
use sqlx::PgPool;

/// The context of an act on accounts: from where, and when.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub pool: &'a PgPool,
    pub now: chrono::DateTime<chrono::Utc>,
}

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("an account has this login already")]
    LoginIsTaken,
    /// No such organisation, village or banner.
    #[error("no such organisation, village or banner")]
    NoSuchScope,
    /// Nothing would change.
    #[error("no change")]
    Same,
    /// Somebody changed it meanwhile.
    #[error("changed meanwhile")]
    WrongState,
    /// The last administrator, or the user's own account.
    #[error("the last administrator, or oneself")]
    LastAdministrator,
    #[error("no such account")]
    NotFound,
    #[error("wrong password")]
    WrongPassword,
    #[error("wrong code")]
    WrongCode,
    #[error(transparent)]
    System(#[from] std::io::Error),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// An attempt without the right; `is_foreign`: sent from a page of another site.
pub async fn note_refusal(
    desk: Context<'_>,
    viewer: &Viewer,
    what: String,
    is_foreign: bool,
) -> sqlx::Result<()> {
    let actor = viewer.actor();
    let refusal = NewEvent::without_record(&actor, Act::Refused, &ROUTES, what);
    let event = if is_foreign { refusal.noting("foreign") } else { refusal };
    audit::store::record(&mut *desk.pool.acquire().await?, &event).await
}

/// A list that was exported as a sheet.
pub struct Export<'a> {
    pub kind: &'static Record,
    /// Its address with the filters.
    pub list: &'a str,
    pub format: &'a str,
    /// How many there are in the sheet.
    pub records: usize,
}

pub async fn note_export(
    desk: Context<'_>,
    viewer: &Viewer,
    Export { kind, list, format, records }: Export<'_>,
) -> sqlx::Result<()> {
    let actor = viewer.actor();
    let event = NewEvent::without_record(&actor, Act::Export, kind, list)
        .noting(format!("{format} {records}"));
    audit::store::record(&mut *desk.pool.acquire().await?, &event).await
}

/// The link with which the first administrator sets a password, as a sentence for the console.
pub async fn first_administrator(
    pool: &PgPool,
    login: &str,
    name: Option<&str>,
    public_url: &str,
) -> Result<String> {
    let desk = Context { pool, now: Clock::new(None).now() };
    let Some(login) = login::read(login) else {
        bail!("{login} is no login: 2 to 64 characters without spaces")
    };
    match users::invite_administrator(desk, &login, name.unwrap_or(&login)).await {
        Ok(invited) => Ok(format!(
            "Administrator {login}: set a password within three days, once, at\n{}/invitations/{}",
            public_url.trim_end_matches('/'),
            invited.token.as_str()
        )),
        Err(Refusal::LoginIsTaken) => bail!(
            "there is an account {login} already; an administrator can make a new link for it"
        ),
        Err(refusal) => Err(refusal.into()),
    }
}
