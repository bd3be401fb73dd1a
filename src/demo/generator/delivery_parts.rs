//! What the buyer's door adds to the deliveries: goods that were not accepted as parts of their own,
//! weighings, and loads that are late. No accepted amount changes.

use super::{
    calendar::{later, today},
    chance::Chance,
    endings,
    sums::{fen, line_fen, milli, quantity},
};
use crate::{
    deliveries::model::{DeliveryState, NewDelivery, NewDeliveryLine},
    values::amount::Amount,
};
use rust_decimal::Decimal;

/// One of so many loads that are still planned should have left.
const LATE: usize = 24;

pub fn decide(all: &mut [NewDelivery]) {
    let mut chance = Chance::of("delivery parts");
    for delivery in all.iter_mut() {
        let shipped_on = delivery.shipped_on;
        let lines = std::mem::take(&mut delivery.lines);
        for mut line in lines {
            if matches!(line.state, DeliveryState::Rejected | DeliveryState::Disputed) {
                line.refused_on = shipped_on.map(|day| later(day, 1).min(today()));
            }
            let rest = take_rest(&mut line, &mut chance);
            if line.state == DeliveryState::Accepted && line.unit_code == "kg" && chance.percent(8)
            {
                weigh(&mut line, &mut chance);
            }
            delivery.lines.push(line);
            delivery.lines.extend(rest);
        }
    }
    let planned = all.iter_mut().filter(|delivery| delivery.shipped_on.is_none());
    for delivery in planned.step_by(LATE) {
        delivery.planned_on = later(today(), -chance.between(2, 9));
    }
}

/// What of an accepted line was sent back, decided on the same day.
fn take_rest(line: &mut NewDeliveryLine, chance: &mut Chance) -> Option<NewDeliveryLine> {
    let rest = milli(line.quantity_shipped) - milli(line.quantity_accepted);
    if line.state != DeliveryState::Accepted || rest <= 0 {
        return None;
    }
    line.quantity_shipped = line.quantity_accepted;
    line.amount_shipped = line.amount_accepted;
    let (class, reason) = endings::returned(chance);
    Some(NewDeliveryLine {
        part: line.part + 1,
        quantity_shipped: quantity(rest),
        amount_shipped: Amount::fen(line_fen(rest, fen(line.unit_price))),
        quantity_accepted: Decimal::ZERO,
        amount_accepted: Amount::ZERO,
        state: DeliveryState::Rejected,
        accepted_on: None,
        refused_on: line.accepted_on,
        reason_class: Some(class),
        reason: Some(reason),
        ..line.clone()
    })
}

/// The net weight is what was accepted.
fn weigh(line: &mut NewDeliveryLine, chance: &mut Chance) {
    let tare = quantity(chance.between(2_100, 8_400) * 1000);
    line.tare_weight = Some(tare);
    line.gross_weight = Some(line.quantity_accepted + tare);
    line.weighing_ticket = Some(format!("磅 {:06}", chance.between(1, 999_999)));
}
