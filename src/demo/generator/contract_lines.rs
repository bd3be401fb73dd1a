//! Contract lines: the seller's own goods first, then other goods of its banner that are not listed
//! at the fair. A contract price is slightly below the market price.

use super::{
    chance::Chance,
    market::{Market, size},
    produce::{Packing, Produce, market_price},
    sellers::unbranded,
    sums::{Part, WAN, divide, fen, line_fen, milli, quantity, round_quantity, yuan},
};
use crate::{
    agreements::model::NewAgreement,
    contracts::model::{NewContract, NewContractLine, line_amount},
    values::{
        amount::Amount,
        ids::{AmendmentId, ContractLineId, ProductId},
        rung::Contract,
    },
};
use rust_decimal::Decimal;

/// Sum of the contracts that count, in fen.
pub const TOTAL: i64 = 33_000 * WAN;
/// Quantiles of a contract's amount, in fen.
const AMOUNT: [i64; 11] = [
    6 * WAN,
    14 * WAN,
    22 * WAN,
    32 * WAN,
    44 * WAN,
    58 * WAN,
    76 * WAN,
    105 * WAN,
    160 * WAN,
    280 * WAN,
    760 * WAN,
];
/// About this many contracts include freight.
const WITH_FREIGHT: usize = 12;

/// A possible line.
struct Good {
    product_id: Option<ProductId>,
    name: String,
    specification: String,
    produce: &'static Produce,
    price_fen: i64,
}

pub fn write(market: &Market, agreements: &[NewAgreement], all: &mut [NewContract]) {
    let mut chance = Chance::of("contract lines");
    let counting: Vec<usize> = (0..all.len()).filter(|at| all[*at].state.counts()).collect();
    let parts: Vec<Part> =
        counting.iter().map(|at| part(market, agreements, &all[*at], &mut chance)).collect();
    let mut wishes = vec![0; all.len()];
    for (at, wish) in counting.iter().zip(divide(TOTAL, &parts, |fen| fen)) {
        wishes[*at] = wish;
    }
    for (row, wish) in all.iter_mut().zip(wishes) {
        let wish = if wish == 0 { chance.quantile(&AMOUNT[..9]) } else { wish };
        let goods = basket(market, row, &mut chance);
        row.lines = lines(row, goods, wish, &mut chance);
        row.signed_amount = row.lines.iter().map(amount).sum();
    }
    subsidise_freight(all, &mut chance);
}

pub fn amount(line: &NewContractLine) -> Amount<Contract> {
    line_amount(line.quantity, line.unit_price)
}

/// Larger with large sellers, with enterprises, and where a project stands behind it.
fn part(
    market: &Market,
    agreements: &[NewAgreement],
    row: &NewContract,
    chance: &mut Chance,
) -> Part {
    let pair = market.pair(row.buyer_id, row.supplier_id);
    let agreement = agreements.iter().find(|a| Some(a.id) == row.framework_id);
    let of_project = row.project_id.or(agreement.and_then(|a| a.project_id)).is_some();
    let buyer = match (market.is_state_owned(pair.buyer), of_project) {
        (true, true) => 4,
        (_, true) | (true, false) => 2,
        (false, false) => 1,
    };
    let weight = chance.quantile(&AMOUNT) * (3 + size(market.sellers[pair.seller].kind)) * buyer;
    Part { weight, floor: 3 * WAN, cap: 1_200 * WAN }
}

fn basket(market: &Market, row: &NewContract, chance: &mut Chance) -> Vec<Good> {
    let seller = row.supplier_id.0 as usize - 1;
    let wanted = chance.weighted(&[(1, 44), (2, 34), (3, 16), (4, 6)]);
    let banner = market.sellers[seller].banner;
    let mut goods: Vec<Good> = Vec::new();
    for ware in market.goods(seller) {
        goods.push(Good {
            product_id: Some(ware.product.id),
            name: ware.product.name.clone(),
            specification: ware.product.specification.clone(),
            produce: ware.produce,
            price_fen: market_price(ware.price_fen * chance.between(85, 97) / 100),
        });
    }
    let top = goods[0].produce.top();
    let mut nearby: Vec<&'static Produce> =
        unbranded(banner).into_iter().filter(|p| p.top() == top).collect();
    chance.shuffle(&mut nearby);
    for produce in nearby {
        if goods.len() < wanted && !goods.iter().any(|good| good.name == produce.name_in(banner)) {
            goods.push(unlisted(produce, banner, chance));
        }
    }
    goods.truncate(wanted);
    goods
}

fn unlisted(produce: &'static Produce, banner: &str, chance: &mut Chance) -> Good {
    let Packing { words, .. } = chance.pick(&produce.packings);
    Good {
        product_id: None,
        name: produce.name_in(banner).to_string(),
        specification: words.clone(),
        produce,
        price_fen: market_price(produce.middle_fen() * chance.between(82, 95) / 100),
    }
}

/// The first good is the main one of the contract.
fn lines(
    row: &NewContract,
    goods: Vec<Good>,
    wish: i64,
    chance: &mut Chance,
) -> Vec<NewContractLine> {
    let weights: Vec<i64> =
        (0..goods.len()).map(|i| chance.between(40, 100) / (i as i64 + 1)).collect();
    let all: i64 = weights.iter().sum();
    goods
        .into_iter()
        .zip(weights)
        .enumerate()
        .map(|(i, (good, weight))| NewContractLine {
            id: ContractLineId(0),
            contract_id: row.id,
            position: i as i16 + 1,
            product_id: good.product_id,
            category_code: good.produce.category.clone(),
            name: good.name,
            specification: good.specification,
            quantity: Decimal::from(round_quantity(wish * weight / all / good.price_fen).max(1)),
            unit_code: good.produce.unit.clone(),
            unit_price: yuan(good.price_fen),
            added_by_id: None,
            removed_by_id: None,
            original_id: None,
        })
        .collect()
}

/// A named adjustment on a few contracts that are still running.
fn subsidise_freight(all: &mut [NewContract], chance: &mut Chance) {
    let running = |row: &&mut NewContract| {
        row.state.counts() && row.state != crate::contracts::model::ContractState::Completed
    };
    let stride = all.len() / WITH_FREIGHT;
    for row in all.iter_mut().skip(9).step_by(stride).filter(running) {
        let freight = chance.between(4, 40) * 50_000;
        row.adjustment = Amount::fen(freight);
        row.adjustment_name = Some("运费补贴".into());
        row.signed_amount = row.signed_amount + Amount::fen(freight);
    }
}

/// Ids in the order of the contracts; the lines have had none until all amendments are made.
pub fn number(all: &mut [NewContract]) {
    for (i, line) in all.iter_mut().flat_map(|row| &mut row.lines).enumerate() {
        line.id = ContractLineId(i as i64 + 1);
    }
    all.iter_mut().for_each(name_versions);
}

/// A line that an amendment adds is a version of the one that it removes.
fn name_versions(row: &mut NewContract) {
    let removed: Vec<_> =
        row.lines.iter().filter_map(|line| Some((line.removed_by_id?, line.id))).collect();
    for line in &mut row.lines {
        let of = |(by, _): &&(AmendmentId, ContractLineId)| line.added_by_id == Some(*by);
        line.original_id = removed.iter().find(of).map(|(_, id)| *id);
    }
}

/// Adds whole units (or subtracts them) with their amounts.
pub fn change_quantity(row: &mut NewContract, line: usize, units: i64) {
    let price_fen = fen(row.lines[line].unit_price);
    row.lines[line].quantity = quantity(milli(row.lines[line].quantity) + units * 1000);
    row.signed_amount = row.signed_amount + Amount::fen(line_fen(units * 1000, price_fen));
}
