//! Fits accepted goods to an exact sum: goods sold by weight under running contracts, below ten
//! yuan a kilogram, weigh slightly more or less; a scale shows grams.

use super::sums::{fen, line_fen, milli, quantity};
use crate::{
    contracts::model::{ContractState, NewContract},
    deliveries::model::{DeliveryState, HouseholdCategory, NewDelivery, NewDeliveryLine},
    values::{amount::Amount, ids::ContractLineId},
};
use std::collections::BTreeMap;

/// Accepted under contracts by the business day, in fen.
pub const ACCEPTED: i64 = 13_000_000_000;

pub fn meet_the_totals(all: &mut [NewDelivery], contracts: &[NewContract]) {
    let accepted: i64 =
        all.iter().flat_map(|d| &d.lines).map(|line| fen(line.amount_accepted.in_yuan())).sum();
    fits_exactly(all, contracts, ACCEPTED - accepted, |line| {
        line.household_category == HouseholdCategory::General
    });
}

/// Spreads `missing` fen (positive or negative) over the eligible lines; the last one to the fen.
pub fn fits_exactly(
    all: &mut [NewDelivery],
    contracts: &[NewContract],
    missing: i64,
    eligible: impl Fn(&NewDeliveryLine) -> bool,
) {
    let mut room = room(all, contracts);
    let mut missing = missing;
    for line in all.iter_mut().flat_map(|d| &mut d.lines) {
        let Some(left) = line.contract_line_id.and_then(|id| room.get_mut(&id)) else { continue };
        if missing == 0 || !eligible(line) || !is_weighed(line) {
            continue;
        }
        let (now, price) = (milli(line.quantity_accepted), fen(line.unit_price));
        let most = (*left).min(now / 2).max(0);
        let wish = missing * 1000 / price;
        let exact = (-now / 2..=most).contains(&wish);
        // Whole kilograms while there is more to come, grams for the last.
        let change = if exact {
            grams_for(missing, now, price)
        } else {
            wish.clamp(-now / 2, most) / 1000 * 1000
        };
        missing -= weigh(line, now + change, price);
        *left -= change;
    }
}

/// The change of quantity that changes the amount by exactly this many fen: below ten yuan a gram
/// is less than a fen, so there is one.
fn grams_for(fen_change: i64, now: i64, price: i64) -> i64 {
    let target = line_fen(now, price) + fen_change;
    (target * 1000 - 500).div_euclid(price) + 1 - now
}

/// Returns the change of the line's amount in fen.
fn weigh(line: &mut NewDeliveryLine, milli: i64, price: i64) -> i64 {
    let before = fen(line.amount_accepted.in_yuan());
    let after = line_fen(milli, price);
    line.quantity_accepted = quantity(milli);
    line.amount_accepted = Amount::fen(after);
    line.quantity_shipped = line.quantity_accepted;
    line.amount_shipped = line.amount_accepted;
    after - before
}

fn is_weighed(line: &NewDeliveryLine) -> bool {
    line.state == DeliveryState::Accepted && line.unit_code == "kg" && fen(line.unit_price) < 1000
}

/// What running contracts' lines still have to come, in thousandths.
fn room(all: &[NewDelivery], contracts: &[NewContract]) -> BTreeMap<ContractLineId, i64> {
    let running = contracts.iter().filter(|c| c.state == ContractState::Performing);
    let mut room: BTreeMap<ContractLineId, i64> = running
        .flat_map(|c| &c.lines)
        .filter(|l| l.removed_by_id.is_none())
        .map(|l| (l.id, milli(l.quantity) * 9 / 10))
        .collect();
    for line in all.iter().flat_map(|d| &d.lines) {
        if let Some(left) = line.contract_line_id.and_then(|id| room.get_mut(&id)) {
            *left -= milli(line.quantity_accepted);
        }
    }
    room
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grams_reach_every_fen_below_ten_yuan() {
        for price in [5, 120, 335, 999] {
            for change in [-7, 1, 2, 99, 12_345] {
                let now = 40_000_000;
                let grams = grams_for(change, now, price);
                assert_eq!(
                    line_fen(now + grams, price) - line_fen(now, price),
                    change,
                    "{price} {change}"
                );
            }
        }
    }
}
