//! Goods accepted, in whole or in part, rejected, and disputed.

use super::{Refusal, locked, record, telling};
use crate::{
    audit::model::{Act, Changes},
    deliveries::{
        model::{
            acceptance::{Decision, DecisionFault, Split, amount_of},
            pieces::{self, Piece},
            record::{DeliveryRecord, Part},
        },
        store::office,
    },
    identity::model::Viewer,
    submissions,
    values::ids::{ContractLineId, DeliveryId, Seen, UserId},
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgPool};

/// What a buyer decides on a day, line by line.
#[derive(Debug, Clone)]
pub struct Acceptance {
    pub on: NaiveDate,
    pub decisions: Vec<Decision>,
}

/// A line with what is decided on it.
struct Decided<'a> {
    part: &'a Part,
    decision: &'a Decision,
    split: Split,
}

/// Lines that nobody decides on stay open, and so does what is left of a line. A form sent twice
/// is one acceptance.
pub async fn accept(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<DeliveryId>,
    acceptance: &Acceptance,
    (form, today): (&submissions::model::Submission, NaiveDate),
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    if submissions::store::claim(&mut tx, "acceptances", form).await?.is_some() {
        return Ok(());
    }
    let before = locked(&mut tx, viewer, seen).await?;
    check_taker(&before, viewer.user)?;
    check_contract(&before)?;
    let on = acceptance.on;
    if on > today || before.shipped_on.is_none_or(|shipped| on < shipped) {
        return Err(Refusal::WrongDay);
    }
    let decided = decide(&before, acceptance)?;
    let gains: Vec<Gain<'_>> = decided.iter().filter_map(Decided::gain).collect();
    check_limits(&mut tx, &before, &gains, on).await?;
    let replaced: Vec<Vec<Piece>> =
        decided.iter().map(|one| pieces::decided(one.part, one.decision, &one.split, on)).collect();
    office::replace(&mut tx, before.id, &replaced).await?;
    submissions::store::complete(&mut tx, "acceptances", form, before.id.0).await?;
    let delivery = (before.id, before.number.as_str());
    let changes = said(&decided, on);
    record(&mut tx, viewer, delivery, before.buyer_id, (Act::Change, changes)).await?;
    let has_dispute = decided.iter().any(|one| one.decision.disputed.is_some());
    telling::decided(&mut tx, before.supplier_id, delivery, has_dispute).await?;
    tx.commit().await?;
    Ok(())
}

/// Nobody accepts what he entered.
pub(super) fn check_taker(record: &DeliveryRecord, user: UserId) -> Result<(), Refusal> {
    if record.is_entered_by(user) { Err(Refusal::OwnEntry) } else { Ok(()) }
}

fn check_contract(record: &DeliveryRecord) -> Result<(), Refusal> {
    match &record.contract {
        Some(contract) if !contract.is_in_force() => Err(Refusal::ContractClosed),
        _ => Ok(()),
    }
}

fn decide<'a>(
    record: &'a DeliveryRecord,
    acceptance: &'a Acceptance,
) -> Result<Vec<Decided<'a>>, Refusal> {
    let (mut decided, mut faults) = (Vec::new(), Vec::new());
    for decision in &acceptance.decisions {
        let part = record.open().find(|part| part.position == decision.position);
        let split = match part {
            None => Err(DecisionFault::NothingOpen),
            Some(part) => decision.split(part.quantity_shipped).map(|split| (part, split)),
        };
        match split {
            Ok((part, split)) => decided.push(Decided { part, decision, split }),
            Err(fault) => faults.push((decision.position, fault)),
        }
    }
    if faults.is_empty() { Ok(decided) } else { Err(Refusal::Lines(faults)) }
}

/// Goods that count from now on.
pub(super) struct Gain<'a> {
    pub part: &'a Part,
    pub quantity: Decimal,
}

impl Decided<'_> {
    fn gain(&self) -> Option<Gain<'_>> {
        self.split.accepted.map(|(_, quantity)| Gain { part: self.part, quantity })
    }
}

/// Whether the contract is in force, and allows as much. It is locked, so that two people do not
/// accept the last tonne both.
pub(super) async fn check_limits(
    connection: &mut PgConnection,
    record: &DeliveryRecord,
    gains: &[Gain<'_>],
    on: NaiveDate,
) -> Result<(), Refusal> {
    check_contract(record)?;
    let Some(contract) = &record.contract else { return Ok(()) };
    let lines: Vec<ContractLineId> =
        gains.iter().filter_map(|gain| gain.part.contract_line_id).collect();
    let whole = office::amount_limit(&mut *connection, contract.id, on).await?;
    let mut faults = Vec::new();
    for limit in office::line_limits(connection, &lines, on).await? {
        let is_of_line = |gain: &&Gain<'_>| {
            gain.part.contract_line_id.is_some_and(|line| limit.lines.contains(&line))
        };
        let of_line = || gains.iter().filter(is_of_line);
        let more: Decimal = of_line().map(|gain| gain.quantity).sum();
        let left = limit.left(whole.tolerance);
        if more > left {
            let fault = DecisionFault::OverLine(left.normalize());
            faults.extend(of_line().map(|gain| (gain.part.position, fault)));
        }
    }
    if !faults.is_empty() {
        return Err(Refusal::Lines(faults));
    }
    let more: Decimal =
        gains.iter().map(|gain| amount_of(gain.part, gain.quantity).in_yuan()).sum();
    match whole.over(more, gains.len() as i64) {
        Some(over) => Err(Refusal::OverAmount(over)),
        None => Ok(()),
    }
}

fn said(decided: &[Decided<'_>], on: NaiveDate) -> Changes {
    let all = |of: &dyn Fn(&Decided<'_>) -> Option<String>| -> Option<String> {
        let lines: Vec<String> = decided.iter().filter_map(of).collect();
        (!lines.is_empty()).then(|| lines.join("；"))
    };
    let accepted = all(&|one| one.split.accepted.map(|(_, counted)| one.part.said(counted)));
    let rejected = all(&|one| {
        let (quantity, why) = one.decision.rejected.as_ref()?;
        Some(format!("{}（{}）", one.part.said(*quantity), why.said()))
    });
    let disputed = all(&|one| {
        let (quantity, why) = one.decision.disputed.as_ref()?;
        Some(format!("{}（{}）", one.part.said(*quantity), why.said()))
    });
    let weighed = all(&|one| {
        let weighing = one.decision.weighing.as_ref()?;
        let ticket = weighing.ticket.as_deref().unwrap_or_default();
        Some(format!("{} {ticket}", one.part.said(weighing.net())))
    });
    Changes::default()
        .field("accepted_on", None, Some(&on.to_string()))
        .field("accepted", None, accepted.as_deref())
        .field("rejected", None, rejected.as_deref())
        .field("disputed", None, disputed.as_deref())
        .field("weighed", None, weighed.as_deref())
}
