//! 伍 Payments: two weeks to two months after the acceptance, several deliveries of a contract in
//! one payment; the latest goods are not paid yet.

use super::{
    calendar::{later, today},
    chance::Chance,
    sums::fen,
};
use crate::{
    deliveries::model::{DeliveryState, NewDelivery, NewDeliveryLine},
    payments::model::{NewAllocation, NewPayment},
    values::{
        amount::Amount,
        ids::{DeliveryLineId, PaymentId},
    },
};
use chrono::{Datelike, NaiveDate};

/// Paid for goods under contracts by the business day, in fen.
pub const PAID: i64 = 11_206_000_000;
const EARLIEST: i64 = 15;
const LATEST: i64 = 60;

/// Deliveries of one contract that are paid together.
struct Slip<'a> {
    deliveries: Vec<&'a NewDelivery>,
    first: NaiveDate,
    last: NaiveDate,
    paid_on: NaiveDate,
    lines: Vec<(DeliveryLineId, i64)>,
}

pub fn payments(deliveries: &[NewDelivery]) -> Vec<NewPayment> {
    let mut chance = Chance::of("payments");
    let mut slips = slips(deliveries, &mut chance);
    slips.retain(|slip| later(slip.last, EARLIEST) <= today());
    leave_unpaid(&mut slips, &mut chance);
    slips.sort_by_key(|slip| slip.paid_on);
    slips.into_iter().enumerate().map(|(i, slip)| payment(i as i64 + 1, slip)).collect()
}

fn slips<'a>(deliveries: &'a [NewDelivery], chance: &mut Chance) -> Vec<Slip<'a>> {
    let mut slips: Vec<Slip> = Vec::new();
    for delivery in deliveries.iter().filter(|d| d.contract_id.is_some()) {
        let lines: Vec<(DeliveryLineId, i64)> =
            delivery.lines.iter().filter(|l| is_accepted(l)).map(value).collect();
        let Some(on) = delivery.lines.iter().filter_map(|line| line.accepted_on).max() else {
            continue;
        };
        let together = chance.percent(45);
        match slips.last_mut() {
            Some(slip) if together && slip.takes(delivery, on) => {
                slip.deliveries.push(delivery);
                slip.first = slip.first.min(on);
                slip.last = slip.last.max(on);
                slip.lines.extend(lines);
            }
            _ => slips.push(Slip {
                deliveries: vec![delivery],
                first: on,
                last: on,
                paid_on: on,
                lines,
            }),
        }
    }
    for slip in &mut slips {
        let (from, to) = (later(slip.last, EARLIEST), later(slip.first, LATEST).min(today()));
        slip.paid_on = chance.day(from, to.max(from));
    }
    slips
}

impl Slip<'_> {
    fn takes(&self, delivery: &NewDelivery, on: NaiveDate) -> bool {
        self.deliveries[0].contract_id == delivery.contract_id
            && self.deliveries.len() < 3
            && (self.first - on).num_days().abs() <= 25
            && (self.last - on).num_days().abs() <= 25
    }

    fn sum(&self) -> i64 {
        self.lines.iter().map(|(_, fen)| fen).sum()
    }
}

fn is_accepted(line: &NewDeliveryLine) -> bool {
    line.state == DeliveryState::Accepted && !line.amount_accepted.is_zero()
}

fn value(line: &NewDeliveryLine) -> (DeliveryLineId, i64) {
    (line.id, fen(line.amount_accepted.in_yuan()))
}

/// The latest payments are pending, and some older ones; the last one that fits is partial.
fn leave_unpaid(slips: &mut Vec<Slip>, chance: &mut Chance) {
    let mut order: Vec<(NaiveDate, usize)> = slips
        .iter()
        .enumerate()
        .map(|(i, slip)| (later(slip.last, chance.between(0, 90)), i))
        .collect();
    order.sort_unstable_by(|a, b| b.cmp(a));
    let mut over = slips.iter().map(Slip::sum).sum::<i64>() - PAID;
    for (_, i) in order {
        let slip = &mut slips[i];
        if over >= slip.sum() {
            over -= slip.sum();
            slip.lines.clear();
        } else if let Some((_, last)) = slip.lines.last_mut().filter(|(_, last)| *last > over) {
            *last -= over;
            over = 0;
        }
    }
    slips.retain(|slip| !slip.lines.is_empty());
}

/// One of so many was rounded up: what is over is prepaid.
const ROUNDED_UP: i64 = 66;

/// To the next whole 1,000 yuan, in fen.
fn rounded_up(fen: i64) -> i64 {
    const STEP: i64 = 100_000;
    (fen / STEP + 1) * STEP
}

fn payment(id: i64, slip: Slip) -> NewPayment {
    let payment_id = PaymentId(id);
    NewPayment {
        id: payment_id,
        number: format!("FK-{}-{id:05}", slip.paid_on.year()),
        buyer_id: slip.deliveries[0].buyer_id,
        supplier_id: slip.deliveries[0].supplier_id,
        paid_on: slip.paid_on,
        amount: Amount::fen(match id % ROUNDED_UP {
            0 => rounded_up(slip.sum()),
            _ => slip.sum(),
        }),
        allocations: slip
            .lines
            .iter()
            .map(|(delivery_line_id, fen)| NewAllocation {
                payment_id,
                delivery_line_id: *delivery_line_id,
                amount: Amount::fen(*fen),
            })
            .collect(),
    }
}
