//! A statement of account (对账单): what one party accepted from another and paid it in a period.

use crate::values::{
    amount::Amount,
    rung::{Payment, Purchase},
};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

/// The most rows of each ledger that a statement holds.
pub const MOST_ROWS: usize = 2000;

/// Both days count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

impl Period {
    /// This year up to today.
    pub fn usual(today: NaiveDate) -> Self {
        Self { from: today.with_ordinal(1).unwrap_or(today), to: today }
    }
}

/// An accepted line.
#[derive(Debug, Clone)]
pub struct Goods {
    pub accepted_on: NaiveDate,
    pub delivery: String,
    pub contract: Option<String>,
    pub name: String,
    pub quantity: Decimal,
    pub unit_code: String,
    pub unit_price: Decimal,
    pub amount: Amount<Purchase>,
}

#[derive(Debug, Clone)]
pub struct Paid {
    pub paid_on: NaiveDate,
    pub number: String,
    pub amount: Amount<Payment>,
}

/// What was accepted and paid before the period.
#[derive(Debug, Clone, Copy, Default)]
pub struct Before {
    pub accepted: Amount<Purchase>,
    pub paid: Amount<Payment>,
}

#[derive(Debug, Clone)]
pub struct Statement {
    pub period: Period,
    pub before: Before,
    pub goods: Vec<Goods>,
    pub payments: Vec<Paid>,
}

impl Statement {
    pub fn accepted(&self) -> Amount<Purchase> {
        self.goods.iter().map(|goods| goods.amount).sum()
    }

    pub fn paid(&self) -> Amount<Payment> {
        self.payments.iter().map(|paid| paid.amount).sum()
    }

    /// In yuan, before the period. Positive: the buyer owes it; negative: it is prepaid.
    pub fn opening(&self) -> Decimal {
        self.before.accepted.in_yuan() - self.before.paid.in_yuan()
    }

    /// The same at the end of the period.
    pub fn closing(&self) -> Decimal {
        self.opening() + self.accepted().in_yuan() - self.paid().in_yuan()
    }

    /// It holds not all of the period.
    pub fn is_cut(&self) -> bool {
        self.goods.len() > MOST_ROWS || self.payments.len() > MOST_ROWS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_goes_from_what_was_owed_to_what_is_owed() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let goods = |amount: i64| Goods {
            accepted_on: day("2020-09-01"),
            delivery: "DH-1".into(),
            contract: None,
            name: "马铃薯".into(),
            quantity: Decimal::ONE,
            unit_code: "t".into(),
            unit_price: amount.into(),
            amount: Amount::yuan(amount.into()),
        };
        let statement = Statement {
            period: Period::usual(day("2020-09-28")),
            before: Before { accepted: Amount::yuan(500.into()), paid: Amount::yuan(700.into()) },
            goods: vec![goods(1_000), goods(250)],
            payments: vec![Paid {
                paid_on: day("2020-09-02"),
                number: "银付 1".into(),
                amount: Amount::yuan(600.into()),
            }],
        };
        assert_eq!(statement.period.from, day("2020-01-01"));
        assert_eq!(statement.opening(), Decimal::from(-200), "prepaid");
        assert_eq!(statement.closing(), Decimal::from(450));
    }
}
