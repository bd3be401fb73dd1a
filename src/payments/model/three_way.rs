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
pub const MOST_CONTRACTS: i64 = 500;

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

    /// The two ledgers that differ.
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

    /// There is a difference, and no word on it.
    fn waits(&self, between: Between) -> bool {
        !self.difference(between).is_zero() && self.settled(between).is_none()
    }

    /// The word on a difference, while the difference is what it was about.
    pub fn settled(&self, between: Between) -> Option<&Settled> {
        self.settled.iter().find(|settled| {
            settled.between == between && settled.amount == self.difference(between)
        })
    }
}

impl ThreeWay {
    fn of_goods(&self, line: &Line) -> Option<Finding> {
        let tolerance = line.quantity * self.tolerance / Decimal::ONE_HUNDRED;
        let found = if line.quantity_accepted > line.quantity + tolerance {
            Finding::Over
        } else if self.is_over && line.quantity - tolerance > line.quantity_accepted {
            Finding::Short
        } else {
            return None;
        };
        line.waits(Between::Goods).then_some(found)
    }

    fn of_money(&self, line: &Line) -> Option<Finding> {
        let is_more = line.difference(Between::Money) > Decimal::ZERO;
        let found = if is_more { Finding::Unpaid } else { Finding::Overpaid };
        line.waits(Between::Money).then_some(found)
    }

    /// What is found about a line, what is to be looked into first before the rest.
    pub fn findings(&self, line: &Line) -> Vec<Finding> {
        let first = self.finding(line);
        let others = self.open(line).into_iter().filter(|finding| *finding != first);
        std::iter::once(first).chain(others).collect()
    }

    /// The differences that wait for a word.
    pub fn open(&self, line: &Line) -> Vec<Finding> {
        self.of_goods(line).into_iter().chain(self.of_money(line)).collect()
    }

    /// What is to be looked into first.
    pub fn finding(&self, line: &Line) -> Finding {
        let (goods, money) = (self.of_goods(line), self.of_money(line));
        if line.is_disputed {
            Finding::Disputed
        } else if let Some(finding) = goods.or(money) {
            finding
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
mod tests;
