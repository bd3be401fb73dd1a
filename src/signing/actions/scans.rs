//! The scan of a deal attached or replaced, and the day by which it is promised.

use super::{Refusal, labelled, record};
use crate::{
    audit::model::{Act, Changes},
    files::{
        self,
        model::{FileCode, Kept, Scan},
    },
    identity::model::Viewer,
    projects::{
        model::deal::{CeremonyState, Deal},
        store::deals,
    },
    submissions::{self, model::Submission},
    values::ids::{OrganisationId, ProjectId, Seen},
};
use chrono::NaiveDate;
use sqlx::{PgConnection, PgPool};

/// The name of the form among the submissions.
const KIND: &str = "project_scans";

/// A scan as it was sent.
pub struct NewScan<'a> {
    pub file: &'a Kept,
    /// The attached scan that the page showed: this one replaces it.
    pub seen: Option<FileCode>,
}

/// A form sent twice attaches one scan. The lead supplier owns it; the former scan is removed.
pub async fn attach(
    pool: &PgPool,
    viewer: &Viewer,
    id: ProjectId,
    new: &NewScan<'_>,
    form: &Submission,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    if submissions::store::claim(&mut tx, KIND, form).await?.is_some() {
        return Ok(());
    }
    let deal = signed(&mut tx, viewer, id).await?;
    let old = deals::scan(&mut *tx, id).await?;
    if old.as_ref().map(|old| &old.code) != new.seen.as_ref() {
        return Err(Refusal::OtherScan);
    }
    if !files::store::keep(&mut tx, new.file.id).await? {
        return Err(Refusal::FileIsGone);
    }
    // The supplier may have changed while the file was sent.
    files::store::hand_over(&mut tx, new.file.id, deal.parties.supplier.id).await?;
    deals::set_scan(&mut tx, id, new.file.id).await?;
    if let Some(old) = &old {
        files::store::remove(&mut tx, old.id).await?;
    }
    let (was, now) = (old.as_ref().map(Scan::name), Scan::from(new.file).name());
    let changes = Changes::default().field("scan", was.as_deref(), Some(&now));
    record(&mut tx, viewer, Act::Change, labelled(id, &deal.terms), changes).await?;
    submissions::store::complete(&mut tx, KIND, form, id.0).await?;
    tx.commit().await?;
    Ok(())
}

/// Another day for the scan of a released deal; `None`: no scan is promised. The form of a deal that
/// awaits release has the day among its fields.
pub async fn promise(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<ProjectId>,
    due: Option<NaiveDate>,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let id = seen.id;
    let deal = signed(&mut tx, viewer, id).await?;
    if deal.state != CeremonyState::Released || deals::scan(&mut *tx, id).await?.is_some() {
        return Err(Refusal::WrongState);
    }
    if deal.version != seen.version {
        return Err(Refusal::Conflict(Box::new(deal)));
    }
    let was = deal.terms.scan_due_on;
    if due != was {
        deals::set_scan_due(&mut tx, id, due).await?;
        let text = |day: Option<NaiveDate>| day.map(|day| day.to_string());
        let (was, now) = (text(was), text(due));
        let changes = Changes::default().field("scan_due_on", was.as_deref(), now.as_deref());
        record(&mut tx, viewer, Act::Change, labelled(id, &deal.terms), changes).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The scan belongs to the lead supplier, also after that has changed.
pub async fn follow_supplier(
    connection: &mut PgConnection,
    id: ProjectId,
    supplier: OrganisationId,
) -> sqlx::Result<()> {
    match deals::scan(&mut *connection, id).await? {
        Some(scan) => files::store::hand_over(connection, scan.id, supplier).await,
        None => Ok(()),
    }
}

/// Locked; neither planned nor void.
async fn signed(
    connection: &mut PgConnection,
    viewer: &Viewer,
    id: ProjectId,
) -> Result<Deal, Refusal> {
    let banner = viewer.scope.banner();
    let deal = deals::lock(connection, id, banner).await?.ok_or(Refusal::NotFound)?;
    if deal.takes_scan() { Ok(deal) } else { Err(Refusal::WrongState) }
}
