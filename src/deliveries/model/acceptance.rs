//! What a buyer decides on goods, line by line, and whether the contract allows it.

use super::record::{Part, Refused, Weighing};
use crate::values::{amount::Amount, ids::ContractLineId, rung::Purchase};
use rust_decimal::{Decimal, RoundingStrategy};

/// What is decided on the open part of a line. What is left of it stays open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decision {
    /// The number of the line.
    pub position: i16,
    pub accepted: Decimal,
    /// How much, and why.
    pub rejected: Option<(Decimal, Refused)>,
    pub disputed: Option<(Decimal, Refused)>,
    pub weighing: Option<Weighing>,
}

/// Why a decision on a line does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionFault {
    /// Nothing of the line is open: somebody decided meanwhile.
    NothingOpen,
    /// More than the open quantity, which it tells.
    TooMuch(Decimal),
    /// The buyer's scale may show more than was shipped, but then the weighing is on record.
    HeavierUnweighed,
    /// More is accepted than was weighed.
    LighterThanAccepted(Decimal),
    /// Over what the contract still allows of this line.
    OverLine(Decimal),
}

/// The parts that an open part becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// How much of what was shipped is accepted, and what the buyer counts for it.
    pub accepted: Option<(Decimal, Decimal)>,
    pub rejected: Decimal,
    pub disputed: Decimal,
    /// Stays open.
    pub open: Decimal,
}

impl Decision {
    fn quantity(of: &Option<(Decimal, Refused)>) -> Decimal {
        of.as_ref().map_or(Decimal::ZERO, |(quantity, _)| *quantity)
    }

    /// With a weighing, more may be accepted than was shipped: all of it is then accepted.
    pub fn split(&self, open: Decimal) -> Result<Split, DecisionFault> {
        let (rejected, disputed) = (Self::quantity(&self.rejected), Self::quantity(&self.disputed));
        let refused = rejected + disputed;
        if refused > open || self.accepted > open - refused && !refused.is_zero() {
            return Err(DecisionFault::TooMuch(open));
        }
        match &self.weighing {
            Some(weighing) if self.accepted > weighing.net() => {
                return Err(DecisionFault::LighterThanAccepted(weighing.net()));
            }
            None if self.accepted > open => return Err(DecisionFault::HeavierUnweighed),
            _ => {}
        }
        let taken = self.accepted.min(open - refused);
        let accepted = (!taken.is_zero()).then_some((taken, self.accepted));
        Ok(Split { accepted, rejected, disputed, open: open - refused - taken })
    }
}

/// What a contract line allows, and what was accepted of it so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineLimit {
    /// All versions of the line, before and after amendments.
    pub lines: Vec<ContractLineId>,
    /// Zero once an amendment has removed the line.
    pub ordered: Decimal,
    /// By all its deliveries.
    pub accepted: Decimal,
}

/// What a contract allows in money, and what was accepted so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AmountLimit {
    /// The lines as amended, without the named adjustment.
    pub ordered: Decimal,
    /// In percent.
    pub tolerance: Decimal,
    pub accepted: Decimal,
    /// The number of parts accepted so far. Each is rounded to the fen.
    pub parts: i64,
}

/// With the named tolerance, in percent.
pub fn with_tolerance(ordered: Decimal, tolerance: Decimal) -> Decimal {
    ordered * (Decimal::ONE_HUNDRED + tolerance) / Decimal::ONE_HUNDRED
}

impl LineLimit {
    /// What may still be accepted.
    pub fn left(&self, tolerance: Decimal) -> Decimal {
        (with_tolerance(self.ordered, tolerance) - self.accepted).max(Decimal::ZERO)
    }
}

impl AmountLimit {
    /// By how much the contract would be exceeded with `more` yuan in so many parts. Rounding each
    /// part to the fen exceeds nothing.
    pub fn over(&self, more: Decimal, parts: i64) -> Option<Decimal> {
        let rounding = Decimal::new(5, 3) * Decimal::from(self.parts + parts);
        let over = self.accepted + more - with_tolerance(self.ordered, self.tolerance);
        (over > rounding).then_some(over)
    }
}

/// A line is round(quantity × price, 2).
pub fn amount_of(part: &Part, quantity: Decimal) -> Amount<Purchase> {
    let yuan = quantity * part.unit_price;
    Amount::yuan(yuan.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
}

#[cfg(test)]
mod tests;
