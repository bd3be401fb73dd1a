//! Defines which sums of payments are public (domain.md §3 rule 9), and proves that no single
//! payment follows from them.
//!
//! Every payment belongs to at most one published row:
//!
//! 1. a buyer's month, where the buyer made at least three payments in it;
//! 2. what is left of a buyer's quarter, where that is at least three;
//! 3. what is left of a buyer's year, where that is at least three;
//! 4. what is left of a year of all buyers together (the pool), where that is at least three
//!    payments of at least two buyers. Otherwise it waits for the next year's pool.
//!
//! A row is published once its period is over, and nothing changes it afterwards: a payment that is
//! recorded or voided late counts in the month in which that was done
//! (`paid_allocations.counts_on`). A reversal, and what is added to a payment after its first month,
//! is only in a year's row or in the pool, and makes no row: each row has three payments that are
//! new in it.
//!
//! The proof is short. Rows share no payment, and every public sum of payments, on a page, in a
//! sheet, in the API, of a day, a buyer or a kind of buyer, is a sum of whole rows. Take any
//! combination of public sums, and look at the last row that is left with a factor other than zero.
//! Payments are in no row before the one in which they were new, so the three that are new in the
//! last row have its factor, and nobody can distinguish them. This is also why payments are
//! published by no other dimension: a sum by banner, edition, supplier or contract would cut rows
//! into smaller pieces.

use crate::{
    organisations::model::OrganisationKind,
    values::{
        amount::Amount,
        day::{last_ended_month, month_end},
        ids::{OrganisationId, PaymentId},
        rung::Payment,
    },
};
use chrono::{Datelike, Months, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

pub const FEWEST_PAYMENTS: usize = 3;
const FEWEST_POOLED_BUYERS: usize = 2;

/// The amount that a payment adds to a month, or subtracts if it was voided.
#[derive(Debug, Clone)]
pub struct Movement {
    pub buyer_id: OrganisationId,
    pub buyer_kind: OrganisationKind,
    /// Its first day.
    pub month: NaiveDate,
    /// None: all that are new in the buyer's month, which are at least `FEWEST_PAYMENTS`.
    pub payment_id: Option<PaymentId>,
    /// The payment counts from this month. Else the amount changes one that did before.
    pub is_new: bool,
    pub amount: Amount<Payment>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Buyer {
    pub id: OrganisationId,
    pub kind: OrganisationKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Span {
    Month,
    Quarter,
    Year,
    /// A year, or several, of all buyers together.
    Pool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub span: Span,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// A shorter period of the same buyer within it has its own row: this is the rest.
    pub is_rest: bool,
}

/// A sum that is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// None: the pool.
    pub buyer: Option<Buyer>,
    /// The number of its buyers.
    pub buyers: usize,
    pub period: Period,
    pub amount: Amount<Payment>,
}

/// The public payments: the rows whose periods were over by a day.
#[derive(Debug, Clone)]
pub struct Publication {
    /// The last month end that had passed.
    pub day: NaiveDate,
    /// By the ends of their periods; the pool last of its year.
    rows: Vec<Row>,
}

/// The month end as of which payments may be shown for `asked`, on `today`. The last day of a month
/// counts only after it is over.
pub fn payments_day(asked: NaiveDate, today: NaiveDate) -> NaiveDate {
    let by_asked = if month_end(asked) == asked { asked } else { last_ended_month(asked) };
    by_asked.min(last_ended_month(today))
}

impl Publication {
    /// Of all movements up to `day`, which is a `payments_day`. Movements of one buyer have no
    /// pool.
    pub fn new(movements: &[Movement], day: NaiveDate) -> Self {
        let mut rows = Vec::new();
        let mut left = Vec::new();
        for movements in movements.chunk_by(|a, b| a.buyer_id == b.buyer_id) {
            left.extend(of_buyer(movements, day, &mut rows));
        }
        pool(&left, &mut rows);
        rows.sort_by_key(|row| (row.period.to, row.period.span, row.buyer.map(|buyer| buyer.id)));
        Self { day, rows }
    }

    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The total of the rows that were public on an earlier `payments_day`.
    pub fn sum(&self, day: NaiveDate, takes: impl Fn(&Row) -> bool) -> Amount<Payment> {
        self.rows
            .iter()
            .filter(|row| row.period.to <= day && takes(row))
            .map(|row| row.amount)
            .sum()
    }
}

/// Adds the rows of a buyer; returns the rest of the years that are over.
fn of_buyer<'a>(
    movements: &'a [Movement],
    day: NaiveDate,
    rows: &mut Vec<Row>,
) -> Vec<&'a Movement> {
    let mut left: Vec<&Movement> =
        movements.iter().filter(|movement| movement.month <= day).collect();
    for span in [Span::Month, Span::Quarter, Span::Year] {
        let mut periods: BTreeMap<NaiveDate, Vec<&Movement>> = BTreeMap::new();
        let (now, later): (Vec<_>, Vec<_>) =
            left.into_iter().partition(|movement| span == Span::Year || movement.is_new);
        left = later;
        for movement in now {
            periods.entry(span.first_day(movement.month)).or_default().push(movement);
        }
        for (from, movements) in periods {
            let to = span.last_day(from);
            let is_published = to <= day && is_enough(&movements);
            if !is_published {
                left.extend(movements);
                continue;
            }
            let buyer = movements
                .first()
                .map(|movement| Buyer { id: movement.buyer_id, kind: movement.buyer_kind });
            let is_rest = rows
                .iter()
                .rev()
                .take_while(|row| row.buyer == buyer)
                .any(|row| row.period.from >= from && row.period.to <= to);
            rows.push(Row {
                buyer,
                buyers: 1,
                period: Period { span, from, to, is_rest },
                amount: sum(&movements),
            });
        }
    }
    left.retain(|movement| Span::Year.last_day(Span::Year.first_day(movement.month)) <= day);
    left
}

/// Adds the pool of each year, or of the years that waited for one another.
fn pool(left: &[&Movement], rows: &mut Vec<Row>) {
    let mut years: BTreeMap<NaiveDate, Vec<&Movement>> = BTreeMap::new();
    for movement in left {
        years.entry(Span::Year.first_day(movement.month)).or_default().push(movement);
    }
    let mut waiting: Vec<&Movement> = Vec::new();
    for (year, movements) in years {
        waiting.extend(movements);
        let buyers: BTreeSet<OrganisationId> =
            payments(&waiting).into_keys().map(|(buyer, _)| buyer).collect();
        if buyers.len() < FEWEST_POOLED_BUYERS || !is_enough(&waiting) {
            continue;
        }
        let from = waiting
            .iter()
            .map(|movement| Span::Year.first_day(movement.month))
            .min()
            .unwrap_or(year);
        let period =
            Period { span: Span::Pool, from, to: Span::Year.last_day(year), is_rest: false };
        rows.push(Row { buyer: None, buyers: buyers.len(), period, amount: sum(&waiting) });
        waiting.clear();
    }
}

/// Payments that are new in a sum, and not reversed in it.
fn payments(
    movements: &[&Movement],
) -> BTreeMap<(OrganisationId, Option<PaymentId>), Amount<Payment>> {
    let mut payments: BTreeMap<_, Amount<Payment>> = BTreeMap::new();
    for movement in movements {
        let sum = payments.entry((movement.buyer_id, movement.payment_id)).or_default();
        *sum = *sum + movement.amount;
    }
    let new: BTreeSet<_> = movements
        .iter()
        .filter(|movement| movement.is_new)
        .map(|movement| (movement.buyer_id, movement.payment_id))
        .collect();
    payments.retain(|payment, amount| *amount > Amount::ZERO && new.contains(payment));
    payments
}

fn is_enough(movements: &[&Movement]) -> bool {
    movements.iter().any(|movement| movement.is_new && movement.payment_id.is_none())
        || payments(movements).len() >= FEWEST_PAYMENTS
}

fn sum(movements: &[&Movement]) -> Amount<Payment> {
    movements.iter().map(|movement| movement.amount).sum()
}

impl Span {
    pub const ALL: [Span; 4] = [Span::Month, Span::Quarter, Span::Year, Span::Pool];

    pub fn code(self) -> &'static str {
        ["month", "quarter", "year", "pool"][self as usize]
    }

    fn months(self) -> u32 {
        match self {
            Span::Month => 1,
            Span::Quarter => 3,
            Span::Year | Span::Pool => 12,
        }
    }

    fn first_day(self, month: NaiveDate) -> NaiveDate {
        let first = month.month0() / self.months() * self.months() + 1;
        NaiveDate::from_ymd_opt(month.year(), first, 1).unwrap_or(month)
    }

    fn last_day(self, first: NaiveDate) -> NaiveDate {
        month_end(first.checked_add_months(Months::new(self.months() - 1)).unwrap_or(first))
    }
}

impl std::str::FromStr for Span {
    type Err = ();
    fn from_str(code: &str) -> Result<Self, ()> {
        Span::ALL.into_iter().find(|span| span.code() == code).ok_or(())
    }
}

#[cfg(test)]
mod tests;
