//! Applying, deciding, publishing. One transaction each: lock, rule, write, step, message, trail.

mod applying;
mod deciding;
mod publishing;
mod words;

pub use applying::{Applying, apply, change, withdraw};
pub use publishing::publish;
pub use words::Step;

use super::{model, store};
use crate::{
    audit::{
        self,
        model::{Act, Changes, NewEvent},
    },
    exhibitors::model::trail::EXHIBITORS,
    fairs::store::planning,
    identity::model::Viewer,
    messages::{
        self,
        model::{NewMessage, To},
    },
    values::ids::{ExhibitorId, OrganisationId},
};
use sqlx::PgConnection;

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("no such application")]
    NotFound,
    /// Its state, or the rights of this user, do not allow this.
    #[error("not from the state it is in, or not by this person")]
    WrongState,
    /// The edition takes no applications, or no more decisions.
    #[error("the edition is closed to it")]
    Closed,
    /// Somebody changed it meanwhile: the stored version.
    #[error("changed meanwhile")]
    Conflict(Box<model::Application>),
    /// The organisation already has an application.
    #[error("there is an application already: {0}")]
    AlreadyExists(ExhibitorId),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// The applicant of a step.
struct Applicant<'a> {
    id: ExhibitorId,
    organisation: OrganisationId,
    name: &'a str,
    edition: i16,
}

/// The application, locked until the transaction ends. The lock on its edition also covers the
/// booth assignments.
async fn lock_with_edition(
    connection: &mut PgConnection,
    scope: &model::Filter,
    id: ExhibitorId,
) -> sqlx::Result<Option<model::Application>> {
    let Some(seen) = store::find(&mut *connection, scope, id).await? else { return Ok(None) };
    planning::lock(connection, seen.edition).await?;
    store::lock(connection, scope, id).await
}

/// Records a step, tells the applicant if there is something to tell, and writes the trail.
async fn take_step(
    connection: &mut PgConnection,
    viewer: &Viewer,
    applicant: &Applicant<'_>,
    step: Step<'_>,
    changes: Changes,
) -> sqlx::Result<()> {
    store::note_step(connection, applicant.id, step.after, step.note).await?;
    tell(connection, applicant.organisation, applicant.id, applicant.edition, step).await?;
    let changes = changes
        .field("state", step.before.map(|state| state.code()), Some(step.after.code()))
        .field("word", None, step.note);
    let act = if step.before.is_none() { Act::Create } else { Act::Change };
    record(connection, viewer, applicant, act, changes).await
}

/// Tells the applicant the result of a step.
pub async fn tell(
    connection: &mut PgConnection,
    organisation: OrganisationId,
    id: ExhibitorId,
    edition: i16,
    step: Step<'_>,
) -> sqlx::Result<()> {
    if let Some(message) = message(organisation, id, edition, step) {
        messages::store::send(connection, &message).await?;
    }
    Ok(())
}

fn message(
    organisation: OrganisationId,
    id: ExhibitorId,
    edition: i16,
    step: Step<'_>,
) -> Option<NewMessage> {
    let (subject, body) = words::of(step, edition)?;
    let to = To::Organisation(organisation);
    Some(NewMessage { to, subject, body, path: Some(model::own_path(id)) })
}

async fn record(
    connection: &mut PgConnection,
    viewer: &Viewer,
    applicant: &Applicant<'_>,
    act: Act,
    changes: Changes,
) -> sqlx::Result<()> {
    let actor = viewer.actor();
    audit::store::record(
        connection,
        &NewEvent::new(&actor, act, &EXHIBITORS, applicant.id, applicant.name).with(changes),
    )
    .await
}
