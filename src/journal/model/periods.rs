//! Decides which sums of time are read for some days.

use super::Point;
use crate::values::day::month_end;
use chrono::{Days, NaiveDate};

/// The sums of time that make up the requested days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Periods {
    /// As of one day: the sum of all time, minus the later months and the later days of its month.
    AllBut { day: NaiveDate, later_months: NaiveDate, later_days: (NaiveDate, NaiveDate) },
    /// As of many month ends: each month that begins before this day.
    Months { before: NaiveDate },
}

impl Periods {
    /// For points that are as of one day, or as of month ends.
    pub(super) fn of(points: &[&Point]) -> Option<Self> {
        let first = points.iter().map(|point| point.day).min()?;
        let last = points.iter().map(|point| point.day).max()?;
        if first != last {
            return Some(Periods::Months { before: day_after(last) });
        }
        let end = month_end(last);
        Some(Periods::AllBut {
            day: last,
            later_months: day_after(end),
            later_days: (day_after(last), end),
        })
    }

    /// Whether rows name their month.
    pub fn keeps_months(self) -> bool {
        matches!(self, Periods::Months { .. })
    }

    /// The months to read begin on the first day or later, and before the second.
    pub fn months(self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        match self {
            Periods::AllBut { later_months, .. } => (Some(later_months), None),
            Periods::Months { before } => (None, Some(before)),
        }
    }

    /// The days to read individually, both included; none if the range is empty.
    pub fn days(self) -> Option<(NaiveDate, NaiveDate)> {
        match self {
            Periods::AllBut { later_days, .. } => Some(later_days),
            Periods::Months { .. } => None,
        }
    }
}

fn day_after(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}
