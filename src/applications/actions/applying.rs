//! The applicant's acts.

use super::{Applicant, Refusal, Step, lock_with_edition, record, take_step};
use crate::{
    applications::{
        model::{Application, Filter, Request},
        store,
    },
    audit::model::{Act, Changes},
    database::constraint::refused_by,
    exhibitors::{
        model::{
            ExhibitorState::{Applied, Declined, Withdrawn},
            trail::EXHIBITORS,
        },
        store::participation,
    },
    fairs::model::EditionState,
    hall::actions::seats,
    identity::model::Viewer,
    submissions::{self, model::Submission},
    values::ids::{EditionId, ExhibitorId, OrganisationId, Seen},
};
use chrono::NaiveDate;
use sqlx::{PgConnection, PgPool};

/// Who applies, and to which edition.
pub struct Applying<'a> {
    pub viewer: &'a Viewer,
    pub organisation: OrganisationId,
    pub edition: EditionId,
    pub today: NaiveDate,
}

/// A form sent twice creates one application. A declined or withdrawn one starts over.
pub async fn apply(
    pool: &PgPool,
    applying: &Applying<'_>,
    request: &Request,
    form: &Submission,
) -> Result<ExhibitorId, Refusal> {
    match write_new(pool, applying, request, form).await {
        // Two forms at once: the first has created it.
        Err(Refusal::Database(error)) if refused_by(&error, "exhibitors_take_part_once") => {
            let own = store::own_of(pool, applying.organisation, applying.edition).await?;
            Err(own.map_or(Refusal::NotFound, Refusal::AlreadyExists))
        }
        done => done,
    }
}

async fn write_new(
    pool: &PgPool,
    applying: &Applying<'_>,
    request: &Request,
    form: &Submission,
) -> Result<ExhibitorId, Refusal> {
    let mut tx = pool.begin().await?;
    if let Some(id) = submissions::store::claim(&mut tx, EXHIBITORS.code, form).await? {
        return Ok(ExhibitorId(id));
    }
    match store::hold_edition(&mut tx, applying.edition).await? {
        Some(EditionState::ApplicationsOpen) => {}
        Some(_) => return Err(Refusal::Closed),
        None => return Err(Refusal::NotFound),
    }
    let before = store::lock_own(&mut tx, applying.organisation, applying.edition).await?;
    let id = match before {
        None => {
            participation::insert(&mut tx, applying.organisation, applying.edition, applying.today)
                .await?
        }
        Some((id, Declined | Withdrawn)) => {
            participation::apply_again(&mut tx, id, applying.today).await?;
            id
        }
        Some((id, _)) => return Err(Refusal::AlreadyExists(id)),
    };
    store::write(&mut tx, id, request, true).await?;
    submissions::store::complete(&mut tx, EXHIBITORS.code, form, id.0).await?;
    let written =
        store::find(&mut *tx, &own(applying.organisation), id).await?.ok_or(Refusal::NotFound)?;
    let before = before.map(|(_, state)| state);
    let step = Step { before, after: Applied, note: None };
    let changes = differences(&Vec::new(), &fields(&mut tx, &written).await?);
    take_step(&mut tx, applying.viewer, &applicant(&written), step, changes).await?;
    tx.commit().await?;
    Ok(id)
}

fn own(organisation: OrganisationId) -> Filter {
    Filter { organisation: Some(organisation), ..Filter::default() }
}

fn applicant(application: &Application) -> Applicant<'_> {
    Applicant {
        id: application.id,
        organisation: application.organisation_id,
        name: &application.organisation,
        edition: application.edition,
    }
}

/// The fields of an application, by their names in the trail.
type Fields = Vec<(&'static str, Option<String>)>;

async fn fields(connection: &mut PgConnection, application: &Application) -> sqlx::Result<Fields> {
    let shown = store::shown(connection, application.id).await?;
    let products: Vec<String> =
        shown.iter().map(|shown| format!("{} {}", shown.name, shown.price.normalize())).collect();
    let asked = application.asked.as_ref();
    Ok(vec![
        ("zone", asked.and_then(|asked| asked.zone.clone())),
        ("contact_name", asked.map(|asked| asked.contact_name.clone())),
        ("contact_phone", asked.map(|asked| asked.contact_phone.clone())),
        ("note", asked.and_then(|asked| asked.note.clone())),
        ("products", Some(products.join("; ")).filter(|products| !products.is_empty())),
    ])
}

fn differences(before: &Fields, after: &Fields) -> Changes {
    let was = |name: &str| {
        before.iter().find(|(of, _)| *of == name).and_then(|(_, value)| value.as_deref())
    };
    after.iter().fold(Changes::default(), |changes, (name, value)| {
        changes.field(name, was(name), value.as_deref())
    })
}

/// `seen`: as the applicant edited it.
pub async fn change(
    pool: &PgPool,
    viewer: &Viewer,
    organisation: OrganisationId,
    seen: Seen<ExhibitorId>,
    request: &Request,
) -> Result<(), Refusal> {
    let id = seen.id;
    let mut tx = pool.begin().await?;
    let before = held(&mut tx, organisation, id).await?;
    if before.asked.as_ref().is_some_and(|asked| asked.version != seen.version) {
        return Err(Refusal::Conflict(Box::new(before)));
    }
    let was = fields(&mut tx, &before).await?;
    store::write(&mut tx, id, request, false).await?;
    let after = store::find(&mut *tx, &own(organisation), id).await?.ok_or(Refusal::NotFound)?;
    let changes = differences(&was, &fields(&mut tx, &after).await?);
    if !changes.is_empty() {
        record(&mut tx, viewer, &applicant(&after), Act::Change, changes).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Possible until the applicant has checked in; releases the booth. `why`: required once somebody
/// has acted on it.
pub async fn withdraw(
    pool: &PgPool,
    viewer: &Viewer,
    organisation: OrganisationId,
    id: ExhibitorId,
    why: Option<&str>,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let before =
        lock_with_edition(&mut tx, &own(organisation), id).await?.ok_or(Refusal::NotFound)?;
    if !before.may_be_withdrawn() || (before.state != Applied && why.is_none()) {
        return Err(Refusal::WrongState);
    }
    participation::set_state(&mut tx, id, Withdrawn).await?;
    seats::vacate(&mut tx, viewer, id).await?;
    let step = Step { before: Some(before.state), after: Withdrawn, note: why };
    take_step(&mut tx, viewer, &applicant(&before), step, Changes::default()).await?;
    tx.commit().await?;
    Ok(())
}

/// The applicant's own application that nobody has acted on, locked until the transaction ends.
async fn held(
    connection: &mut PgConnection,
    organisation: OrganisationId,
    id: ExhibitorId,
) -> Result<Application, Refusal> {
    let seen =
        store::find(&mut *connection, &own(organisation), id).await?.ok_or(Refusal::NotFound)?;
    // Lock order, as everywhere: the edition before the application.
    let edition = store::hold_edition(connection, seen.edition_id).await?;
    let application =
        store::lock(connection, &own(organisation), id).await?.ok_or(Refusal::NotFound)?;
    match (application.state, edition) {
        (Applied, Some(EditionState::ApplicationsOpen)) => Ok(application),
        (Applied, _) => Err(Refusal::Closed),
        _ => Err(Refusal::WrongState),
    }
}
