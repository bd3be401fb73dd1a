//! What the office asks of a contract, and how one is completed.

mod amending;

pub use amending::{add_scan, amend, void_amendment};

use super::{
    model::{
        ContractState,
        amendment::AmendmentFault,
        record::ContractRecord,
        terms::{FrameworkFault, Terms, framework_fault, over_ceiling},
    },
    store::office,
};
use crate::{
    agreements::{self, model::record::AgreementRecord},
    audit::model::{Act, Changes},
    database::constraint::refused_by,
    identity::model::Viewer,
    promises::{
        actions::{self, Ruled, check_end, check_project, locked_open, record},
        model::{Paper, Promise},
        store::Kept,
    },
    values::ids::{ContractId, Seen},
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgPool};

pub type Refusal = actions::Refusal<Fault>;

#[derive(Debug)]
pub enum Fault {
    /// It cannot stand under the agreement that it names.
    Framework(FrameworkFault),
    /// Contracts come this many yuan over the ceiling, and nobody says why.
    OverCeiling(Decimal),
    Amendment(AmendmentFault),
}

impl Ruled for ContractRecord {
    type Fault = Fault;

    async fn check(
        connection: &mut PgConnection,
        paper: &Paper,
        terms: &Terms,
    ) -> Result<(), Refusal> {
        framework(&mut *connection, paper, terms).await?;
        check_project(connection, paper).await
    }

    /// Contracts over a ceiling need a reason. The lock on the agreement holds for two people who
    /// sign at the same moment.
    async fn check_signing(
        &self,
        connection: &mut PgConnection,
        _: NaiveDate,
    ) -> Result<(), Refusal> {
        let framework = framework(&mut *connection, &self.paper, &self.terms).await?;
        let Some(framework) = framework else { return Ok(()) };
        // With the amendments that take effect later.
        let called = agreements::store::called(connection, framework.id, NaiveDate::MAX).await?;
        match over_ceiling(framework.terms.ceiling, called.amount, self.terms.amount()) {
            Some(over) if self.terms.ceiling_reason.is_none() => {
                Err(Refusal::Own(Fault::OverCeiling(over)))
            }
            _ => Ok(()),
        }
    }

    /// When goods were last accepted, or an amendment takes effect. One that is to take effect after
    /// the end is voided first.
    async fn last_used_on(
        &self,
        connection: &mut PgConnection,
        _: NaiveDate,
    ) -> sqlx::Result<Option<NaiveDate>> {
        let followers = office::followers(connection, self.id).await?;
        Ok(followers.accepted_on.max(followers.amended_on))
    }

    fn state_when_void(&self) -> Option<&'static str> {
        self.may_be_voided().then_some(ContractState::Void.code())
    }

    async fn has_followers(&self, connection: &mut PgConnection) -> sqlx::Result<bool> {
        let followers = office::followers(connection, self.id).await?;
        Ok(followers.deliveries > 0 || followers.amendments > 0)
    }

    fn refused(error: sqlx::Error) -> Refusal {
        match refused_by(&error, "contracts_number_is_unique") {
            true => Refusal::NumberIsTaken,
            false => error.into(),
        }
    }
}

/// The agreement that it stands under, locked until the transaction ends.
async fn framework(
    connection: &mut PgConnection,
    paper: &Paper,
    terms: &Terms,
) -> Result<Option<AgreementRecord>, Refusal> {
    let Some(id) = terms.framework_id else { return Ok(None) };
    let framework = AgreementRecord::lock(connection, id, None).await?;
    let framework = framework.ok_or(Refusal::NotFound)?;
    match framework_fault(&framework, paper) {
        Some(fault) => Err(Refusal::Own(Fault::Framework(fault))),
        None => Ok(Some(framework)),
    }
}

/// All of it was delivered, or both parties leave it at that.
pub async fn complete(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<ContractId>,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let before: ContractRecord = locked_open(&mut tx, viewer, seen).await?;
    check_end(&mut tx, &before, on, today).await?;
    office::mark_completed(&mut tx, before.id, on).await?;
    let changes = Changes::default()
        .field("state", Some(before.state()), Some(ContractState::Completed.code()))
        .field("completed_on", None, Some(&on.to_string()));
    let about = (before.id, &before.paper);
    record::<ContractRecord>(&mut tx, viewer, Act::Change, about, changes).await?;
    tx.commit().await?;
    Ok(())
}
