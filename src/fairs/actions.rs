//! Editions: planned, changed and moved to the next state. One transaction each: lock, rule, write,
//! trail.

use super::{
    model::planning::{Missing, Plan, Planned, Step},
    store::planning,
};
use crate::{
    audit::{
        self,
        model::{Act, Changes, Labelled, NewEvent},
    },
    database::constraint::refused_by,
    fairs::model::trail::EDITIONS,
    hall,
    identity::model::Viewer,
    submissions::{self, model::Submission},
    values::ids::EditionId,
};
use sqlx::{PgConnection, PgPool};

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// There is an edition of this number.
    #[error("an edition of this number is there already")]
    AlreadyExists,
    /// Somebody saved it meanwhile: the stored version.
    #[error("saved meanwhile")]
    Conflict(Box<Planned>),
    /// Not from the state it is in.
    #[error("not from the state it is in")]
    WrongState,
    #[error("missing: {0:?}")]
    Missing(Missing),
    #[error("no such edition")]
    NotFound,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// A new edition, and the edition whose hall is copied.
pub struct New<'a> {
    pub ordinal: i16,
    pub plan: &'a Plan,
    pub copied_from: Option<i16>,
    pub form: &'a Submission,
}

/// A draft, with a copy of the zones and booths of an earlier edition. One form makes one edition,
/// however often it is sent.
pub async fn create(pool: &PgPool, viewer: &Viewer, new: &New<'_>) -> Result<i16, Refusal> {
    let mut tx = pool.begin().await?;
    if let Some(id) = submissions::store::claim(&mut tx, EDITIONS.code, new.form).await? {
        let made = planning::ordinal_of(&mut *tx, EditionId(id)).await?;
        return made.ok_or(Refusal::NotFound);
    }
    let source = match new.copied_from {
        None => None,
        Some(ordinal) => Some(planning::find(&mut *tx, ordinal).await?.ok_or(Refusal::NotFound)?),
    };
    let id = match planning::insert(&mut tx, new.ordinal, new.plan).await {
        Err(error) if refused_by(&error, "editions_ordinal_is_unique") => {
            return Err(Refusal::AlreadyExists);
        }
        inserted => inserted?,
    };
    submissions::store::complete(&mut tx, EDITIONS.code, new.form, id.0).await?;
    let mut changes = differences(None, new.plan);
    if let Some(source) = source {
        let booths = hall::store::insertion::copy(&mut tx, source.id, id).await?;
        changes = changes.field("hall", None, Some(&format!("{} × {booths}", source.plan.name)));
    }
    let of = Labelled { id: new.ordinal, label: &new.plan.name };
    record(&mut tx, viewer, Act::Create, of, changes).await?;
    tx.commit().await?;
    Ok(new.ordinal)
}

/// `version`: the one that the organiser started from.
pub async fn update(
    pool: &PgPool,
    viewer: &Viewer,
    ordinal: i16,
    version: i32,
    plan: &Plan,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let before = planning::lock(&mut tx, ordinal).await?.ok_or(Refusal::NotFound)?;
    if before.version != version {
        return Err(Refusal::Conflict(Box::new(before)));
    }
    // Public data stays as published.
    let wanting = Planned { plan: plan.clone(), ..before.clone() };
    let promised = Step::OpenApplications;
    let is_promised = before.state != promised.from() && before.missing(promised).is_none();
    if let Some(missing) = wanting.missing(promised).filter(|_| is_promised) {
        return Err(Refusal::Missing(missing));
    }
    let changes = differences(Some(&before.plan), plan);
    if !changes.is_empty() {
        planning::update(&mut tx, before.id, plan).await?;
        let of = Labelled { id: ordinal, label: &plan.name };
        record(&mut tx, viewer, Act::Change, of, changes).await?;
    }
    tx.commit().await?;
    Ok(())
}

pub async fn advance(
    pool: &PgPool,
    viewer: &Viewer,
    ordinal: i16,
    step: Step,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let before = planning::lock(&mut tx, ordinal).await?.ok_or(Refusal::NotFound)?;
    if before.state != step.from() {
        return Err(Refusal::WrongState);
    }
    if let Some(missing) = before.missing(step) {
        return Err(Refusal::Missing(missing));
    }
    planning::set_state(&mut tx, before.id, step.to()).await?;
    let changes =
        Changes::default().field("state", Some(before.state.code()), Some(step.to().code()));
    let of = Labelled { id: ordinal, label: &before.plan.name };
    record(&mut tx, viewer, Act::Change, of, changes).await?;
    tx.commit().await?;
    Ok(())
}

async fn record(
    connection: &mut PgConnection,
    viewer: &Viewer,
    act: Act,
    record: Labelled<'_, i16>,
    changes: Changes,
) -> sqlx::Result<()> {
    let actor = viewer.actor();
    audit::store::record(
        connection,
        &NewEvent::new(&actor, act, &EDITIONS, record.id, record.label).with(changes),
    )
    .await
}

fn differences(before: Option<&Plan>, after: &Plan) -> Changes {
    let text = |plan: &Plan| {
        [
            ("name", Some(plan.name.clone())),
            ("name_en", Some(plan.name_en.clone())),
            ("theme", plan.theme.clone()),
            ("theme_en", plan.theme_en.clone()),
            ("venue", plan.venue.clone()),
            ("venue_en", plan.venue_en.clone()),
            ("place", plan.place.as_ref().map(ToString::to_string)),
            ("held_in", Some(plan.held_in.format("%Y-%m").to_string())),
            ("starts_on", plan.starts_on.map(|day| day.to_string())),
            ("ends_on", plan.ends_on.map(|day| day.to_string())),
            ("opens_at", plan.opens_at.map(|time| time.to_string())),
            ("closes_at", plan.closes_at.map(|time| time.to_string())),
            ("last_day_closes_at", plan.last_day_closes_at.map(|time| time.to_string())),
        ]
    };
    let was = before.map(text);
    text(after).iter().enumerate().fold(Changes::default(), |changes, (n, (name, value))| {
        let before = was.as_ref().and_then(|was| was[n].1.as_deref());
        changes.field(name, before, value.as_deref())
    })
}
