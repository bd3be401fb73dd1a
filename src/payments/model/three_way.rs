//! What a contract line orders, what was accepted of it and what was paid: three ledgers side by
//! side, never added. A difference is explained in words or closed as a tail; nothing is edited.

use crate::{
    deliveries::model::reach::Reach,
    values::{
        amount::Amount,
        ids::{ContractId, ContractLineId},
        place_code::PlaceCode,
        rung::{Contract, Payment, Purchase},
    },
};
use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};

/// The most contracts that are compared at once: the latest.
pub const MOST_CONTRACTS: i64 = 1000;

/// A tail is at most so many percent of what it is compared with, …
const TAIL_PERCENT: Decimal = Decimal::ONE;
/// … and at most so many yuan.
const TAIL_YUAN: Decimal = Decimal::ONE_THOUSAND;

#[derive(Debug, Clone)]
pub struct ThreeWay {
    pub id: ContractId,
    pub number: String,
    pub title: String,
    pub buyer: String,
    pub supplier: String,
    /// Completed or past its term: nothing more is delivered under it.
    pub is_over: bool,
    /// Its termination says why nothing more is delivered.
    pub is_terminated: bool,
    /// In percent.
    pub tolerance: Decimal,
    pub lines: Vec<Line>,
}

#[derive(Debug, Clone)]
pub struct Line {
    pub id: ContractLineId,
    pub name: String,
    pub unit_code: String,
    /// As amended.
    pub quantity: Decimal,
    pub ordered: Amount<Contract>,
    pub quantity_accepted: Decimal,
    pub accepted: Amount<Purchase>,
    pub paid: Amount<Payment>,
    pub is_disputed: bool,
    /// The first day on which goods were accepted that are not paid in full.
    pub unpaid_since: Option<NaiveDate>,
    pub settled: Vec<Settled>,
}

crate::coded! {
    /// The two ledgers between which a difference is.
    Between {
        Goods "goods" "订与收" "ordered and accepted",
        Money "money" "收与付" "accepted and paid",
    }
}

/// The word of somebody who looked into a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    pub between: Between,
    pub amount: Decimal,
    pub is_tail: bool,
    pub note: String,
    pub settled_on: NaiveDate,
}

crate::coded! {
    /// How the three ledgers of a line compare.
    Verdict {
        Check "check" "待核" "To check",
        Due "due" "欠付" "Unpaid",
        Waiting "waiting" "没到货" "Nothing yet",
        Matched "matched" "对上" "Matched",
    }
}

/// What is to be looked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    Disputed,
    /// More was accepted than ordered, beyond the tolerance.
    Over,
    /// The contract is over, and less was accepted than ordered.
    Short,
    /// More was paid than accepted.
    Overpaid,
    Unpaid,
    Nothing,
    Matched,
}

impl Finding {
    pub fn verdict(self) -> Verdict {
        match self {
            Self::Disputed | Self::Over | Self::Short | Self::Overpaid => Verdict::Check,
            Self::Unpaid => Verdict::Due,
            Self::Nothing => Verdict::Waiting,
            Self::Matched => Verdict::Matched,
        }
    }

    /// The difference that a word can settle.
    pub fn between(self) -> Option<Between> {
        match self {
            Self::Over | Self::Short => Some(Between::Goods),
            Self::Overpaid | Self::Unpaid => Some(Between::Money),
            Self::Disputed | Self::Nothing | Self::Matched => None,
        }
    }
}

impl Line {
    /// In yuan: the later ledger is short of the earlier by so much. Negative: it exceeds it.
    pub fn difference(&self, between: Between) -> Decimal {
        let (ordered, accepted, paid) =
            (self.ordered.in_yuan(), self.accepted.in_yuan(), self.paid.in_yuan());
        match between {
            Between::Goods => ordered - accepted,
            Between::Money => accepted - paid,
        }
    }

    /// The most that may be closed as a tail, in yuan.
    pub fn tail_limit(&self, between: Between) -> Decimal {
        let base = match between {
            Between::Goods => self.ordered.in_yuan(),
            Between::Money => self.accepted.in_yuan(),
        };
        let share = base * TAIL_PERCENT / Decimal::ONE_HUNDRED;
        share.round_dp_with_strategy(2, RoundingStrategy::ToZero).min(TAIL_YUAN)
    }

    pub fn may_be_tail(&self, between: Between) -> bool {
        self.difference(between).abs() <= self.tail_limit(between)
    }

    /// The word on a difference, while the difference is what it was about.
    pub fn settled(&self, between: Between) -> Option<&Settled> {
        self.settled.iter().find(|settled| {
            settled.between == between && settled.amount == self.difference(between)
        })
    }
}

impl ThreeWay {
    pub fn finding(&self, line: &Line) -> Finding {
        let tolerance = line.quantity * self.tolerance / Decimal::ONE_HUNDRED;
        let is_open = |between| line.settled(between).is_none();
        let money = line.difference(Between::Money);
        let short = line.quantity - tolerance > line.quantity_accepted;
        if line.is_disputed {
            Finding::Disputed
        } else if line.quantity_accepted > line.quantity + tolerance && is_open(Between::Goods) {
            Finding::Over
        } else if money < Decimal::ZERO && is_open(Between::Money) {
            Finding::Overpaid
        } else if self.is_over && short && is_open(Between::Goods) {
            Finding::Short
        } else if money > Decimal::ZERO && is_open(Between::Money) {
            Finding::Unpaid
        } else if line.accepted.is_zero() && !self.is_over && !self.is_terminated {
            Finding::Nothing
        } else {
            Finding::Matched
        }
    }
}

/// The reach of a viewer, and the filters within it.
#[derive(Debug, Clone)]
pub struct ThreeWayFilter {
    pub reach: Reach,
    pub banner: Option<PlaceCode>,
    pub contract: Option<ContractId>,
    /// Part of a contract's number, or of a party's name.
    pub typed: Option<String>,
    pub today: NaiveDate,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(ordered: i64, accepted: i64, paid: i64) -> Line {
        Line {
            id: ContractLineId(1),
            name: "马铃薯".into(),
            unit_code: "t".into(),
            quantity: Decimal::from(ordered) / Decimal::from(2_000),
            ordered: Amount::yuan(ordered.into()),
            quantity_accepted: Decimal::from(accepted) / Decimal::from(2_000),
            accepted: Amount::yuan(accepted.into()),
            paid: Amount::yuan(paid.into()),
            is_disputed: false,
            unpaid_since: None,
            settled: Vec::new(),
        }
    }

    fn contract(is_over: bool, tolerance: i64) -> ThreeWay {
        ThreeWay {
            id: ContractId(1),
            number: "CG-1".into(),
            title: "马铃薯采购".into(),
            buyer: "甲".into(),
            supplier: "乙".into(),
            is_over,
            is_terminated: false,
            tolerance: tolerance.into(),
            lines: Vec::new(),
        }
    }

    #[test]
    fn three_ledgers_are_compared_by_what_is_due_now() {
        let running = contract(false, 2);
        assert_eq!(running.finding(&line(960_000, 718_000, 623_000)), Finding::Unpaid);
        assert_eq!(running.finding(&line(520_000, 390_000, 390_000)), Finding::Matched);
        assert_eq!(running.finding(&line(520_000, 0, 0)), Finding::Nothing);
        assert_eq!(running.finding(&line(320_000, 320_000, 336_000)), Finding::Overpaid);
        assert_eq!(running.finding(&line(100_000, 102_000, 102_000)), Finding::Matched);
        assert_eq!(running.finding(&line(100_000, 102_001, 102_001)), Finding::Over);
        let disputed = Line { is_disputed: true, ..line(100_000, 100_000, 100_000) };
        assert_eq!(running.finding(&disputed), Finding::Disputed);
    }

    #[test]
    fn what_is_missing_at_the_end_is_looked_into() {
        let over = contract(true, 2);
        assert_eq!(over.finding(&line(100_000, 97_999, 97_999)), Finding::Short);
        assert_eq!(over.finding(&line(100_000, 98_000, 98_000)), Finding::Matched);
        assert_eq!(over.finding(&line(100_000, 0, 0)), Finding::Short);
        let terminated = ThreeWay { is_terminated: true, ..contract(false, 0) };
        assert_eq!(terminated.finding(&line(100_000, 0, 0)), Finding::Matched);
    }

    #[test]
    fn a_word_holds_while_the_difference_stays_as_it_was() {
        let settled = |amount: i64| Settled {
            between: Between::Money,
            amount: amount.into(),
            is_tail: true,
            note: "抹零".into(),
            settled_on: "2020-09-28".parse().unwrap(),
        };
        let running = contract(false, 0);
        let mut line = line(100_000, 90_000, 89_500);
        line.settled = vec![settled(500)];
        assert_eq!(running.finding(&line), Finding::Matched);
        line.settled = vec![settled(400)];
        assert_eq!(running.finding(&line), Finding::Unpaid);
    }

    #[test]
    fn a_tail_is_small_in_itself_and_beside_its_line() {
        assert!(line(50_000, 50_000, 49_500).may_be_tail(Between::Money));
        assert!(!line(50_000, 50_000, 49_499).may_be_tail(Between::Money), "over 1 %");
        assert!(line(500_000, 499_000, 0).may_be_tail(Between::Goods));
        assert!(!line(500_000, 498_999, 0).may_be_tail(Between::Goods), "over 1,000 yuan");
    }
}
