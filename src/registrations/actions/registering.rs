//! Registrations from the public: submitted, and resubmitted after they were returned.

use super::{Refusal, record};
use crate::{
    audit::model::{Act, Actor, Changes, Labelled},
    database::constraint::refused_by,
    identity::{self, model::token::Token},
    registrations::{
        model::{Application, State},
        store,
    },
    values::telephone::masked,
};
use chrono::{DateTime, Duration, Utc};
use sqlx::PgPool;

/// The most registrations from one address within `WINDOW`. The desk of a fair may register all
/// cooperatives of a banner.
pub const MOST_FROM_ADDRESS: i64 = 30;
pub const WINDOW: Duration = Duration::hours(1);

/// The address and time of a registration.
#[derive(Clone, Copy)]
pub struct Door<'a> {
    pub pool: &'a PgPool,
    pub address: &'a str,
    pub now: DateTime<Utc>,
}

impl Door<'_> {
    /// Nobody is signed in. The telephone is masked in the trail.
    fn actor(&self, application: &Application) -> Actor {
        Actor::unknown(&masked(&application.login), self.address.to_string())
    }
}

/// A form sent twice creates one registration. The sender does not learn whether the account or the
/// organisation exists; the officer does.
pub async fn register(
    door: Door<'_>,
    application: &Application,
    code: &Token,
    password: &str,
) -> Result<(), Refusal> {
    if store::of_code(door.pool, code).await?.is_some() {
        return Ok(());
    }
    let hash = identity::actions::hash(password).await?;
    let mut tx = door.pool.begin().await?;
    if store::sent_from(&mut tx, door.address, door.now - WINDOW).await? >= MOST_FROM_ADDRESS {
        return Err(Refusal::TooMany);
    }
    let id = match store::insert(&mut tx, application, code, &hash, door.address).await {
        // Two requests at once: the first has created it.
        Err(error) if refused_by(&error, "registrations_form_is_posted_once") => return Ok(()),
        inserted => inserted?,
    };
    let changes =
        differences(None, application).field("state", None, Some(State::Submitted.code()));
    let of = Labelled { id, label: &application.legal.name };
    record(&mut tx, &door.actor(application), Act::Create, of, changes).await?;
    tx.commit().await?;
    Ok(())
}

/// Resubmits a returned registration.
pub async fn send_again(
    door: Door<'_>,
    application: &Application,
    code: &Token,
) -> Result<(), Refusal> {
    let mut tx = door.pool.begin().await?;
    let before = store::lock_of_code(&mut tx, code).await?.ok_or(Refusal::NotFound)?;
    if before.state != State::Returned {
        return Err(Refusal::WrongState);
    }
    store::update(&mut tx, before.id, application).await?;
    let changes = differences(Some(&before.application), application).field(
        "state",
        Some(before.state.code()),
        Some(State::Submitted.code()),
    );
    let of = Labelled { id: before.id, label: &application.legal.name };
    record(&mut tx, &door.actor(application), Act::Change, of, changes).await?;
    tx.commit().await?;
    Ok(())
}

fn differences(before: Option<&Application>, after: &Application) -> Changes {
    let text = |application: &Application| {
        let legal = &application.legal;
        [
            ("name", Some(legal.name.clone())),
            ("kind", Some(legal.kind.code().to_string())),
            ("credit_code", legal.credit_code.clone()),
            ("division", Some(legal.division_code.to_string())),
            ("contact_name", Some(application.contact_name.clone())),
            ("telephone", Some(application.login.clone())),
        ]
    };
    let was = before.map(text);
    text(after).iter().enumerate().fold(Changes::default(), |changes, (n, (name, value))| {
        let before = was.as_ref().and_then(|was| was[n].1.as_deref());
        changes.field(name, before, value.as_deref())
    })
}
