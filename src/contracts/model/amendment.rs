//! 补充协议: what it changes of a contract, whether it may, and what the contract says afterwards.
//! What was signed stays: a changed line gets a new version, and the old one stays on record.

use super::{Amendment, rationale::Rationale, terms::Goods};
use crate::{
    projects::model::deal::Village,
    values::{
        amount::Amount,
        ids::{AmendmentId, ContractLineId},
        rung::Contract,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

/// What a contract says once an amendment, and those before it, take effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub lines: Vec<VersionLine>,
    pub amount: Amount<Contract>,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// In percent.
    pub tolerance: Decimal,
    pub villages: Vec<Village>,
    /// The signing, or the day on which the latest amendment takes effect.
    pub since: NaiveDate,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionLine {
    pub id: ContractLineId,
    /// The first version of the line.
    pub original_id: ContractLineId,
    pub goods: Goods,
    /// Accepted, or on the way, under any version of the line.
    pub sent: Decimal,
}

/// What is to be different. Empty: it stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// `None`: the line ceases.
    pub lines: Vec<(ContractLineId, Option<Goods>)>,
    pub added: Vec<Goods>,
    pub ends_on: Option<NaiveDate>,
    /// In percent.
    pub tolerance: Option<Decimal>,
    pub villages: Vec<Village>,
}

/// An amendment as it is entered.
#[derive(Debug, Clone)]
pub struct Entered {
    pub change: Change,
    pub rationale: Vec<Rationale>,
    pub reason: String,
    pub signed_on: NaiveDate,
    pub effective_on: NaiveDate,
    pub ceiling_reason: Option<String>,
}

/// Why an amendment is not possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AmendmentFault {
    Nothing,
    /// Less than was sent of the line: its name, and how much that is, in this unit.
    BelowSent(String, Decimal, String),
    /// Goods were sent at the price that this line is to lose.
    PriceOfSent(String),
    /// Nothing, or less than nothing, is left of the amount.
    NoAmount,
    /// The new end, before the first day of the term or before it takes effect itself.
    EndsTooEarly,
    /// Before the day on which the one before it takes effect.
    BeforeTheLast(NaiveDate),
    /// A later amendment builds on it.
    NotTheLast,
    /// Goods were sent under what it changed.
    InUse,
}

impl VersionLine {
    fn changed(&self, to: &Option<Goods>) -> Result<(), AmendmentFault> {
        let left = to.as_ref().map_or(Decimal::ZERO, |goods| goods.quantity);
        let name = || self.goods.name.clone();
        if left < self.sent {
            let unit = self.goods.unit_code.clone();
            return Err(AmendmentFault::BelowSent(name(), self.sent.normalize(), unit));
        }
        let keeps_its_price =
            to.as_ref().is_none_or(|goods| goods.unit_price == self.goods.unit_price);
        match keeps_its_price || self.sent.is_zero() {
            true => Ok(()),
            false => Err(AmendmentFault::PriceOfSent(name())),
        }
    }
}

impl Version {
    pub fn line(&self, id: ContractLineId) -> Option<&VersionLine> {
        self.lines.iter().find(|line| line.id == id)
    }

    /// In the trail.
    pub fn lines_said(&self) -> String {
        self.lines.iter().map(|line| line.goods.said()).collect::<Vec<_>>().join("；")
    }
}

impl Change {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn of(&self, line: &VersionLine) -> Option<&Option<Goods>> {
        self.lines.iter().find(|(id, _)| *id == line.id).map(|(_, to)| to)
    }

    /// The goods of a line afterwards.
    pub fn goods_of(&self, line: &VersionLine) -> Option<Goods> {
        self.of(line).cloned().unwrap_or_else(|| Some(line.goods.clone()))
    }

    /// Of the amount: the lines that come, without those that go.
    pub fn amount(&self, before: &Version) -> Amount<Contract> {
        let added: Amount<Contract> = self.added.iter().map(Goods::amount).sum();
        let lines = before.lines.iter().filter_map(|line| {
            let to = self.of(line)?.as_ref().map_or(Amount::ZERO, Goods::amount);
            Some(to - line.goods.amount())
        });
        added + lines.sum()
    }

    /// All goods afterwards, in the trail.
    pub fn lines_said(&self, before: &Version) -> String {
        let kept = before.lines.iter().filter_map(|line| self.goods_of(line));
        let all = kept.chain(self.added.iter().cloned());
        all.map(|goods| goods.said()).collect::<Vec<_>>().join("；")
    }

    /// Whether the contract can be changed so.
    pub fn check(&self, before: &Version, effective_on: NaiveDate) -> Result<(), AmendmentFault> {
        if self.is_empty() {
            return Err(AmendmentFault::Nothing);
        }
        for line in &before.lines {
            self.of(line).map_or(Ok(()), |to| line.changed(to))?;
        }
        if (before.amount + self.amount(before)).in_yuan() <= Decimal::ZERO {
            return Err(AmendmentFault::NoAmount);
        }
        if effective_on < before.since {
            return Err(AmendmentFault::BeforeTheLast(before.since));
        }
        match self.ends_on.is_some_and(|ends_on| ends_on < effective_on.max(before.starts_on)) {
            true => Err(AmendmentFault::EndsTooEarly),
            false => Ok(()),
        }
    }
}

/// An amendment on record, in the office.
#[derive(Debug, Clone)]
pub struct AmendmentRecord {
    pub id: AmendmentId,
    pub amendment: Amendment,
    pub ceiling_reason: Option<String>,
    pub voided_at: Option<DateTime<Utc>>,
    pub void_reason: Option<String>,
    /// No later one builds on it.
    pub is_last: bool,
}

impl AmendmentRecord {
    pub fn is_void(&self) -> bool {
        self.voided_at.is_some()
    }
}

#[cfg(test)]
mod tests;
