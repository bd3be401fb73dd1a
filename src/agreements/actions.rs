//! What the office asks of an agreement, and what it corrects in a signed one.

use super::{
    model::{record::AgreementRecord, terms::Terms},
    store,
};
use crate::{
    audit::model::{Act, Changes},
    database::constraint::refused_by,
    identity::model::Viewer,
    projects::model::source::{Source, SourceFault},
    promises::{
        actions::{self, Ruled, check_project, locked, record},
        model::{Paper, Promise},
        store::Kept,
    },
    values::ids::{AgreementId, ProjectId, Seen},
};
use chrono::NaiveDate;
use sqlx::{PgConnection, PgPool};

pub type Refusal = actions::Refusal<Fault>;

#[derive(Debug)]
pub enum Fault {
    /// The agreement that it names cannot be renewed by it.
    Renewal(SourceFault),
    /// That agreement is renewed already, or was voided meanwhile.
    NotRenewable,
}

impl Ruled for AgreementRecord {
    type Fault = Fault;

    async fn check(
        connection: &mut PgConnection,
        paper: &Paper,
        terms: &Terms,
    ) -> Result<(), Refusal> {
        check_project::<Fault>(&mut *connection, paper).await?;
        check_renewal(connection, paper, terms).await
    }

    /// When the latest contract under it was signed.
    async fn last_used_on(
        &self,
        connection: &mut PgConnection,
        today: NaiveDate,
    ) -> sqlx::Result<Option<NaiveDate>> {
        Ok(store::called(connection, self.id, today).await?.latest_on)
    }

    /// It stays in its state.
    fn state_when_void(&self) -> Option<&'static str> {
        Some(self.state())
    }

    async fn has_followers(&self, connection: &mut PgConnection) -> sqlx::Result<bool> {
        Ok(self.renewed_by_id.is_some() || store::has_contracts(connection, self.id).await?)
    }

    fn refused(error: sqlx::Error) -> Refusal {
        if refused_by(&error, "framework_agreements_number_is_unique") {
            Refusal::NumberIsTaken
        } else if refused_by(&error, "framework_agreements_are_renewed_once") {
            Refusal::Own(Fault::NotRenewable)
        } else {
            error.into()
        }
    }
}

async fn check_renewal(
    connection: &mut PgConnection,
    paper: &Paper,
    terms: &Terms,
) -> Result<(), Refusal> {
    let Some(id) = terms.renews_id else { return Ok(()) };
    let earlier = AgreementRecord::lock(connection, id, None).await?;
    let earlier = earlier.filter(|earlier| !earlier.is_void() && !earlier.is_draft());
    let earlier = earlier.ok_or(Refusal::Own(Fault::NotRenewable))?.paper;
    let earlier = Source {
        id,
        number: earlier.number,
        title: earlier.title,
        buyer_id: earlier.buyer.id,
        supplier_id: earlier.supplier.id,
        signed_on: earlier.signed_on,
    };
    match earlier.fault(paper.buyer.id, paper.supplier.id, paper.signed_on) {
        Some(fault) => Err(Refusal::Own(Fault::Renewal(fault))),
        None => Ok(()),
    }
}

/// Corrects what a signed agreement comes from. Its contracts, deliveries and payments follow it,
/// in one transaction with it.
pub async fn relink(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<AgreementId>,
    project: Option<ProjectId>,
    reason: &str,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let before: AgreementRecord = locked(&mut tx, viewer, seen).await?;
    if before.is_draft() {
        return Err(Refusal::WrongState);
    }
    let paper = Paper { project_id: project, ..before.paper.clone() };
    check_project::<Fault>(&mut tx, &paper).await?;
    if project != before.paper.project_id {
        store::set_project(&mut tx, before.id, project).await?;
        let number = |id: Option<ProjectId>| id.map(|id| id.to_string());
        let (was, now) = (number(before.paper.project_id), number(project));
        let changes = Changes::default().field("project", was.as_deref(), now.as_deref()).field(
            "reason",
            None,
            Some(reason),
        );
        record::<AgreementRecord>(&mut tx, viewer, Act::Change, (before.id, &paper), changes)
            .await?;
    }
    tx.commit().await?;
    Ok(())
}
