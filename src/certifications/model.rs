//! A certificate and its states, for its holder and its reviewers.

pub mod trail;

use crate::{
    files::model::Scan,
    identity::model::Viewer,
    products::model::{Scheme, Validity, validity},
    reviews::model::Decision,
    values::{
        ids::{CertificationId, OrganisationId, ProductId},
        place_code::PlaceCode,
    },
    vocabulary,
};
use chrono::{Days, NaiveDate};

vocabulary! {
    State = "certification_state" {
        Submitted = "submitted",
        Returned = "returned",
        Verified = "verified",
    }
}

impl State {
    pub fn pill(self) -> &'static str {
        match self {
            State::Submitted => "pill pill--wait",
            State::Returned => "pill pill--bad",
            State::Verified => "pill",
        }
    }

    /// The state after a decision; `None` if this state does not allow it.
    pub fn after(self, decision: Decision<'_>) -> Option<Self> {
        match (self, decision) {
            (State::Submitted, Decision::Approve) => Some(State::Verified),
            (State::Submitted, Decision::Return(_)) => Some(State::Returned),
            (State::Verified, Decision::Revoke(_)) => Some(State::Returned),
            _ => None,
        }
    }
}

/// The holder is reminded this many days before a certificate expires.
pub const REMIND_BEFORE: u64 = 60;

/// The data of a certificate, as its holder enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub scheme: Scheme,
    pub number: String,
    pub issuer: String,
    pub valid_from: NaiveDate,
    /// `None`: it does not expire.
    pub valid_to: Option<NaiveDate>,
    /// The covered products, all of the holder's own.
    pub products: Vec<ProductId>,
}

#[derive(Debug, Clone)]
pub struct CertificationRecord {
    pub id: CertificationId,
    pub organisation_id: OrganisationId,
    pub organisation: String,
    pub claim: Claim,
    pub product_names: Vec<String>,
    pub state: State,
    pub version: i32,
    pub review_note: Option<String>,
    pub verified_on: Option<NaiveDate>,
    pub verified_by: Option<String>,
    pub scan: Option<Scan>,
    /// Whether its next term is recorded.
    pub is_renewed: bool,
}

impl CertificationRecord {
    pub fn own_path(&self) -> String {
        format!("/my{}", self.id.path())
    }

    pub fn admin_path(&self) -> String {
        format!("/admin{}", self.id.path())
    }

    pub fn is_verified(&self) -> bool {
        self.state == State::Verified
    }

    pub fn validity(&self, today: &NaiveDate) -> Validity {
        validity(self.claim.valid_from, self.claim.valid_to, *today)
    }

    /// Whether it is time to renew it.
    pub fn ends_soon(&self, today: &NaiveDate) -> bool {
        let soon = today.checked_add_days(Days::new(REMIND_BEFORE)).unwrap_or(*today);
        self.state == State::Verified
            && !self.is_renewed
            && self.claim.valid_to.is_some_and(|last| last >= *today && last <= soon)
    }
}

/// The scope, and the filters within it.
#[derive(Debug, Clone, Default)]
pub struct CertificationScope {
    pub organisation: Option<OrganisationId>,
    pub banner: Option<PlaceCode>,
    pub state: Option<State>,
    pub scheme: Option<Scheme>,
    pub typed: Option<String>,
}

impl CertificationScope {
    /// An officer sees those of the banner, others see all.
    pub fn reviewed_by(viewer: &Viewer) -> Self {
        Self { banner: viewer.scope.banner().cloned(), ..Self::default() }
    }
}

/// The number of certificates that need an act.
#[derive(Debug, Clone, Copy, Default)]
pub struct Waits {
    pub to_verify: i64,
    pub returned: i64,
    pub ending: i64,
}

#[cfg(test)]
mod tests {
    use super::{Decision::*, State::*};

    #[test]
    fn what_waits_is_verified_or_returned_and_only_what_was_verified_is_revoked() {
        assert_eq!(Submitted.after(Approve), Some(Verified));
        assert_eq!(Submitted.after(Return("blurred")), Some(Returned));
        assert_eq!(Verified.after(Revoke("cancelled")), Some(Returned));
        for decision in [Approve, Return("late"), Revoke("late")] {
            assert_eq!(Returned.after(decision), None, "its holder acts first");
        }
        assert_eq!(Submitted.after(Revoke("too early")), None);
        assert_eq!(Verified.after(Return("too late")), None);
    }
}
