//! Whether these parties can make this contract, of what it comes from.

use super::Refusal;
use crate::{
    agreements::{self, model::record::AgreementRecord, store::Sides},
    contracts::model::terms::{Terms, framework_fault, over_ceiling},
    identity::model::Viewer,
    organisations::model::Side,
    projects::{
        model::deal::{Parties, PartyFault},
        store::deals,
    },
};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// The sides, if all of it fits.
pub async fn check<'a>(
    connection: &mut PgConnection,
    viewer: &Viewer,
    terms: &Terms,
    parties: &'a Parties,
) -> Result<Sides<'a>, Refusal> {
    if let Some((side, party, fault)) = parties.fault() {
        return Err(Refusal::Party(side, party.name.clone(), fault));
    }
    if viewer.scope.banner().is_some_and(|own| parties.owner_banner() != Some(own)) {
        return Err(Refusal::OtherBanner);
    }
    framework(connection, terms, parties).await?;
    project(connection, terms, parties).await?;
    let homeless =
        || Refusal::Party(Side::Supplier, parties.supplier.name.clone(), PartyFault::NoBanner);
    Sides::of(parties).ok_or_else(homeless)
}

/// The agreement that it stands under, locked until the transaction ends.
async fn framework(
    connection: &mut PgConnection,
    terms: &Terms,
    parties: &Parties,
) -> Result<Option<AgreementRecord>, Refusal> {
    let Some(id) = terms.framework_id else { return Ok(None) };
    let framework = agreements::store::lock(connection, id, None).await?;
    let framework = framework.ok_or(Refusal::NotFound)?;
    match framework_fault(&framework, parties.buyer.id, terms.signed_on) {
        Some(fault) => Err(Refusal::Framework(fault)),
        None => Ok(Some(framework)),
    }
}

async fn project(
    connection: &mut PgConnection,
    terms: &Terms,
    parties: &Parties,
) -> Result<(), Refusal> {
    let Some(id) = terms.project_id else { return Ok(()) };
    let project = deals::released(connection, id).await?.ok_or(Refusal::ProjectIsGone)?;
    match project.fault(parties.buyer.id, parties.supplier.id, terms.signed_on) {
        Some(fault) => Err(Refusal::Project(fault)),
        None => Ok(()),
    }
}

/// Contracts over a ceiling need a reason. The lock on the agreement holds for two people who sign
/// at the same moment.
pub async fn check_ceiling(
    connection: &mut PgConnection,
    terms: &Terms,
    parties: &Parties,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let Some(framework) = framework(connection, terms, parties).await? else { return Ok(()) };
    let called = agreements::store::called(connection, framework.id, today).await?;
    match over_ceiling(framework.terms.ceiling, called.amount, terms.amount()) {
        Some(over) if terms.ceiling_reason.is_none() => Err(Refusal::OverCeiling(over)),
        _ => Ok(()),
    }
}
