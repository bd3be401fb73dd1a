//! What is asked of the journal.

use crate::journal::model::{Account, Point, Scope};
use chrono::NaiveDate;

/// The requested accounts of a scope, and the points.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    pub scope: &'a Scope,
    pub accounts: &'a [Account],
    pub points: &'a [Point],
}

impl Ask<'_> {
    pub(super) fn last_day(&self) -> NaiveDate {
        self.points.iter().map(|point| point.day).max().unwrap_or(NaiveDate::MIN)
    }

    /// Whether rows must name their day.
    pub(super) fn keeps_days(&self) -> bool {
        self.points.windows(2).any(|pair| pair[0].day != pair[1].day)
    }
}
