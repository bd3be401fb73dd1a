//! The run-sheet of a ceremony: its deals in their order, and what they come to.

use super::{CeremonyState, DealRung, Signed, path};
use crate::{
    projects::model::ProjectType,
    values::{
        amount::Amount,
        ids::ProjectId,
        place_code::PlaceCode,
        rung::{Contract, Intent, OnRung},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

/// A line of the run-sheet.
#[derive(Debug, Clone)]
pub struct RunRow {
    pub id: ProjectId,
    pub run_order: i16,
    pub number: String,
    pub title: String,
    pub rung: DealRung,
    pub r#type: ProjectType,
    pub supplier: String,
    pub buyer: String,
    pub owner_banner_code: PlaceCode,
    pub amount: Decimal,
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

    pub fn signed(&self) -> Signed {
        Signed::new(self.rung, self.amount)
    }

    /// The scan that a signed deal still lacks.
    pub fn lacks_scan(&self) -> bool {
        self.state != CeremonyState::Planned && !self.has_scan && self.scan_due_on.is_some()
    }
}

/// How many deals of one rung are how far, and what they come to.
#[derive(Debug, Clone, Copy)]
pub struct Progress<R> {
    pub released: (i64, Amount<R>),
    pub waiting: (i64, Amount<R>),
    pub planned: (i64, Amount<R>),
}

impl<R: OnRung> Progress<R> {
    /// `amount`: of a deal on this rung.
    fn of(rows: &[RunRow], amount: impl Fn(Signed) -> Option<Amount<R>>) -> Self {
        let sum = |state: CeremonyState| {
            let of_state = rows.iter().filter(|row| row.state == state);
            let amounts = of_state.filter_map(|row| amount(row.signed()));
            amounts.fold((0, Amount::ZERO), |sum, amount| (sum.0 + 1, sum.1 + amount))
        };
        Self {
            released: sum(CeremonyState::Released),
            waiting: sum(CeremonyState::Signed),
            planned: sum(CeremonyState::Planned),
        }
    }

    pub fn all(&self) -> (i64, Amount<R>) {
        let parts = [self.released, self.waiting, self.planned];
        (parts.iter().map(|part| part.0).sum(), parts.iter().map(|part| part.1).sum())
    }
}

/// What the run-sheet comes to.
#[derive(Debug, Clone)]
pub struct Tally {
    pub intents: Progress<Intent>,
    pub contracts: Progress<Contract>,
    pub renewals: (i64, Amount<Intent>),
    pub lacking_scans: i64,
    pub first_scan_due: Option<NaiveDate>,
}

impl Tally {
    pub fn of(rows: &[RunRow]) -> Self {
        let renewed =
            rows.iter().filter(|row| row.state == CeremonyState::Released && row.renews.is_some());
        let renewals = renewed.filter_map(|row| row.signed().intent());
        let lacking = || rows.iter().filter(|row| row.lacks_scan());
        Self {
            intents: Progress::of(rows, Signed::intent),
            contracts: Progress::of(rows, Signed::contract),
            renewals: renewals.fold((0, Amount::ZERO), |sum, one| (sum.0 + 1, sum.1 + one)),
            lacking_scans: lacking().count() as i64,
            first_scan_due: lacking().filter_map(|row| row.scan_due_on).min(),
        }
    }

    pub fn planned(&self) -> i64 {
        self.intents.planned.0 + self.contracts.planned.0
    }

    pub fn waiting(&self) -> i64 {
        self.intents.waiting.0 + self.contracts.waiting.0
    }

    /// How many deals are on the run-sheet.
    pub fn count(&self) -> i64 {
        self.intents.all().0 + self.contracts.all().0
    }
}
