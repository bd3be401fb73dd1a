//! 贰 The framework agreements: 376 in force with 238 buyers, three drafts and four that were
//! terminated. The ceilings are set last, when the orders under them are known.

use super::{
    calendar::{day, eve, last_of_years, later, today},
    chance::Chance,
    endings,
    market::{Market, Pair},
    places::place,
    promises::{Path, Promise},
    sums::{Part, WAN, divide, fen, round_amount},
    titles,
};
use crate::{
    agreements::model::{AgreementState, NewAgreement},
    contracts::model::{ContractState, NewContract},
    values::{
        amount::Amount,
        ids::{AgreementId, ProjectId},
    },
};
use chrono::{Datelike, NaiveDate};

const IN_FORCE: usize = 376;
const DRAFTS: usize = 3;
const ENDED: usize = 4;
const WITHOUT_CEILING: usize = 25;
/// Sum of the ceilings in fen.
const CEILINGS: i64 = 98_000 * WAN;
/// Quantiles of a ceiling before any orders, in fen.
const CEILING: [i64; 7] =
    [30 * WAN, 80 * WAN, 130 * WAN, 200 * WAN, 320 * WAN, 560 * WAN, 1_400 * WAN];

pub fn agreements(market: &Market, promises: &[Promise]) -> Vec<NewAgreement> {
    let mut chance = Chance::of("agreements");
    let dealing = market.dealing();
    let mut all: Vec<NewAgreement> = Vec::new();
    for promise in promises.iter().filter(|p| p.path == Path::Agreement) {
        let earliest = later(promise.row.signed_on, 20);
        let signed_on = chance.day(earliest, later(earliest, 220)).clamp(day(2018, 12, 3), eve());
        all.push(agreement(market, promise.pair, Some(promise.row.id), signed_on, &mut chance));
    }
    // Every state-owned buyer has one; some have several.
    let has_one =
        |all: &[NewAgreement], buyer| all.iter().any(|a| a.buyer_id == market.buyer_id(buyer));
    let buyers = market.state_owned();
    let first: Vec<usize> = buyers.iter().copied().filter(|buyer| !has_one(&all, *buyer)).collect();
    let more = IN_FORCE + DRAFTS + ENDED - all.len() - first.len();
    let again: Vec<usize> = (0..more).map(|_| chance.draw(&buyers)).collect();
    for buyer in first.into_iter().chain(again) {
        let seller = market.seller_for(buyer, &dealing, &mut chance);
        let signed_on = day_of_growing_years(&mut chance);
        all.push(agreement(market, Pair { buyer, seller }, None, signed_on, &mut chance));
    }
    let last = all.len();
    all[last - DRAFTS..].iter_mut().for_each(draft);
    all[last - DRAFTS - ENDED..last - DRAFTS]
        .iter_mut()
        .for_each(|row| end_early(row, &mut chance));
    number(&mut all);
    all
}

/// More in each quarter than in the one before.
pub fn day_of_growing_years(chance: &mut Chance) -> NaiveDate {
    let span = (day(2018, 12, 3), eve());
    chance.day(span.0, span.1).max(chance.day(day(2018, 12, 3), day(2020, 6, 1)))
}

fn agreement(
    market: &Market,
    pair: Pair,
    project_id: Option<ProjectId>,
    signed_on: NaiveDate,
    chance: &mut Chance,
) -> NewAgreement {
    let starts_on = later(signed_on, chance.between(0, 12)).min(today());
    NewAgreement {
        id: AgreementId(0),
        number: String::new(),
        title: titles::agreement(market, pair, chance),
        project_id,
        buyer_id: market.buyer_id(pair.buyer),
        supplier_id: market.seller_id(pair.seller),
        owner_banner_code: place(market.sellers[pair.seller].banner),
        signed_on,
        starts_on,
        ends_on: last_of_years(starts_on, 2 + i32::from(chance.percent(55))),
        ceiling: None,
        state: AgreementState::Signed,
        terminated_on: None,
        termination_class: None,
        termination_reason: None,
    }
}

fn draft(row: &mut NewAgreement) {
    row.state = AgreementState::Draft;
    row.signed_on = eve();
    row.starts_on = day(2020, 10, 15);
    row.ends_on = last_of_years(row.starts_on, 2);
}

fn end_early(row: &mut NewAgreement, chance: &mut Chance) {
    let (class, reason) = endings::unkept(chance);
    row.signed_on = row.signed_on.min(later(today(), -200));
    row.starts_on = row.signed_on;
    row.state = AgreementState::Terminated;
    row.terminated_on = Some(chance.day(later(row.signed_on, 90), later(today(), -8)));
    row.termination_class = Some(class);
    row.termination_reason = Some(reason);
}

fn number(all: &mut [NewAgreement]) {
    all.sort_by_key(|row| (row.signed_on, row.state == AgreementState::Draft));
    for (i, row) in all.iter_mut().enumerate() {
        row.id = AgreementId(i as i64 + 1);
        row.number = format!("KJ-{}-{:03}", row.signed_on.year(), i + 1);
    }
}

/// Above the orders under each, with the sum that the press reported.
pub fn set_ceilings(all: &mut [NewAgreement], contracts: &[NewContract]) {
    let mut chance = Chance::of("ceilings");
    let mut capped: Vec<usize> =
        (0..all.len()).filter(|at| all[*at].state == AgreementState::Signed).collect();
    for _ in 0..WITHOUT_CEILING {
        capped.remove(chance.below(capped.len()));
    }
    let parts: Vec<Part> =
        capped.iter().map(|at| part(ordered(all[*at].id, contracts), &mut chance)).collect();
    for (at, ceiling) in capped.into_iter().zip(divide(CEILINGS, &parts, round_amount)) {
        all[at].ceiling = Some(Amount::fen(ceiling));
    }
    for row in all.iter_mut().filter(|row| row.state != AgreementState::Signed) {
        row.ceiling = Some(Amount::fen(round_amount(chance.quantile(&CEILING))));
    }
}

fn part(ordered: i64, chance: &mut Chance) -> Part {
    let wish = chance.quantile(&CEILING);
    let needed = if ordered == 0 {
        0
    } else {
        ordered * chance.between(105, 150) / 100 / (10 * WAN) * (10 * WAN) + 10 * WAN
    };
    Part { weight: wish, floor: needed.max(30 * WAN), cap: (1_500 * WAN).max(needed) }
}

/// In fen, with the amendments.
fn ordered(agreement: AgreementId, contracts: &[NewContract]) -> i64 {
    let under = |c: &&NewContract| {
        c.framework_id == Some(agreement)
            && !matches!(c.state, ContractState::Draft | ContractState::Void)
    };
    contracts.iter().filter(under).map(|c| fen(super::contract_amounts::amended(c).in_yuan())).sum()
}
