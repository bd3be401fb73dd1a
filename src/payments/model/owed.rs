//! Accepted goods that are not paid in full, and how a payment is divided among them.

use crate::values::{
    amount::Amount,
    ids::{DeliveryId, DeliveryLineId, OrganisationId},
    rung::{Payment, Purchase},
};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// The most lines that one form divides a payment among: the oldest.
pub const MOST_LINES: usize = 200;

/// The buyer is reminded of goods that are unpaid for so many days.
pub const PAID_WITHIN: i32 = 30;

/// A delivery that was accepted long ago, with what of it is unpaid.
#[derive(Debug, Clone)]
pub struct UnpaidGoods {
    pub id: DeliveryId,
    pub number: String,
    pub buyer_id: OrganisationId,
    /// The name of who is owed.
    pub supplier: String,
    /// When its last goods were accepted.
    pub accepted_on: NaiveDate,
    pub owed: Amount<Purchase>,
}

/// An accepted line with what was paid for it.
#[derive(Debug, Clone)]
pub struct Owed {
    pub id: DeliveryLineId,
    pub delivery_id: DeliveryId,
    pub delivery: String,
    /// `None`: an off-contract purchase.
    pub contract: Option<String>,
    pub name: String,
    pub quantity: Decimal,
    pub unit_code: String,
    pub accepted_on: NaiveDate,
    pub accepted: Amount<Purchase>,
    pub paid: Amount<Payment>,
}

impl Owed {
    /// In yuan. The one difference between two rungs: what is owed is neither goods nor money.
    pub fn left(&self) -> Decimal {
        self.accepted.in_yuan() - self.paid.in_yuan()
    }
}

/// The part of a payment that is for one line, in yuan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    pub line: DeliveryLineId,
    pub amount: Decimal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareFault {
    /// Not accepted any more, or of other parties.
    Gone,
    /// More than is left to pay, in yuan.
    TooMuch(Decimal),
    /// Together more than the payment has, by so many yuan.
    OverAmount(Decimal),
}

pub fn sum(shares: &[Share]) -> Decimal {
    shares.iter().map(|share| share.amount).sum()
}

/// The goods that were accepted first are paid first. `owed` is in that order.
pub fn oldest_first(owed: &[Owed], amount: Decimal) -> Vec<Share> {
    let mut rest = amount;
    let mut shares = Vec::new();
    for line in owed {
        let amount = rest.min(line.left());
        if amount > Decimal::ZERO {
            shares.push(Share { line: line.id, amount });
            rest -= amount;
        }
    }
    shares
}

/// What is wrong with a division of `amount`, with the line that it is about.
pub fn faults(
    shares: &[Share],
    owed: &[Owed],
    amount: Decimal,
) -> Vec<(Option<DeliveryLineId>, ShareFault)> {
    let mut faults = Vec::new();
    for share in shares {
        match owed.iter().find(|line| line.id == share.line) {
            None => faults.push((Some(share.line), ShareFault::Gone)),
            Some(line) if share.amount > line.left() => {
                faults.push((Some(share.line), ShareFault::TooMuch(line.left())));
            }
            Some(_) => {}
        }
    }
    let over = sum(shares) - amount;
    if over > Decimal::ZERO {
        faults.push((None, ShareFault::OverAmount(over)));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn owed(left: &[i64]) -> Vec<Owed> {
        let line = |(at, fen): (usize, &i64)| Owed {
            id: DeliveryLineId(at as i64 + 1),
            delivery_id: DeliveryId(1),
            delivery: "DH-1".into(),
            contract: None,
            name: "马铃薯".into(),
            quantity: Decimal::ONE,
            unit_code: "t".into(),
            accepted_on: "2020-09-01".parse().unwrap(),
            accepted: Amount::fen(*fen + 100),
            paid: Amount::fen(100),
        };
        left.iter().enumerate().map(line).collect()
    }

    fn yuan(fen: i64) -> Decimal {
        Decimal::new(fen, 2)
    }

    #[test]
    fn the_oldest_goods_are_paid_first_and_the_rest_is_prepaid() {
        let lines = owed(&[950, 390, 224]);
        let shares = oldest_first(&lines, yuan(1_200));
        let amounts: Vec<Decimal> = shares.iter().map(|share| share.amount).collect();
        assert_eq!(amounts, [yuan(950), yuan(250)]);
        let all = oldest_first(&lines, yuan(2_000));
        assert_eq!(sum(&all), yuan(1_564), "the remaining 4.36 yuan are prepaid");
    }

    #[test]
    fn a_division_keeps_within_the_payment_and_what_is_owed() {
        let lines = owed(&[950, 390]);
        let share = |line, fen| Share { line: DeliveryLineId(line), amount: yuan(fen) };
        assert_eq!(faults(&[share(1, 950), share(2, 390)], &lines, yuan(1_340)), []);
        assert_eq!(
            faults(&[share(1, 951), share(2, 390), share(9, 1)], &lines, yuan(1_340)),
            [
                (Some(DeliveryLineId(1)), ShareFault::TooMuch(yuan(950))),
                (Some(DeliveryLineId(9)), ShareFault::Gone),
                (None, ShareFault::OverAmount(yuan(2))),
            ]
        );
    }

    proptest! {
        #[test]
        fn what_is_proposed_is_always_accepted(
            left in proptest::collection::vec(0i64..5_000_000, 0..40),
            fen in 1i64..100_000_000,
        ) {
            let lines = owed(&left);
            let shares = oldest_first(&lines, yuan(fen));
            prop_assert_eq!(faults(&shares, &lines, yuan(fen)), []);
            let total: i64 = left.iter().sum();
            prop_assert_eq!(sum(&shares), yuan(fen.min(total)));
            // A line gets something only once those before it are paid in full.
            for (share, next) in shares.iter().zip(shares.iter().skip(1)) {
                prop_assert!(share.line < next.line);
                let line = lines.iter().find(|line| line.id == share.line).unwrap();
                prop_assert_eq!(share.amount, line.left());
            }
        }
    }
}
