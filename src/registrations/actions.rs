//! Registering, and deciding of it. One transaction each: lock, rule, write, trail.

use super::{
    model::{Application, Party, Registration, State, Whose},
    store,
};
use crate::{
    audit::{
        self,
        model::{Act, Actor, Changes, NewEvent, nouns::Noun},
    },
    database::constraint::refused_by,
    identity::{
        self,
        actions::Failure,
        model::{NewUser, Viewer, role::Scope, token::Token},
    },
    organisations::{
        self,
        model::profile::{Facts, Own},
    },
    values::{
        ids::{OrganisationId, RegistrationId, UserId},
        telephone::masked,
    },
};
use chrono::{DateTime, Duration, Utc};
use sqlx::{PgConnection, PgPool};

/// One address registers so many within this; a fair's own desk may help a whole banner's cooperatives.
pub const MOST_FROM_ADDRESS: i64 = 30;
pub const WINDOW: Duration = Duration::hours(1);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Too many came from this address.
    TooMany,
    /// Decided, or sent again, meanwhile.
    NotNow,
    /// An organisation has this credit code already: it is that one.
    CodeIsTaken,
    /// An account has this telephone already.
    LoginIsTaken,
    /// Not a party that this registration may join.
    OtherParty,
    NotFound,
}

/// Where somebody registers from, and when.
#[derive(Clone, Copy)]
pub struct Door<'a> {
    pub pool: &'a PgPool,
    pub address: &'a str,
    pub now: DateTime<Utc>,
}

impl Door<'_> {
    /// Nobody is signed in; the telephone is not told to those who read the trail.
    fn actor(&self, application: &Application) -> Actor {
        Actor::unknown(&masked(&application.login), self.address.to_string())
    }
}

/// One form makes one registration, however often it is sent. Whether there is such an account or party is not
/// told at the door; whoever decides of it sees it.
pub async fn register(
    door: Door<'_>,
    application: &Application,
    code: &Token,
    password: &str,
) -> Result<Result<(), Refusal>, Failure> {
    if store::of_code(door.pool, code).await?.is_some() {
        return Ok(Ok(()));
    }
    let hash = identity::actions::hash(password).await?;
    let mut tx = door.pool.begin().await?;
    if store::sent_from(&mut tx, door.address, door.now - WINDOW).await? >= MOST_FROM_ADDRESS {
        return Ok(Err(Refusal::TooMany));
    }
    let id = match store::insert(&mut tx, application, code, &hash, door.address).await {
        // Twice at once: the first made it.
        Err(error) if refused_by(&error, "registrations_form_is_posted_once") => return Ok(Ok(())),
        inserted => inserted?,
    };
    let changes =
        differences(None, application).field("state", None, Some(State::Submitted.code()));
    record(&mut tx, &door.actor(application), Act::Create, (id, application), changes).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Mended after it was returned.
pub async fn send_again(
    door: Door<'_>,
    application: &Application,
    code: &Token,
) -> Result<Result<(), Refusal>, Failure> {
    let mut tx = door.pool.begin().await?;
    let Some(before) = store::lock_of_code(&mut tx, code).await? else {
        return Ok(Err(Refusal::NotFound));
    };
    if before.state != State::Returned {
        return Ok(Err(Refusal::NotNow));
    }
    store::update(&mut tx, before.id, application).await?;
    let changes = differences(Some(&before.application), application).field(
        "state",
        Some(before.state.code()),
        Some(State::Submitted.code()),
    );
    record(&mut tx, &door.actor(application), Act::Change, (before.id, application), changes)
        .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Who decides, of what, as it was seen.
#[derive(Clone, Copy)]
pub struct Deciding<'a> {
    pub pool: &'a PgPool,
    pub viewer: &'a Viewer,
    pub whose: &'a Whose,
    pub id: RegistrationId,
    pub version: i32,
}

impl Deciding<'_> {
    /// Of two who decide at once, the second is told; nobody decides of what he has not seen.
    async fn lock(
        &self,
        connection: &mut PgConnection,
    ) -> sqlx::Result<Result<Registration, Refusal>> {
        Ok(match store::lock(connection, self.whose, self.id).await? {
            None => Err(Refusal::NotFound),
            Some(before) if before.state != State::Submitted || before.version != self.version => {
                Err(Refusal::NotNow)
            }
            Some(before) => Ok(before),
        })
    }
}

/// Returned with a word on what to mend, or refused with a reason.
pub async fn answer(
    deciding: Deciding<'_>,
    state: State,
    word: &str,
) -> Result<Result<(), Refusal>, Failure> {
    let mut tx = deciding.pool.begin().await?;
    let before = match deciding.lock(&mut tx).await? {
        Ok(before) => before,
        Err(refusal) => return Ok(Err(refusal)),
    };
    store::answer(&mut tx, before.id, state, word).await?;
    let changes = Changes::default()
        .field("state", Some(before.state.code()), Some(state.code()))
        .field("word", before.word.as_deref(), Some(word));
    record(
        &mut tx,
        &deciding.viewer.actor(),
        Act::Change,
        (before.id, &before.application),
        changes,
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// The organisation, the account and the registration together, or none of them.
pub async fn admit(
    deciding: Deciding<'_>,
    party: Party,
) -> Result<Result<OrganisationId, Refusal>, Failure> {
    let mut tx = deciding.pool.begin().await?;
    let before = match deciding.lock(&mut tx).await? {
        Ok(before) => before,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let organisation = match party {
        Party::New => found(&mut tx, deciding.viewer, &before.application).await?,
        Party::Known(id) => join(&mut tx, deciding.whose, &before.application, id).await?,
    };
    let organisation = match organisation {
        Ok(organisation) => organisation,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let user = match open_account(&mut tx, deciding.viewer, &before, organisation).await? {
        Ok(user) => user,
        Err(refusal) => return Ok(Err(refusal)),
    };
    store::admit(&mut tx, before.id, organisation, user).await?;
    let changes = Changes::default()
        .field("state", Some(before.state.code()), Some(State::Admitted.code()))
        .field("organisation", None, Some(&organisation.to_string()))
        .field("user", None, Some(&user.to_string()));
    record(
        &mut tx,
        &deciding.viewer.actor(),
        Act::Change,
        (before.id, &before.application),
        changes,
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(organisation))
}

/// A party that is new here. Its telephone is known to its own people and the officers until it is published.
async fn found(
    connection: &mut PgConnection,
    viewer: &Viewer,
    application: &Application,
) -> sqlx::Result<Result<OrganisationId, Refusal>> {
    let legal = &application.legal;
    let facts = Facts {
        contact_name: Some(application.contact_name.clone()),
        contact_phone: Some(application.login.clone()),
        ..Facts::default()
    };
    let id =
        match organisations::store::profile::insert(connection, legal.kind.side(), legal, &facts)
            .await
        {
            Err(error) if refused_by(&error, "organisations_credit_code_is_unique") => {
                return Ok(Err(Refusal::CodeIsTaken));
            }
            inserted => inserted?,
        };
    let changes = Changes::default()
        .field("name", None, Some(&legal.name))
        .field("kind", None, Some(legal.kind.code()))
        .field("credit_code", None, legal.credit_code.as_deref())
        .field("division", None, Some(legal.division_code.as_str()));
    let actor = viewer.actor();
    let event = NewEvent::new(&actor, Act::Create, Noun::Organisations, id, &*legal.name)
        .with(changes)
        .on_behalf_of(id);
    audit::store::record(connection, &event).await?;
    Ok(Ok(id))
}

/// One that is here already: within the officer's scope, on the same side, and of no other code.
async fn join(
    connection: &mut PgConnection,
    whose: &Whose,
    application: &Application,
    id: OrganisationId,
) -> sqlx::Result<Result<OrganisationId, Refusal>> {
    let reach =
        organisations::model::profile::Whose { banner: whose.banner.clone(), ..Default::default() };
    let known = organisations::store::profile::lock(connection, &reach, id).await?;
    Ok(known
        .filter(|known| may_join(application, known))
        .map(|known| known.id)
        .ok_or(Refusal::OtherParty))
}

/// Whether a registration can be this party's.
pub fn may_join(application: &Application, known: &Own) -> bool {
    let (asked, kept) = (&application.legal, &known.legal);
    let is_other_code = asked.credit_code.is_some()
        && kept.credit_code.is_some()
        && asked.credit_code != kept.credit_code;
    asked.kind.side() == kept.kind.side() && !is_other_code
}

async fn open_account(
    connection: &mut PgConnection,
    viewer: &Viewer,
    registration: &Registration,
    organisation: OrganisationId,
) -> sqlx::Result<Result<UserId, Refusal>> {
    let application = &registration.application;
    let password = store::password_hash(connection, registration.id).await?;
    let user = NewUser {
        login: application.login.clone(),
        name: application.contact_name.clone(),
        role: application.role(),
        scope: Scope::Organisation(organisation),
    };
    let id = match identity::store::insert(connection, &user, password.as_deref()).await {
        Err(error) if refused_by(&error, "users_login_is_unique") => {
            return Ok(Err(Refusal::LoginIsTaken));
        }
        inserted => inserted?,
    };
    let changes = Changes::default()
        .field("name", None, Some(&user.name))
        .field("role", None, Some(user.role.code()))
        .field("scope", None, user.scope.code().as_deref());
    let actor = viewer.actor();
    let event = NewEvent::new(&actor, Act::Create, Noun::Users, id, masked(&user.login))
        .with(changes)
        .on_behalf_of(organisation);
    audit::store::record(connection, &event).await?;
    Ok(Ok(id))
}

async fn record(
    connection: &mut PgConnection,
    actor: &Actor,
    act: Act,
    (id, application): (RegistrationId, &Application),
    changes: Changes,
) -> sqlx::Result<()> {
    let event =
        NewEvent::new(actor, act, Noun::Registrations, id, &*application.legal.name).with(changes);
    audit::store::record(connection, &event).await
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
