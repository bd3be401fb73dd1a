//! What an agreement comes from: a signed project, an earlier agreement.

use super::{Refusal, locked, record};
use crate::{
    agreements::{model::terms::Terms, store},
    audit::model::{Act, Changes},
    identity::model::Viewer,
    projects::{
        model::{deal::Parties, source::Source},
        store::deals,
    },
    values::ids::{AgreementId, ProjectId, Seen},
};
use sqlx::{PgConnection, PgPool};

/// Whether the records that it names can be what it comes from.
pub(super) async fn check(
    connection: &mut PgConnection,
    terms: &Terms,
    parties: &Parties,
) -> Result<(), Refusal> {
    let fault_of = |source: &Source<ProjectId>| {
        source.fault(parties.buyer.id, parties.supplier.id, terms.signed_on)
    };
    if let Some(id) = terms.project_id {
        let project = deals::released(&mut *connection, id).await?;
        let project = project.ok_or(Refusal::ProjectIsGone)?;
        if let Some(fault) = fault_of(&project) {
            return Err(Refusal::Project(fault));
        }
    }
    if let Some(id) = terms.renews_id {
        let earlier =
            store::lock(&mut *connection, id, None).await?.ok_or(Refusal::NotRenewable)?;
        if earlier.void_reason.is_some() || earlier.is_draft() {
            return Err(Refusal::NotRenewable);
        }
        let earlier = Source {
            id,
            number: earlier.terms.number,
            title: earlier.terms.title,
            buyer_id: earlier.buyer.id,
            supplier_id: earlier.supplier.id,
            signed_on: earlier.terms.signed_on,
        };
        let fault = earlier.fault(parties.buyer.id, parties.supplier.id, terms.signed_on);
        if let Some(fault) = fault {
            return Err(Refusal::Renewal(fault));
        }
    }
    Ok(())
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
    let before = locked(&mut tx, viewer, seen).await?;
    if before.is_draft() {
        return Err(Refusal::WrongState);
    }
    let terms = Terms { project_id: project, renews_id: None, ..before.terms.clone() };
    check(&mut tx, &terms, &before.parties()).await?;
    if project != before.terms.project_id {
        store::set_project(&mut tx, before.id, project).await?;
        let number = |id: Option<ProjectId>| id.map(|id| id.to_string());
        let changes = Changes::default()
            .field(
                "project",
                number(before.terms.project_id).as_deref(),
                number(project).as_deref(),
            )
            .field("reason", None, Some(reason));
        record(&mut tx, viewer, Act::Change, (before.id, &before.terms), changes).await?;
    }
    tx.commit().await?;
    Ok(())
}
