//! 肆 Deliveries under the contracts: completed ones in full, running ones in part, and goods in
//! transit or planned. Also off-contract purchases.

use super::{
    calendar::{Period, later, today},
    chance::Chance,
    contract_amounts::amended,
    delivery_fit::{self, ACCEPTED},
    delivery_lines::{self, Lot},
    delivery_parts, households,
    market::Market,
    off_contract, seasons,
    sums::{Part, divide, fen, milli},
};
use crate::{
    contracts::model::{ContractState, NewContract, NewContractLine},
    deliveries::model::{DeliveryState, NewDelivery},
    values::ids::{DeliveryId, DeliveryLineId},
};
use chrono::NaiveDate;

/// The approximate amount of one delivery of one good, in fen.
const PER_LORRY: i64 = 8_400_000;
const SMALL_LOAD: i64 = 1_200_000;
const LINES_PER_DELIVERY: usize = 3;

/// Also sets the completion day of the completed contracts.
pub fn deliveries(market: &Market, contracts: &mut [NewContract]) -> Vec<NewDelivery> {
    let mut chance = Chance::of("deliveries");
    let shares = accepted_shares(contracts, &mut chance);
    let mut all = Vec::new();
    for (contract, share) in contracts.iter_mut().zip(shares) {
        let mut own = of_contract(contract, share, &mut chance);
        own.sort_by_key(|delivery| delivery.planned_on);
        for (i, delivery) in own.iter_mut().enumerate() {
            delivery.number = format!("DH-{:04}-{:02}", contract.id.0, i + 1);
        }
        if contract.state == ContractState::Completed {
            let last = own.iter().flat_map(|d| &d.lines).filter_map(|line| line.accepted_on).max();
            contract.completed_on = last.map(|day| later(day, chance.between(0, 6)).min(today()));
        }
        all.append(&mut own);
    }
    households::name_categories(&mut all, contracts);
    delivery_fit::meet_the_totals(&mut all, contracts);
    all.extend(off_contract::purchases(market));
    delivery_parts::decide(&mut all);
    number(&mut all);
    all
}

fn number(all: &mut [NewDelivery]) {
    let mut lines = 0;
    for (i, delivery) in all.iter_mut().enumerate() {
        delivery.id = DeliveryId(i as i64 + 1);
        let mut position = 0;
        for line in &mut delivery.lines {
            lines += 1;
            // A further part follows the first of its line.
            position += i16::from(line.part == 1);
            line.id = DeliveryLineId(lines);
            line.delivery_id = delivery.id;
            line.position = position;
        }
    }
}

/// The accepted amount of each contract, in fen: all of a completed one; for the running ones
/// together, the reported total minus that.
fn accepted_shares(contracts: &[NewContract], chance: &mut Chance) -> Vec<i64> {
    let whole = |c: &NewContract| fen((amended(c) - c.adjustment).in_yuan());
    let of = |state| contracts.iter().filter(move |c| c.state == state);
    let left = ACCEPTED - of(ContractState::Completed).map(whole).sum::<i64>();
    let parts: Vec<Part> = of(ContractState::Performing)
        .map(|c| Part {
            weight: whole(c) * chance.between(25, 100) / 100,
            floor: whole(c) / 20,
            cap: whole(c) * 85 / 100,
        })
        .collect();
    let mut running = divide(left, &parts, |fen| fen).into_iter();
    let share = |c: &NewContract| match c.state {
        ContractState::Completed => whole(c),
        ContractState::Performing => running.next().unwrap_or(0),
        _ => 0,
    };
    contracts.iter().map(share).collect()
}

fn of_contract(contract: &NewContract, share: i64, chance: &mut Chance) -> Vec<NewDelivery> {
    let mut own = Vec::new();
    let window = window(contract, chance);
    let in_force: Vec<&NewContractLine> =
        contract.lines.iter().filter(|line| line.removed_by_id.is_none()).collect();
    let whole: i64 = in_force.iter().map(|line| line_value(line)).sum();
    for line in &in_force {
        let ordered = milli(line.quantity) / 1000;
        let taken = if contract.state == ContractState::Completed {
            ordered
        } else {
            // Every running contract has had a delivery.
            ((i128::from(ordered) * i128::from(share) / i128::from(whole)) as i64)
                .max(i64::from(share > 0 && ordered > 1))
        };
        let value =
            (i128::from(line_value(line)) * i128::from(taken) / i128::from(ordered.max(1))) as i64;
        let count = (1 + value / PER_LORRY).clamp(1, 10).min(taken.max(0));
        for units in delivery_lines::split(taken, count, chance) {
            let on = seasons::day_in_season(line, window, chance);
            // A few boxes come from one village, a lorry from several.
            let villages = if value / count < SMALL_LOAD {
                1
            } else {
                chance.weighted(&[(1, 22), (2, 46), (3, 32)]).min(units)
            };
            let lots = delivery_lines::split(units, villages, chance).into_iter();
            let lots = lots.map(|units| Lot::accepted(line, units, chance)).collect();
            place(&mut own, contract, lots, on, chance);
        }
    }
    delivery_lines::add_returned(&mut own, contract, chance);
    delivery_lines::add_coming(&mut own, contract, &in_force, chance);
    own
}

fn line_value(line: &NewContractLine) -> i64 {
    fen(super::contract_lines::amount(line).in_yuan())
}

/// The period of a contract's deliveries: after its last amendment, and at least a week before the
/// business day.
fn window(contract: &NewContract, chance: &mut Chance) -> Period {
    let amended = contract.amendments.iter().map(|a| a.effective_on).max();
    let from = later(amended.unwrap_or(contract.starts_on).max(contract.starts_on), 2);
    let to = match contract.state {
        ContractState::Completed => {
            let ripe = later(seasons::first_day(&contract.lines[0], from), 20);
            later(from, chance.between(50, 210))
                .max(ripe)
                .min(contract.ends_on.max(ripe))
                .min(seasons::last_lorry())
        }
        _ => later(today(), -5),
    };
    Period { from, to: to.max(from).min(later(today(), -4)) }
}

/// Onto a lorry of the same days if there is room, else onto a new one.
fn place(
    own: &mut Vec<NewDelivery>,
    contract: &NewContract,
    lots: Vec<Lot>,
    on: NaiveDate,
    chance: &mut Chance,
) {
    let near = |d: &&mut NewDelivery| {
        d.lines.len() + lots.len() <= LINES_PER_DELIVERY
            && d.shipped_on.is_some_and(|day| (day - on).num_days().abs() <= 7)
            && d.lines[0].state == DeliveryState::Accepted
    };
    let together = chance.percent(85);
    if let Some(delivery) = own.iter_mut().find(near).filter(|_| together) {
        let accepted_on = delivery.lines[0].accepted_on;
        delivery.lines.extend(lots.into_iter().map(|lot| lot.line(contract, accepted_on, chance)));
        return;
    }
    let accepted_on = later(on, chance.between(0, 3));
    let mut delivery = delivery_lines::delivery(
        contract,
        later(on, -chance.between(0, 4)).max(contract.starts_on),
        Some(on),
    );
    delivery
        .lines
        .extend(lots.into_iter().map(|lot| lot.line(contract, Some(accepted_on), chance)));
    own.push(delivery);
}
