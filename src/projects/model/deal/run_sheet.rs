//! The run-sheet of a ceremony: its deals in their order, and what they come to.

use super::{CeremonyState, path};
use crate::{
    projects::model::ProjectType,
    values::{amount::Amount, ids::ProjectId, place_code::PlaceCode, rung::Intent},
};
use chrono::{DateTime, NaiveDate, Utc};

/// A line of the run-sheet.
#[derive(Debug, Clone)]
pub struct RunRow {
    pub id: ProjectId,
    pub run_order: i16,
    pub number: String,
    pub title: String,
    pub r#type: ProjectType,
    pub supplier: String,
    pub buyer: String,
    pub owner_banner_code: PlaceCode,
    pub amount: Amount<Intent>,
    pub signed_on: NaiveDate,
    pub state: CeremonyState,
    pub released_at: Option<DateTime<Utc>>,
    pub renews: Option<String>,
    pub has_scan: bool,
    pub scan_due_on: Option<NaiveDate>,
    /// A release of it was taken back.
    pub was_withdrawn: bool,
}

impl RunRow {
    pub fn path(&self) -> String {
        path(self.id)
    }

    /// The scan that a signed deal still lacks.
    pub fn lacks_scan(&self) -> bool {
        self.state != CeremonyState::Planned && !self.has_scan && self.scan_due_on.is_some()
    }
}

/// What the run-sheet comes to.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    pub released: (i64, Amount<Intent>),
    pub waiting: (i64, Amount<Intent>),
    pub planned: (i64, Amount<Intent>),
    pub renewals: (i64, Amount<Intent>),
    pub lacking_scans: i64,
    pub first_scan_due: Option<NaiveDate>,
}

impl Tally {
    pub fn of(rows: &[RunRow]) -> Self {
        let sum = |of: &dyn Fn(&RunRow) -> bool| {
            let rows = || rows.iter().filter(|row| of(row));
            (rows().count() as i64, rows().map(|row| row.amount).sum())
        };
        let is = |state: CeremonyState| move |row: &RunRow| row.state == state;
        Self {
            released: sum(&is(CeremonyState::Released)),
            waiting: sum(&is(CeremonyState::Signed)),
            planned: sum(&is(CeremonyState::Planned)),
            renewals: sum(&|row| row.state == CeremonyState::Released && row.renews.is_some()),
            lacking_scans: rows.iter().filter(|row| row.lacks_scan()).count() as i64,
            first_scan_due: rows
                .iter()
                .filter(|row| row.lacks_scan())
                .filter_map(|row| row.scan_due_on)
                .min(),
        }
    }

    /// Everything on the run-sheet.
    pub fn all(&self) -> (i64, Amount<Intent>) {
        let parts = [self.released, self.waiting, self.planned];
        (parts.iter().map(|part| part.0).sum(), parts.iter().map(|part| part.1).sum())
    }
}
