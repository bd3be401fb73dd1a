//! Promises entered, changed while they are drafts, and signed.

use super::{Refusal, Ruled, locked, record};
use crate::{
    audit::model::{Act, Changes},
    identity::model::Viewer,
    projects::store::deals,
    promises::model::{Draft, Paper, Promise, Said},
    submissions::{self, model::Submission},
    values::ids::Seen,
};
use chrono::NaiveDate;
use sqlx::{PgConnection, PgPool};

/// A form sent twice makes one draft.
pub async fn enter<P: Ruled>(
    pool: &PgPool,
    viewer: &Viewer,
    draft: &Draft<P::Terms>,
    form: &Submission,
) -> Result<P::Id, Refusal<P::Fault>> {
    let mut tx = pool.begin().await?;
    if let Some(id) = submissions::store::claim(&mut tx, P::RECORD.code, form).await? {
        return Ok(id.into());
    }
    check::<P>(&mut tx, viewer, &draft.paper, &draft.terms).await?;
    let id = P::insert(&mut tx, draft).await.map_err(P::refused)?;
    submissions::store::complete(&mut tx, P::RECORD.code, form, id.into()).await?;
    let changes = differences::<P>(None, draft).field("state", None, Some("draft"));
    record::<P>(&mut tx, viewer, Act::Create, (id, &draft.paper), changes).await?;
    tx.commit().await?;
    Ok(id)
}

pub async fn change<P: Ruled>(
    pool: &PgPool,
    viewer: &Viewer,
    draft: &Draft<P::Terms>,
    seen: Seen<P::Id>,
) -> Result<(), Refusal<P::Fault>> {
    let mut tx = pool.begin().await?;
    let before: P = locked_draft(&mut tx, viewer, seen).await?;
    check::<P>(&mut tx, viewer, &draft.paper, &draft.terms).await?;
    let changes = differences(Some(&before), draft);
    if !changes.is_empty() {
        P::update(&mut tx, before.id(), draft).await.map_err(P::refused)?;
        record::<P>(&mut tx, viewer, Act::Change, (before.id(), &draft.paper), changes).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Signed by both parties: from now on it is public and counts, from its signing day.
pub async fn sign<P: Ruled>(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<P::Id>,
    today: NaiveDate,
) -> Result<(), Refusal<P::Fault>> {
    let mut tx = pool.begin().await?;
    let draft: P = locked_draft(&mut tx, viewer, seen).await?;
    let (id, paper) = (draft.id(), draft.paper());
    if paper.signed_on > today {
        return Err(Refusal::NotYet);
    }
    check::<P>(&mut tx, viewer, paper, draft.terms()).await?;
    draft.check_signing(&mut tx, today).await?;
    P::mark_signed(&mut tx, id, paper).await?;
    let changes = Changes::default().field("state", Some(draft.state()), Some("signed"));
    record::<P>(&mut tx, viewer, Act::Change, (id, paper), changes).await?;
    tx.commit().await?;
    Ok(())
}

async fn locked_draft<P: Ruled>(
    connection: &mut PgConnection,
    viewer: &Viewer,
    seen: Seen<P::Id>,
) -> Result<P, Refusal<P::Fault>> {
    let record: P = locked(connection, viewer, seen).await?;
    if record.is_draft() { Ok(record) } else { Err(Refusal::WrongState) }
}

/// Whether these parties can promise this, and whether this viewer may enter it.
async fn check<P: Ruled>(
    connection: &mut PgConnection,
    viewer: &Viewer,
    paper: &Paper,
    terms: &P::Terms,
) -> Result<(), Refusal<P::Fault>> {
    if let Some((side, party, fault)) = paper.parties().fault() {
        return Err(Refusal::Party(side, party.name.clone(), fault));
    }
    if viewer.scope.banner().is_some_and(|own| paper.banner() != Some(own)) {
        return Err(Refusal::OtherBanner);
    }
    P::check(connection, paper, terms).await
}

/// Whether it can come from the project that it names.
pub async fn check_project<Fault>(
    connection: &mut PgConnection,
    paper: &Paper,
) -> Result<(), Refusal<Fault>> {
    let Some(id) = paper.project_id else { return Ok(()) };
    let project = deals::released(connection, id).await?.ok_or(Refusal::ProjectIsGone)?;
    match project.fault(paper.buyer.id, paper.supplier.id, paper.signed_on) {
        Some(fault) => Err(Refusal::Project(fault)),
        None => Ok(()),
    }
}

fn differences<P: Promise>(before: Option<&P>, draft: &Draft<P::Terms>) -> Changes {
    let said =
        |paper: &Paper, terms: &P::Terms| -> Vec<Said> { [paper.said(), P::said(terms)].concat() };
    let was = before.map(|before| said(before.paper(), before.terms()));
    let now = said(&draft.paper, &draft.terms).into_iter().enumerate();
    now.fold(Changes::default(), |changes, (at, (field, now))| {
        let was = was.as_ref().and_then(|was| was[at].1.as_deref());
        changes.field(field, was, now.as_deref())
    })
}
