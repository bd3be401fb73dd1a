//! 补充协议 signed, voided, and their scans.

use super::{Fault, Refusal};
use crate::{
    agreements::{self, model::record::AgreementRecord},
    audit::model::{Act, Changes},
    contracts::{
        model::{
            amendment::{AmendmentFault, AmendmentRecord, Entered, Version},
            record::ContractRecord,
            terms::over_ceiling,
        },
        store::office,
    },
    files::{self, model::Kept as KeptFile},
    identity::model::Viewer,
    promises::{
        actions::{locked, locked_open, record},
        store::Kept,
    },
    submissions::{self, model::Submission},
    values::{
        amount::Amount,
        ids::{ContractId, Seen},
        rung::Contract,
        spoken::plain,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgPool};

const SUBMISSIONS: &str = "amendments";

/// The ordinal of the amendment. A form sent twice makes one.
pub async fn amend(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<ContractId>,
    entered: &Entered,
    form: &Submission,
) -> Result<i16, Refusal> {
    let mut tx = pool.begin().await?;
    if let Some(ordinal) = submissions::store::claim(&mut tx, SUBMISSIONS, form).await? {
        return Ok(i16::try_from(ordinal).unwrap_or_default());
    }
    office::lock_from_the_top(&mut tx, seen.id).await?;
    let contract: ContractRecord = locked_open(&mut tx, viewer, seen).await?;
    let before = office::version(&mut tx, contract.id, i16::MAX).await?;
    let refused = |fault| Refusal::Own(Fault::Amendment(fault));
    entered.change.check(&before, entered.effective_on).map_err(refused)?;
    let more = entered.change.amount(&before);
    check_ceiling(&mut tx, &contract, more, entered).await?;
    let ordinal =
        office::insert_amendment(&mut tx, contract.id, entered, more, viewer.user).await?;
    let about = (contract.id, &contract.paper);
    let changes = said(&before, entered, ordinal, more);
    record::<ContractRecord>(&mut tx, viewer, Act::Change, about, changes).await?;
    submissions::store::complete(&mut tx, SUBMISSIONS, form, ordinal.into()).await?;
    tx.commit().await?;
    Ok(ordinal)
}

/// The agreement is locked, so that two amendments do not use the same room.
async fn check_ceiling(
    connection: &mut PgConnection,
    contract: &ContractRecord,
    more: Amount<Contract>,
    entered: &Entered,
) -> Result<(), Refusal> {
    let Some(id) = contract.terms.framework_id else { return Ok(()) };
    if more <= Amount::ZERO || entered.ceiling_reason.is_some() {
        return Ok(());
    }
    let Some(framework) = AgreementRecord::find(&mut *connection, id, None).await? else {
        return Err(Refusal::NotFound);
    };
    // With the amendments that take effect later.
    let called = agreements::store::called(connection, id, NaiveDate::MAX).await?;
    match over_ceiling(framework.terms.ceiling, called.amount, more) {
        Some(over) => Err(Refusal::Own(Fault::OverCeiling(over))),
        None => Ok(()),
    }
}

fn said(before: &Version, entered: &Entered, ordinal: i16, more: Amount<Contract>) -> Changes {
    let change = &entered.change;
    let codes: Vec<&str> = entered.rationale.iter().map(|one| one.code()).collect();
    let yuan = |amount: Amount<Contract>| amount.in_yuan().normalize().to_string();
    let villages: Vec<&str> = change.villages.iter().map(|one| one.full_name.as_str()).collect();
    let mut changes = Changes::default()
        .field("amendment", None, Some(&ordinal.to_string()))
        .field("effective_on", None, Some(&entered.effective_on.to_string()))
        .field("rationale", None, Some(&codes.join(" ")))
        .field("reason", None, Some(&entered.reason))
        .field("ceiling_reason", None, entered.ceiling_reason.as_deref());
    if !change.lines.is_empty() || !change.added.is_empty() {
        changes = changes
            .field("lines", Some(&before.lines_said()), Some(&change.lines_said(before)))
            .field("amount", Some(&yuan(before.amount)), Some(&yuan(before.amount + more)));
    }
    if let Some(ends_on) = change.ends_on {
        let was = before.ends_on.to_string();
        changes = changes.field("ends_on", Some(&was), Some(&ends_on.to_string()));
    }
    if let Some(tolerance) = change.tolerance {
        let was = plain(before.tolerance, 2);
        changes = changes.field("tolerance", Some(&was), Some(&plain(tolerance, 2)));
    }
    match villages.is_empty() {
        true => changes,
        false => changes.field("villages", None, Some(&villages.join("、"))),
    }
}

/// An amendment that is not void.
async fn standing(
    connection: &mut PgConnection,
    contract: ContractId,
    ordinal: i16,
) -> Result<AmendmentRecord, Refusal> {
    let all = office::amendments(connection, contract).await?;
    let found = all.into_iter().find(|one| one.amendment.ordinal == ordinal);
    let found = found.ok_or(Refusal::NotFound)?;
    if found.is_void() { Err(Refusal::WrongState) } else { Ok(found) }
}

/// A data error: the contract says again what it said before. Later ones are voided first.
pub async fn void_amendment(
    pool: &PgPool,
    viewer: &Viewer,
    (seen, ordinal): (Seen<ContractId>, i16),
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    office::lock_from_the_top(&mut tx, seen.id).await?;
    let contract: ContractRecord = locked(&mut tx, viewer, seen).await?;
    let amendment = standing(&mut tx, contract.id, ordinal).await?;
    if !amendment.is_last {
        return Err(Refusal::Own(Fault::Amendment(AmendmentFault::NotTheLast)));
    }
    if office::is_used(&mut *tx, contract.id, amendment.id).await? {
        return Err(Refusal::Own(Fault::Amendment(AmendmentFault::InUse)));
    }
    office::mark_amendment_void(&mut tx, (contract.id, amendment.id), now, reason).await?;
    let changes = Changes::default().field("amendment", Some(&ordinal.to_string()), None).field(
        "reason",
        None,
        Some(reason),
    );
    let about = (contract.id, &contract.paper);
    record::<ContractRecord>(&mut tx, viewer, Act::Change, about, changes).await?;
    tx.commit().await?;
    Ok(())
}

/// A scan of the sealed paper.
pub async fn add_scan(
    pool: &PgPool,
    viewer: &Viewer,
    (id, ordinal): (ContractId, i16),
    file: &KeptFile,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let contract = ContractRecord::lock(&mut tx, id, viewer.scope.banner()).await?;
    let contract = contract.ok_or(Refusal::NotFound)?;
    let amendment = standing(&mut tx, id, ordinal).await?;
    // Sent twice, it is kept once.
    if files::store::keep(&mut tx, file.id).await? {
        office::add_scan(&mut tx, amendment.id, file.id, today).await?;
        let changes = Changes::default()
            .field("amendment", None, Some(&ordinal.to_string()))
            .field("scan", None, Some(file.code.as_str()));
        let about = (id, &contract.paper);
        record::<ContractRecord>(&mut tx, viewer, Act::Change, about, changes).await?;
    }
    tx.commit().await?;
    Ok(())
}
