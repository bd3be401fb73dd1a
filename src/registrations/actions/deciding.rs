//! Returned, refused or admitted; what is admitted becomes a party with an account.

use super::{Refusal, record};
use crate::{
    audit::{
        self,
        model::{Act, Changes, NewEvent, nouns::Noun},
    },
    database::constraint::refused_by,
    identity::{
        self,
        model::{NewUser, Viewer, role::Scope},
    },
    organisations::{
        self,
        model::profile::{Facts, Own},
    },
    registrations::{
        model::{Application, Party, Registration, State, Whose},
        store,
    },
    values::{
        ids::{OrganisationId, RegistrationId, UserId},
        telephone::masked,
    },
};
use sqlx::{PgConnection, PgPool};

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
    async fn lock(&self, connection: &mut PgConnection) -> Result<Registration, Refusal> {
        let before =
            store::lock(connection, self.whose, self.id).await?.ok_or(Refusal::NotFound)?;
        if before.state != State::Submitted || before.version != self.version {
            return Err(Refusal::NotNow);
        }
        Ok(before)
    }
}

/// Returned with a word on what to mend, or refused with a reason.
pub async fn answer(deciding: Deciding<'_>, state: State, word: &str) -> Result<(), Refusal> {
    let mut tx = deciding.pool.begin().await?;
    let before = deciding.lock(&mut tx).await?;
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
    Ok(())
}

/// The organisation, the account and the registration together, or none of them.
pub async fn admit(deciding: Deciding<'_>, party: Party) -> Result<OrganisationId, Refusal> {
    let mut tx = deciding.pool.begin().await?;
    let before = deciding.lock(&mut tx).await?;
    let organisation = match party {
        Party::New => found(&mut tx, deciding.viewer, &before.application).await?,
        Party::Known(id) => join(&mut tx, deciding.whose, &before.application, id).await?,
    };
    let user = open_account(&mut tx, deciding.viewer, &before, organisation).await?;
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
    Ok(organisation)
}

/// A party that is new here. Its telephone is known to its own people and the officers until it is
/// published.
async fn found(
    connection: &mut PgConnection,
    viewer: &Viewer,
    application: &Application,
) -> Result<OrganisationId, Refusal> {
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
                return Err(Refusal::CodeIsTaken);
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
    Ok(id)
}

/// One that is here already: within the officer's scope, on the same side, and of no other code.
async fn join(
    connection: &mut PgConnection,
    whose: &Whose,
    application: &Application,
    id: OrganisationId,
) -> Result<OrganisationId, Refusal> {
    let reach =
        organisations::model::profile::Whose { banner: whose.banner.clone(), ..Default::default() };
    let known = organisations::store::profile::lock(connection, &reach, id).await?;
    known
        .filter(|known| may_join(application, known))
        .map(|known| known.id)
        .ok_or(Refusal::OtherParty)
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
) -> Result<UserId, Refusal> {
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
            return Err(Refusal::LoginIsTaken);
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
    Ok(id)
}
