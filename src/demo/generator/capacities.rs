//! A seller with contracts has a yearly capacity that covers them.

use super::{
    products::Ware,
    sums::{milli, quantity, round_quantity},
};
use crate::contracts::model::{ContractState, NewContract};
use chrono::Datelike;

pub fn cover_contracts(wares: &mut [Ware], contracts: &[NewContract]) {
    for ware in wares {
        let busiest = (2018..=2020).map(|year| ordered(ware, contracts, year)).max().unwrap_or(0);
        let needed = round_quantity(busiest / 1000 * 13 / 10) * 1000;
        if ware.product.yearly_capacity.is_some_and(|capacity| milli(capacity) < needed) {
            ware.product.yearly_capacity = Some(quantity(needed));
        }
    }
}

/// Under the contracts signed in a year that bind, in thousandths.
fn ordered(ware: &Ware, contracts: &[NewContract], year: i32) -> i64 {
    let binds = |c: &&NewContract| {
        c.signed_on.year() == year && (c.state.counts() || c.state == ContractState::Terminated)
    };
    let lines = contracts
        .iter()
        .filter(binds)
        .flat_map(|c| &c.lines)
        .filter(|line| line.removed_by_id.is_none());
    lines
        .filter(|line| line.product_id == Some(ware.product.id))
        .map(|line| milli(line.quantity))
        .sum()
}
