//! The results of the first two fairs' projects, derived from their contracts; and their amounts,
//! with the total that the press reported.

use super::{
    chance::Chance,
    promises::{Path, Promise},
    sums::{Part, WAN, divide, fen, round_amount},
};
use crate::{
    agreements::model::NewAgreement,
    contracts::model::{ContractState, NewContract},
    projects::model::{NewProject, NewStage, Stage},
    values::{amount::Amount, ids::ProjectId},
};
use chrono::NaiveDate;

/// Of the first two fairs, in fen.
const SIGNED: i64 = 63_000 * WAN;
/// Quantiles of the promised and not yet ordered amount, in fen.
const AMOUNT: [i64; 8] =
    [60 * WAN, 140 * WAN, 240 * WAN, 360 * WAN, 520 * WAN, 800 * WAN, 1_400 * WAN, 3_000 * WAN];

/// What was ordered because of a project: days, sums, and whether all of it is done.
struct Orders {
    steps: Vec<(NaiveDate, i64)>,
    done_on: Option<NaiveDate>,
}

pub fn settle(
    promises: Vec<Promise>,
    agreements: &[NewAgreement],
    contracts: &[NewContract],
) -> Vec<NewProject> {
    let mut chance = Chance::of("project stages");
    let orders: Vec<Orders> =
        promises.iter().map(|p| orders(p.row.id, agreements, contracts)).collect();
    let parts: Vec<Part> = promises
        .iter()
        .zip(&orders)
        .map(|(promise, orders)| part(promise, orders, &mut chance))
        .collect();
    let amounts = divide(SIGNED, &parts, round_amount);
    let mut rows = Vec::new();
    for ((promise, orders), fen) in promises.into_iter().zip(orders).zip(amounts) {
        let mut row = promise.row;
        let fen =
            if promise.path == Path::Void { round_amount(chance.quantile(&AMOUNT)) } else { fen };
        row.amount = Amount::fen(fen);
        row.stages = stages(&row, &orders, fen);
        row.stage = row.stages.last().map_or(Stage::Open, |last| last.stage);
        rows.push(row);
    }
    rows
}

fn orders(project: ProjectId, agreements: &[NewAgreement], contracts: &[NewContract]) -> Orders {
    let under = |c: &NewContract| {
        let agreement = agreements.iter().find(|a| Some(a.id) == c.framework_id);
        c.project_id.or(agreement.and_then(|a| a.project_id)) == Some(project)
    };
    let own: Vec<&NewContract> =
        contracts.iter().filter(|c| c.state.counts() && under(c)).collect();
    let signings = own.iter().map(|c| (c.signed_on, fen(c.signed_amount.in_yuan())));
    let changes = own
        .iter()
        .flat_map(|c| &c.amendments)
        .map(|a| (a.effective_on, fen(a.amount_change.in_yuan())));
    let mut steps: Vec<(NaiveDate, i64)> = signings.chain(changes).collect();
    steps.sort_unstable();
    let all_done = own.iter().all(|c| c.state == ContractState::Completed);
    Orders { steps, done_on: own.iter().filter_map(|c| c.completed_on).max().filter(|_| all_done) }
}

impl Orders {
    fn sum(&self) -> i64 {
        self.steps.iter().map(|(_, fen)| fen).sum()
    }

    /// The day from which the orders reach the project's amount, if they still do today.
    fn reach_on(&self, amount: i64) -> Option<NaiveDate> {
        let mut sum = 0;
        let reached = self.steps.iter().find(|(_, fen)| {
            sum += fen;
            sum >= amount
        });
        reached.map(|(day, _)| *day).filter(|_| self.sum() >= amount)
    }
}

/// A promise with many orders is about as large as they are; others are larger.
fn part(promise: &Promise, orders: &Orders, chance: &mut Chance) -> Part {
    let ordered = orders.sum();
    if promise.path == Path::Void {
        return Part { weight: 0, floor: 0, cap: 0 };
    }
    if ordered > 0 && chance.percent(68) {
        let amount = round_amount(ordered * chance.between(88, 100) / 100).max(WAN);
        return Part { weight: 0, floor: amount, cap: amount };
    }
    let floor = if ordered > 0 { round_amount(ordered * 13 / 10) + 20 * WAN } else { 30 * WAN };
    Part { weight: chance.quantile(&AMOUNT), floor, cap: promise.largest.max(floor) }
}

fn stages(row: &NewProject, orders: &Orders, amount: i64) -> Vec<NewStage> {
    let mut reached: Vec<(Stage, NaiveDate, Option<String>)> =
        vec![(Stage::Open, row.signed_on, None)];
    let converted_on = orders.reach_on(amount);
    if let Some((first, _)) =
        orders.steps.first().filter(|(day, _)| converted_on.is_none_or(|on| *day < on))
    {
        reached.push((Stage::PartlyConverted, *first, Some("首份采购合同签订".into())));
    }
    if let Some(on) = converted_on {
        reached.push((Stage::Converted, on, Some("合同金额达到签约金额".into())));
        if let Some(done_on) = orders.done_on {
            reached.push((Stage::Fulfilled, done_on.max(on), Some("合同全部履行完毕".into())));
        }
    }
    if let Some(lapsed_on) = row.lapsed_on {
        reached.push((Stage::Lapsed, lapsed_on, None));
    }
    let stage =
        |(stage, effective_on, note)| NewStage { project_id: row.id, stage, effective_on, note };
    reached.into_iter().map(stage).collect()
}
