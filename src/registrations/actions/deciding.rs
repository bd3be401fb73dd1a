//! Returning, refusing and admitting: who is admitted gets an organisation and an account.

use super::{Refusal, record};
use crate::{
    audit::{
        self,
        model::{Act, Changes, Labelled, NewEvent, records::Record},
    },
    database::constraint::refused_by,
    identity::{
        self,
        model::{NewUser, Viewer, role::Scope, trail::USERS},
    },
    messages::model::NewMessage,
    organisations::{
        self,
        model::{
            profile::{Facts, OwnProfile},
            trail::ORGANISATIONS,
        },
    },
    registrations::{
        model::{
            Application, Party, Registration, RegistrationScope, State,
            rights::REVIEW_REGISTRATIONS, trail::REGISTRATIONS,
        },
        store,
    },
    reviews::{
        actions::{Reviewable, Reviewer},
        model::Decision,
    },
    values::{
        ids::{OrganisationId, RegistrationId, Seen, UserId},
        telephone::masked,
    },
};
use sqlx::PgConnection;

impl Reviewable for Registration {
    type Id = RegistrationId;
    type State = State;
    const RECORD: &'static Record = &REGISTRATIONS;
    const NOTE: &'static str = "word";

    async fn lock(
        connection: &mut PgConnection,
        viewer: &Viewer,
        id: RegistrationId,
    ) -> sqlx::Result<Option<Self>> {
        store::lock(connection, &RegistrationScope::reviewed_by(viewer), id).await
    }

    fn id(&self) -> RegistrationId {
        self.id
    }

    fn version(&self) -> i32 {
        self.version
    }

    fn state(&self) -> State {
        self.state
    }

    fn note(&self) -> Option<&str> {
        self.word.as_deref()
    }

    fn label(&self) -> String {
        self.application.legal.name.clone()
    }

    /// Admitting needs an organisation: see `admit`.
    fn after(&self, viewer: &Viewer, decision: Decision<'_>) -> Option<State> {
        let may = viewer.may(REVIEW_REGISTRATIONS) && self.state == State::Submitted;
        match decision {
            Decision::Return(_) => may.then_some(State::Returned),
            Decision::Refuse(_) => may.then_some(State::Refused),
            _ => None,
        }
    }

    async fn write(
        &self,
        connection: &mut PgConnection,
        _: &Reviewer<'_>,
        decision: Decision<'_>,
        after: State,
    ) -> sqlx::Result<()> {
        store::answer(connection, self.id, after, decision.note().unwrap_or_default()).await
    }

    /// The sender has no account and reads the result under the private link.
    fn message(&self, _: Decision<'_>, _: State) -> Option<NewMessage> {
        None
    }
}

/// Writes the organisation, the account and the registration in one transaction. `WrongState`: it
/// was decided or changed since it was seen.
pub async fn admit(
    reviewer: &Reviewer<'_>,
    seen: Seen<RegistrationId>,
    party: Party,
) -> Result<(), Refusal> {
    let (mut tx, viewer) = (reviewer.pool.begin().await?, reviewer.viewer);
    let before = Registration::lock(&mut tx, viewer, seen.id).await?.ok_or(Refusal::NotFound)?;
    if before.state != State::Submitted || before.version != seen.version {
        return Err(Refusal::WrongState);
    }
    let organisation = match party {
        Party::New => found(&mut tx, viewer, &before.application).await?,
        Party::Known(id) => join(&mut tx, viewer, &before.application, id).await?,
    };
    let user = open_account(&mut tx, viewer, &before, organisation).await?;
    store::admit(&mut tx, before.id, organisation, user).await?;
    let changes = Changes::default()
        .field("state", Some(before.state.code()), Some(State::Admitted.code()))
        .field("organisation", None, Some(&organisation.to_string()))
        .field("user", None, Some(&user.to_string()));
    let of = Labelled { id: before.id, label: &before.application.legal.name };
    record(&mut tx, &viewer.actor(), Act::Change, of, changes).await?;
    tx.commit().await?;
    Ok(())
}

/// A new organisation. Only its users and the officers see its telephone until it is published.
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
    let event = NewEvent::new(&actor, Act::Create, &ORGANISATIONS, id, &*legal.name)
        .with(changes)
        .on_behalf_of(id);
    audit::store::record(connection, &event).await?;
    Ok(id)
}

/// An existing organisation: in the officer's scope, of the same side, without another code.
async fn join(
    connection: &mut PgConnection,
    viewer: &Viewer,
    application: &Application,
    id: OrganisationId,
) -> Result<OrganisationId, Refusal> {
    let reach = organisations::model::profile::ProfileScope {
        banner: viewer.scope.banner().cloned(),
        ..Default::default()
    };
    let known = organisations::store::profile::lock(connection, &reach, id).await?;
    known
        .filter(|known| may_join(application, known))
        .map(|known| known.id)
        .ok_or(Refusal::OtherParty)
}

/// Whether a registration can belong to this organisation.
pub fn may_join(application: &Application, known: &OwnProfile) -> bool {
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
    let event = NewEvent::new(&actor, Act::Create, &USERS, id, masked(&user.login))
        .with(changes)
        .on_behalf_of(organisation);
    audit::store::record(connection, &event).await?;
    Ok(id)
}
