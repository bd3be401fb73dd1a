//! Amendments, and the exact contract total that the press reported: quantities of a few large
//! lines change by some per cent, and one contract drops the remainder.

use super::{
    calendar::{later, today},
    chance::Chance,
    contract_lines::{TOTAL, amount, change_quantity},
    sums::{fen, milli, quantity, round_quantity},
};
use crate::{
    contracts::model::{
        ContractState, NewAmendment, NewContract, NewContractLine, rationale::Rationale,
    },
    values::{amount::Amount, ids::AmendmentId, rung::Contract},
};
use rust_decimal::Decimal;

const AMENDED: usize = 36;
const AMENDED_TWICE: usize = 4;

pub fn amend(all: &mut [NewContract]) {
    let mut chance = Chance::of("amendments");
    let long_ago = later(today(), -150);
    let running = [ContractState::Performing, ContractState::Completed];
    let eligible: Vec<usize> = (0..all.len())
        .filter(|at| running.contains(&all[*at].state) && all[*at].signed_on < long_ago)
        .collect();
    let mut id = 0;
    for i in 0..AMENDED {
        let row = &mut all[eligible[i * eligible.len() / AMENDED]];
        id += 1;
        let first = later(row.signed_on, chance.between(20, 70));
        match chance.below(100) {
            0..70 => change_a_line(row, new_amendment(row, id, first), &mut chance),
            _ => extend(row, new_amendment(row, id, first), &mut chance),
        }
        if i % (AMENDED / AMENDED_TWICE) == 2 {
            id += 1;
            let second = new_amendment(row, id, later(first, chance.between(15, 40)));
            extend(row, second, &mut chance);
        }
    }
}

fn new_amendment(row: &NewContract, id: i64, effective_on: chrono::NaiveDate) -> NewAmendment {
    NewAmendment {
        id: AmendmentId(id),
        contract_id: row.id,
        ordinal: row.amendments.len() as i16 + 1,
        reason: String::new(),
        signed_on: later(effective_on, -3),
        effective_on,
        amount_change: Amount::ZERO,
        ends_on: None,
        rationale: vec![Rationale::Quantity],
    }
}

/// The first line is replaced by one with another quantity, at the same price.
fn change_a_line(row: &mut NewContract, mut amendment: NewAmendment, chance: &mut Chance) {
    let percent = chance.draw(&[70, 80, 85, 90, 115, 120, 130, 150]);
    let old = &mut row.lines[0];
    let units = round_quantity(milli(old.quantity) / 1000 * percent / 100).max(1);
    let new = NewContractLine {
        quantity: Decimal::from(units),
        added_by_id: Some(amendment.id),
        ..old.clone()
    };
    old.removed_by_id = Some(amendment.id);
    amendment.amount_change = amount(&new) - amount(old);
    amendment.reason = if percent < 100 {
        "按食堂实际用量核减数量"
    } else {
        "用量增加，追加采购数量"
    }
    .into();
    row.lines.push(new);
    row.amendments.push(amendment);
}

fn extend(row: &mut NewContract, mut amendment: NewAmendment, chance: &mut Chance) {
    amendment.rationale = vec![Rationale::Term];
    amendment.ends_on = Some(later(row.ends_on, chance.between(2, 6) * 15));
    amendment.reason = (chance.draw(&[
        "天气原因采收推迟，供货期顺延",
        "疫情期间食堂停用，供货期顺延",
        "双方协商延长供货期",
    ]))
    .into();
    row.amendments.push(amendment);
}

pub fn meet_the_total(all: &mut [NewContract]) {
    let total: i64 =
        all.iter().filter(|row| row.state.counts()).map(|row| fen(amended(row).in_yuan())).sum();
    let mut rest = TOTAL - total;
    let mut flexible: Vec<usize> = (0..all.len()).filter(|at| gives_way(&all[*at])).collect();
    flexible.sort_by_key(|at| std::cmp::Reverse(all[*at].signed_amount));
    for at in &flexible {
        let row = &mut all[*at];
        let price = fen(row.lines[0].unit_price);
        let most = milli(row.lines[0].quantity) / 1000 * 7 / 100;
        let units = (rest / price).clamp(-most, most) / 50 * 50;
        change_quantity(row, 0, units);
        rest -= units * price;
    }
    // A small remainder: as many units as necessary, rounded up, and the excess dropped.
    let row = &mut all[flexible[0]];
    let price = fen(row.lines[0].unit_price);
    let units = rest.div_euclid(price) + i64::from(rest.rem_euclid(price) > 0);
    let odd = units * price - rest;
    change_quantity(row, 0, units);
    if odd > 0 {
        row.adjustment = Amount::fen(-odd);
        row.adjustment_name = Some("抹零".into());
        row.signed_amount = row.signed_amount - Amount::fen(odd);
    }
}

/// A running contract whose first line is sold by weight and cheap.
fn gives_way(row: &NewContract) -> bool {
    let line = &row.lines[0];
    row.state == ContractState::Performing
        && row.amendments.is_empty()
        && row.adjustment.is_zero()
        && line.unit_code == "kg"
        && fen(line.unit_price) < 3_000
        && line.quantity > quantity(1_000_000)
}

/// Signed plus the amendments, all of which hold by the business day.
pub fn amended(contract: &NewContract) -> Amount<Contract> {
    contract.signed_amount + contract.amendments.iter().map(|a| a.amount_change).sum()
}
