//! Applying, deciding, publishing. One transaction each: lock, rule, write, step, message, trail.

mod applying;
mod deciding;
mod publishing;
mod words;

pub use applying::{Applying, apply, change, withdraw};
pub use publishing::publish;

use super::{model, store};
use crate::{
    audit::{
        self,
        model::{Act, Changes, NewEvent},
    },
    exhibitors::model::{ExhibitorState, trail::EXHIBITORS},
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
    /// Not from the state it is in, or not by this person.
    #[error("not from the state it is in, or not by this person")]
    WrongState,
    /// The edition takes no applications, or nothing is decided of it any more.
    #[error("the edition is closed to it")]
    Closed,
    /// Somebody changed it meanwhile: what is kept now.
    #[error("changed meanwhile")]
    Conflict(Box<model::Application>),
    /// There is one already.
    #[error("there is an application already: {0}")]
    AlreadyExists(ExhibitorId),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Whom a step is about.
struct Applicant<'a> {
    id: ExhibitorId,
    organisation: OrganisationId,
    name: &'a str,
    edition: i16,
}

/// An application and the edition it is to: nobody changes either until the transaction ends, nor
/// who stands in which booth.
async fn lock_with_edition(
    connection: &mut PgConnection,
    scope: &model::Filter,
    id: ExhibitorId,
) -> sqlx::Result<Option<model::Application>> {
    let Some(seen) = store::find(&mut *connection, scope, id).await? else { return Ok(None) };
    planning::lock(connection, seen.edition).await?;
    store::lock(connection, scope, id).await
}

/// A step that was taken: noted, told to the applicant if there is something to tell, and in the
/// trail.
async fn take_step(
    connection: &mut PgConnection,
    viewer: &Viewer,
    applicant: &Applicant<'_>,
    (before, after): (Option<ExhibitorState>, ExhibitorState),
    (note, changes): (Option<&str>, Changes),
) -> sqlx::Result<()> {
    store::note_step(connection, applicant.id, after, note).await?;
    tell(
        connection,
        (applicant.organisation, applicant.id),
        applicant.edition,
        ((before, after), note),
    )
    .await?;
    let changes = changes
        .field("state", before.map(|state| state.code()), Some(after.code()))
        .field("word", None, note);
    let act = if before.is_none() { Act::Create } else { Act::Change };
    record(connection, viewer, applicant, (act, changes)).await
}

/// What became of an application, said to who applied.
pub async fn tell(
    connection: &mut PgConnection,
    (organisation, id): (OrganisationId, ExhibitorId),
    edition: i16,
    (step, note): ((Option<ExhibitorState>, ExhibitorState), Option<&str>),
) -> sqlx::Result<()> {
    if let Some(message) = message((organisation, id), edition, (step, note)) {
        messages::store::send(connection, &message).await?;
    }
    Ok(())
}

fn message(
    (organisation, id): (OrganisationId, ExhibitorId),
    edition: i16,
    (step, note): ((Option<ExhibitorState>, ExhibitorState), Option<&str>),
) -> Option<NewMessage> {
    let (subject, body) = words::of(step, edition, note)?;
    let to = To::Organisation(organisation);
    Some(NewMessage { to, subject, body, path: Some(model::own_path(id)) })
}

async fn record(
    connection: &mut PgConnection,
    viewer: &Viewer,
    applicant: &Applicant<'_>,
    (act, changes): (Act, Changes),
) -> sqlx::Result<()> {
    let actor = viewer.actor();
    audit::store::record(
        connection,
        &NewEvent::new(&actor, act, &EXHIBITORS, applicant.id, applicant.name).with(changes),
    )
    .await
}
