//! Lots of goods: the village, the quantity sent and accepted, and the reason of a difference.

use super::{
    calendar::{later, today},
    chance::Chance,
    endings,
    sums::{fen, line_fen, milli, quantity},
};
use crate::{
    contracts::model::{ContractState, NewContract, NewContractLine},
    deliveries::model::{
        DeliveryState, HouseholdCategory, NewDelivery, NewDeliveryLine, record::RefusalClass,
    },
    values::{
        amount::Amount,
        ids::{DeliveryId, DeliveryLineId},
    },
};
use chrono::NaiveDate;

/// Some units of a contract's line.
pub struct Lot<'a> {
    line: &'a NewContractLine,
    shipped: i64,
    accepted: i64,
    state: DeliveryState,
    reason: Option<(RefusalClass, String)>,
}

impl<'a> Lot<'a> {
    /// Sometimes a small part of the goods is not accepted.
    pub fn accepted(line: &'a NewContractLine, units: i64, chance: &mut Chance) -> Self {
        let short = chance.percent(6) && units >= 20;
        let shipped =
            if short { units + (units * chance.between(1, 5) / 100).max(1) } else { units };
        Self { line, shipped, accepted: units, state: DeliveryState::Accepted, reason: None }
    }

    fn other(line: &'a NewContractLine, units: i64, state: DeliveryState) -> Self {
        Self { line, shipped: units, accepted: 0, state, reason: None }
    }

    pub fn line(
        self,
        contract: &NewContract,
        accepted_on: Option<NaiveDate>,
        chance: &mut Chance,
    ) -> NewDeliveryLine {
        let price_fen = fen(self.line.unit_price);
        let (reason_class, reason) = self.reason.unzip();
        NewDeliveryLine {
            id: DeliveryLineId(0),
            delivery_id: DeliveryId(0),
            position: 0,
            part: 1,
            contract_line_id: Some(self.line.id),
            product_id: self.line.product_id,
            category_code: self.line.category_code.clone(),
            name: self.line.name.clone(),
            unit_code: self.line.unit_code.clone(),
            unit_price: self.line.unit_price,
            quantity_shipped: quantity(self.shipped * 1000),
            quantity_accepted: quantity(self.accepted * 1000),
            amount_shipped: Amount::fen(line_fen(self.shipped * 1000, price_fen)),
            amount_accepted: Amount::fen(line_fen(self.accepted * 1000, price_fen)),
            village_code: chance.pick(&contract.villages).clone(),
            household_category: HouseholdCategory::General,
            households: chance.between(3, 28) as i32,
            state: self.state,
            accepted_on: accepted_on.filter(|_| self.state == DeliveryState::Accepted),
            refused_on: None,
            reason_class,
            reason,
            gross_weight: None,
            tare_weight: None,
            weighing_ticket: None,
        }
    }
}

pub fn delivery(
    contract: &NewContract,
    planned_on: NaiveDate,
    shipped_on: Option<NaiveDate>,
) -> NewDelivery {
    NewDelivery {
        id: DeliveryId(0),
        number: String::new(),
        contract_id: Some(contract.id),
        buyer_id: contract.buyer_id,
        supplier_id: contract.supplier_id,
        owner_banner_code: contract.owner_banner_code.clone(),
        planned_on,
        shipped_on,
        lines: Vec::new(),
    }
}

/// `units` in `count` uneven parts, each a round number except the last.
pub fn split(units: i64, count: i64, chance: &mut Chance) -> Vec<i64> {
    let mut parts = Vec::new();
    let mut left = units;
    for remaining in (1..=count).rev() {
        let fair = left / remaining;
        let drawn = fair * chance.between(60, 140) / 100;
        let step = match fair {
            ..50 => 1,
            50..500 => 10,
            _ => 50,
        };
        let part = if remaining == 1 {
            left
        } else {
            (drawn / step * step).clamp(1, left - remaining + 1)
        };
        parts.push(part);
        left -= part;
    }
    parts.retain(|part| *part > 0);
    parts
}

/// A few lots were returned or are disputed; the goods were delivered again later, so nothing is
/// missing.
pub fn add_returned(own: &mut [NewDelivery], contract: &NewContract, chance: &mut Chance) {
    for delivery in own.iter_mut().filter(|d| d.lines.len() < 3) {
        let state = match chance.below(100) {
            0..3 => DeliveryState::Rejected,
            // A completed contract has nothing open.
            3..5 if contract.state == ContractState::Performing => DeliveryState::Disputed,
            _ => continue,
        };
        let Some(like) =
            contract.lines.iter().find(|line| Some(line.id) == delivery.lines[0].contract_line_id)
        else {
            continue;
        };
        let units = (milli(delivery.lines[0].quantity_accepted) / 1000 / 4).max(1);
        let lot = Lot { reason: Some(endings::returned(chance)), ..Lot::other(like, units, state) };
        let line = lot.line(contract, None, chance);
        delivery.lines.push(line);
    }
}

/// Goods in transit, and those planned for the coming weeks.
pub fn add_coming(
    own: &mut Vec<NewDelivery>,
    contract: &NewContract,
    in_force: &[&NewContractLine],
    chance: &mut Chance,
) {
    let (on_road, planned) = match contract.state {
        ContractState::Performing => (12, 46),
        ContractState::Signed => (9, 68),
        _ => return,
    };
    let line = chance.draw(in_force);
    let taken: i64 = own
        .iter()
        .flat_map(|d| &d.lines)
        .filter(|l| l.contract_line_id == Some(line.id))
        .map(|l| milli(l.quantity_accepted))
        .sum();
    let left = (milli(line.quantity) - taken) / 1000;
    let units = (left * chance.between(10, 30) / 100).max(1).min(left);
    if units < 1 {
        return;
    }
    if chance.percent(on_road) && contract.starts_on < later(today(), -6) {
        let shipped_on = later(today(), -chance.between(0, 3));
        let mut delivery =
            delivery(contract, later(shipped_on, -chance.between(0, 2)), Some(shipped_on));
        delivery
            .lines
            .push(Lot::other(line, units, DeliveryState::Shipped).line(contract, None, chance));
        own.push(delivery);
    }
    if chance.percent(planned) && left > 2 * units {
        let planned_on =
            later(today(), chance.between(2, 44)).max(contract.starts_on).min(contract.ends_on);
        let mut delivery = delivery(contract, planned_on, None);
        delivery
            .lines
            .push(Lot::other(line, units, DeliveryState::Planned).line(contract, None, chance));
        own.push(delivery);
    }
}
