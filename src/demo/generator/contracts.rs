//! 叁 The purchase contracts: 438 that count, and some drafts, terminated and void ones. This file
//! makes their parties and days; lines, villages and amendments have their own files.

use super::{
    agreements::day_of_growing_years,
    calendar::{day, eve, later, moment, today},
    chance::Chance,
    contract_amounts, contract_lines, contract_villages, endings,
    market::{Market, Pair, is_for_farms},
    places::{initials, place},
    promises::{Path, Promise},
    seasons, titles,
};
use crate::{
    agreements::model::{AgreementState, NewAgreement},
    contracts::model::{ContractState, Method, NewContract},
    organisations::model::OrganisationKind::{Private, PublicBody, Retailer},
    values::{
        amount::Amount,
        ids::{AgreementId, ContractId, ProjectId},
    },
};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

const COUNTING: usize = 438;
const UNDER_AGREEMENTS: usize = 307;
/// Agreements with contracts: of those that came from a project, and of the others.
const ORDERED_UNDER: [usize; 2] = [100, 104];
const NOT_COUNTING: [(ContractState, usize); 3] =
    [(ContractState::Draft, 5), (ContractState::Terminated, 8), (ContractState::Void, 3)];

/// A contract without its lines.
struct Head {
    agreement: Option<AgreementId>,
    project: Option<ProjectId>,
    pair: Pair,
    signed_on: NaiveDate,
    state: ContractState,
}

pub fn contracts(
    market: &Market,
    promises: &[Promise],
    agreements: &[NewAgreement],
) -> Vec<NewContract> {
    let mut chance = Chance::of("contracts");
    let mut heads = under_agreements(market, agreements, &mut chance);
    heads.extend(
        promises.iter().filter(|p| p.path == Path::Contract).map(|p| of_promise(p, &mut chance)),
    );
    while heads.len() < COUNTING {
        heads.push(free(market, &mut chance));
    }
    heads.iter_mut().for_each(|head| head.state = state(head.signed_on, &mut chance));
    for (state, count) in NOT_COUNTING {
        heads.extend((0..count).map(|_| not_counting(market, state, &mut chance)));
    }
    heads.sort_by_key(|head| head.signed_on);
    let mut all: Vec<NewContract> = heads
        .into_iter()
        .enumerate()
        .map(|(i, head)| contract(market, i, head, &mut chance))
        .collect();
    contract_lines::write(market, agreements, &mut all);
    seasons::suit(&mut all);
    contract_amounts::amend(&mut all);
    contract_amounts::meet_the_total(&mut all);
    contract_lines::number(&mut all);
    contract_villages::name(market, &mut all);
    for row in &mut all {
        row.title = titles::contract(&row.lines);
        if is_for_farms(&row.lines[0].category_code) {
            row.method = Method::OrderFarming;
        }
    }
    all
}

/// Contracts from a project come early in the term of the agreement; others at any time.
fn under_agreements(
    market: &Market,
    agreements: &[NewAgreement],
    chance: &mut Chance,
) -> Vec<Head> {
    let begun =
        |a: &&NewAgreement| a.state == AgreementState::Signed && a.starts_on < later(today(), -6);
    let (mut from_projects, mut others): (Vec<_>, Vec<_>) =
        agreements.iter().filter(begun).partition(|a| a.project_id.is_some());
    chance.shuffle(&mut from_projects);
    chance.shuffle(&mut others);
    from_projects.truncate(ORDERED_UNDER[0]);
    others.truncate(ORDERED_UNDER[1]);
    let used = [from_projects, others].concat();
    let again: Vec<&NewAgreement> =
        (0..UNDER_AGREEMENTS - used.len()).map(|_| chance.draw(&used)).collect();
    let dealing = market.dealing();
    used.into_iter()
        .chain(again)
        .map(|agreement| {
            let mut pair = market.pair(agreement.buyer_id, agreement.supplier_id);
            if agreement.project_id.is_none() && chance.percent(11) {
                pair.seller = market.seller_for(pair.buyer, &dealing, chance);
            }
            let longest = if agreement.project_id.is_some() { 260 } else { 600 };
            let last = later(agreement.starts_on, longest).min(eve());
            let signed_on = chance.day(agreement.starts_on, last);
            Head {
                agreement: Some(agreement.id),
                project: None,
                pair,
                signed_on,
                state: ContractState::Signed,
            }
        })
        .collect()
}

fn of_promise(promise: &Promise, chance: &mut Chance) -> Head {
    let earliest = later(promise.row.signed_on, 25);
    let signed_on = chance.day(earliest, later(earliest, 200)).clamp(day(2018, 12, 5), eve());
    Head {
        agreement: None,
        project: Some(promise.row.id),
        pair: promise.pair,
        signed_on,
        state: ContractState::Signed,
    }
}

/// Between parties without a framework.
fn free(market: &Market, chance: &mut Chance) -> Head {
    let buyers = if chance.percent(40) {
        market.state_owned()
    } else {
        market.buyers_of(&[Private, PublicBody, Retailer])
    };
    let buyer = chance.draw(&buyers);
    let seller = market.seller_for(buyer, &market.dealing(), chance);
    let signed_on = day_of_growing_years(chance);
    Head {
        agreement: None,
        project: None,
        pair: Pair { buyer, seller },
        signed_on,
        state: ContractState::Signed,
    }
}

fn not_counting(market: &Market, state: ContractState, chance: &mut Chance) -> Head {
    let head = free(market, chance);
    let signed_on = match state {
        ContractState::Draft => later(eve(), -chance.between(0, 6)),
        _ => head.signed_on.min(later(today(), -120)),
    };
    Head { signed_on, state, ..head }
}

/// The older, the further.
fn state(signed_on: NaiveDate, chance: &mut Chance) -> ContractState {
    use ContractState::{Completed, Performing, Signed};
    match (today() - signed_on).num_days() {
        ..20 => Signed,
        20..90 => chance.weighted(&[(Signed, 36), (Performing, 64)]),
        90..240 => chance.weighted(&[(Signed, 12), (Performing, 58), (Completed, 30)]),
        _ => chance.weighted(&[(Performing, 50), (Completed, 50)]),
    }
}

fn contract(market: &Market, at: usize, head: Head, chance: &mut Chance) -> NewContract {
    let id = ContractId(at as i64 + 1);
    let banner = market.sellers[head.pair.seller].banner;
    let (starts_on, ends_on) = term(&head, chance);
    let begun = matches!(
        head.state,
        ContractState::Performing | ContractState::Completed | ContractState::Terminated
    );
    let ended = (head.state == ContractState::Terminated).then(|| endings::unkept(chance));
    let void = head.state == ContractState::Void;
    NewContract {
        id,
        number: format!("{}-CG-{}-{:04}", initials(banner), head.signed_on.year(), id.0),
        title: String::new(),
        framework_id: head.agreement,
        project_id: head.project,
        buyer_id: market.buyer_id(head.pair.buyer),
        supplier_id: market.seller_id(head.pair.seller),
        owner_banner_code: place(banner),
        method: method(head.signed_on, chance),
        signed_on: head.signed_on,
        starts_on,
        ends_on,
        signed_amount: Amount::ZERO,
        adjustment: Amount::ZERO,
        adjustment_name: None,
        tolerance: Decimal::from(if at % 4 == 1 { 2 } else { 0 }),
        state: head.state,
        performing_on: begun.then_some(starts_on),
        completed_on: None,
        terminated_on: ended
            .is_some()
            .then(|| chance.day(later(starts_on, 30), later(today(), -10))),
        termination_class: ended.as_ref().map(|(class, _)| *class),
        termination_reason: ended.map(|(_, reason)| reason),
        voided_at: void.then(|| moment(later(head.signed_on, 9), 15 * 60 + 10)),
        void_reason: void.then(|| "金额单位录入错误，已另行录入".to_string()),
        lines: Vec::new(),
        amendments: Vec::new(),
        villages: Vec::new(),
    }
}

/// A contract with open deliveries has a running term.
fn term(head: &Head, chance: &mut Chance) -> (NaiveDate, NaiveDate) {
    let starts_on = later(head.signed_on, chance.between(0, 9)).min(today().max(head.signed_on));
    let length = chance.draw(&[120, 180, 240, 365]);
    let running = later(today(), chance.between(4, 36) * 7);
    let ends_on = match head.state {
        ContractState::Signed | ContractState::Performing | ContractState::Draft => {
            later(starts_on, length).max(running)
        }
        _ => later(starts_on, length),
    };
    (starts_on, ends_on)
}

fn method(signed_on: NaiveDate, chance: &mut Chance) -> Method {
    use Method::*;
    if (signed_on.year(), signed_on.month()) == (2019, 10) && chance.percent(40) {
        return Fair;
    }
    chance.weighted(&[(Canteen, 44), (Welfare, 25), (OrderFarming, 16), (Shop, 9), (Online, 6)])
}
