//! A trademark, for its owner and its reviewers. Its states are those of a certificate.

pub mod trail;

pub use crate::certifications::model::{State, Waits};
use crate::{
    files::model::Scan,
    identity::model::Viewer,
    values::{
        ids::{BrandId, OrganisationId, TrademarkId},
        place_code::PlaceCode,
    },
};
use chrono::{Days, Months, NaiveDate};

/// The owner is reminded this many days before a term ends: renewing takes months, and may begin a
/// year ahead.
pub const REMIND_BEFORE: u64 = 180;

/// Classes of goods and services in the Nice Classification.
pub const CLASSES: std::ops::RangeInclusive<i16> = 1..=45;

/// The data of a trademark, as its owner enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The brand's name.
    pub brand: String,
    pub number: String,
    pub class: i16,
    pub registered_on: NaiveDate,
    /// The last day of the term.
    pub expires_on: NaiveDate,
}

impl Claim {
    /// In the trail.
    pub fn label(&self) -> String {
        format!("{} {}", self.brand, self.number)
    }
}

/// The last day of the first term of ten years.
pub fn first_term(registered_on: NaiveDate) -> Option<NaiveDate> {
    registered_on.checked_add_months(Months::new(120))?.pred_opt()
}

/// The latest end of a term: ten years, renewed a year ahead at the earliest.
pub fn latest_end(today: NaiveDate) -> Option<NaiveDate> {
    today.checked_add_months(Months::new(132))
}

#[derive(Debug, Clone)]
pub struct TrademarkRecord {
    pub id: TrademarkId,
    pub brand_id: BrandId,
    pub organisation_id: OrganisationId,
    pub organisation: String,
    pub claim: Claim,
    pub state: State,
    pub version: i32,
    pub review_note: Option<String>,
    pub verified_on: Option<NaiveDate>,
    pub verified_by: Option<String>,
    pub scan: Option<Scan>,
    /// The last day of the previous term, whose other fields are the same.
    pub follows: Option<NaiveDate>,
    /// Whether its next term is recorded.
    pub is_renewed: bool,
}

impl TrademarkRecord {
    pub fn own_path(&self) -> String {
        format!("/my{}", self.id.path())
    }

    pub fn admin_path(&self) -> String {
        format!("/admin{}", self.id.path())
    }

    pub fn has_ended(&self, today: &NaiveDate) -> bool {
        self.claim.expires_on < *today
    }

    /// Whether it is time to renew it.
    pub fn ends_soon(&self, today: &NaiveDate) -> bool {
        let soon = today.checked_add_days(Days::new(REMIND_BEFORE)).unwrap_or(*today);
        self.may_be_renewed() && !self.has_ended(today) && self.claim.expires_on <= soon
    }

    pub fn may_be_renewed(&self) -> bool {
        self.state == State::Verified && !self.is_renewed
    }
}

/// The scope, and the filters within it.
#[derive(Debug, Clone, Default)]
pub struct TrademarkScope {
    pub organisation: Option<OrganisationId>,
    pub banner: Option<PlaceCode>,
    pub state: Option<State>,
    pub class: Option<i16>,
    pub typed: Option<String>,
}

impl TrademarkScope {
    /// An officer sees those of the banner, others see all.
    pub fn reviewed_by(viewer: &Viewer) -> Self {
        Self { banner: viewer.scope.banner().cloned(), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_term_is_ten_years_with_its_last_day() {
        assert_eq!(first_term(day("2015-07-14")), Some(day("2025-07-13")));
        assert_eq!(first_term(day("2012-02-29")), Some(day("2022-02-27")));
        assert_eq!(latest_end(day("2020-09-28")), Some(day("2031-09-28")));
    }
}
