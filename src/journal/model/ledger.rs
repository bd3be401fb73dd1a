//! Rows of sums, totalled at a point.

use super::{Account, Balance, Balances, Grain, Point};
use crate::values::day::month_end;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// The days on which a row counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// On every requested day.
    Always,
    /// On this day only: the total as of it.
    AsOf(NaiveDate),
    /// On month ends, from the end of the month that begins on this day.
    Month(NaiveDate),
    /// From this day on.
    From(NaiveDate),
}

impl Span {
    fn counts_on(self, day: NaiveDate) -> bool {
        match self {
            Span::Always => true,
            Span::AsOf(of) => of == day,
            Span::Month(first) => month_end(day) == day && first <= day,
            Span::From(first) => first <= day,
        }
    }
}

/// The total of some entries of one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// `None`: entries themselves, which serve any point.
    pub grain: Option<Grain>,
    pub account: Account,
    pub span: Span,
    /// Zero or empty if the row has none or no point requests it.
    pub edition: i64,
    pub banner: String,
    pub buyer_kind: String,
    pub category: String,
    pub amount: Decimal,
    pub records: i64,
}

impl Row {
    fn counts_at(&self, point: &Point) -> bool {
        self.grain.is_none_or(|grain| grain == Grain::of(point))
            && self.span.counts_on(point.day)
            && point.edition.is_none_or(|id| self.edition == id.0)
            && point.banner.as_ref().is_none_or(|code| self.banner == code.as_str())
            && point.buyer_kind.is_none_or(|kind| self.buyer_kind == kind.code())
            && point.category.as_ref().is_none_or(|code| self.category.starts_with(code.as_str()))
    }
}

/// Everything read for some points.
#[derive(Debug, Clone, Default)]
pub struct Ledger(pub Vec<Row>);

impl Ledger {
    /// The balance of each account at `point`, which must be one of those that were read for.
    pub fn at(&self, point: &Point) -> Balances {
        let mut balances = Balances::default();
        for row in self.0.iter().filter(|row| row.counts_at(point)) {
            *balances.0.entry(row.account).or_default() +=
                Balance { amount: row.amount, records: row.records };
        }
        balances
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::model::Scope;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn row(span: Span, records: i64) -> Row {
        Row {
            grain: None,
            account: Account::ContractCurrent,
            span,
            edition: 0,
            banner: "150621".into(),
            buyer_kind: String::new(),
            category: String::new(),
            amount: Decimal::from(records),
            records,
        }
    }

    #[test]
    fn the_end_of_a_month_has_the_months_up_to_it_and_a_day_within_has_its_own_row() {
        let ledger = Ledger(vec![
            row(Span::Month(day("2020-08-01")), 1),
            row(Span::Month(day("2020-09-01")), 10),
            row(Span::AsOf(day("2020-09-28")), 5),
        ]);
        let records =
            |at: &str| ledger.at(&Scope::default().on(day(at))).records(Account::ContractCurrent);
        assert_eq!(records("2020-07-31"), 0);
        assert_eq!(records("2020-08-31"), 1);
        assert_eq!(records("2020-09-28"), 5);
        assert_eq!(records("2020-09-30"), 11);
    }

    #[test]
    fn a_point_takes_what_it_is_narrowed_to() {
        let ledger = Ledger(vec![row(Span::Always, 1)]);
        let at = |banner: &str| {
            let scope = Scope { banner: Some(banner.parse().unwrap()), ..Scope::default() };
            ledger.at(&scope.on(day("2020-09-28"))).records(Account::ContractCurrent)
        };
        assert_eq!((at("150621"), at("150622")), (1, 0));
    }
}
