//! Which sums of time are read for some days.

use super::Point;
use crate::values::day::month_end;
use chrono::{Days, NaiveDate};

/// Which sums of time make up what the points ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Periods {
    /// As of one day: the sum of all time, without the months and the days of its month that come
    /// after.
    AllBut { day: NaiveDate, later_months: NaiveDate, later_days: (NaiveDate, NaiveDate) },
    /// As of the ends of many months: each month that begins before this day.
    Months { before: NaiveDate },
}

impl Periods {
    /// Of points that are as of one day, or as of the ends of months.
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

    /// Whether rows say which month they are of.
    pub fn keeps_months(self) -> bool {
        matches!(self, Periods::Months { .. })
    }

    /// The months that are read begin on the first day or later, and before the second.
    pub fn months(self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        match self {
            Periods::AllBut { later_months, .. } => (Some(later_months), None),
            Periods::Months { before } => (None, Some(before)),
        }
    }

    /// The days that are read singly, both included; none where it ends before it begins.
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
