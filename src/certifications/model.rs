//! A certificate on its way, as its holder and those who verify it see it.

use crate::{
    files::model::FileCode,
    products::model::{Scheme, Validity, validity},
    values::{
        ids::{CertificationId, FileId, OrganisationId, ProductId},
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
}

/// Its holder is told so many days before a certificate ends.
pub const REMIND_BEFORE: u64 = 60;

/// What its holder says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub scheme: Scheme,
    pub number: String,
    pub issuer: String,
    pub valid_from: NaiveDate,
    /// `None`: for good.
    pub valid_to: Option<NaiveDate>,
    /// What it names; of the holder's own.
    pub products: Vec<ProductId>,
}

#[derive(Debug, Clone)]
pub struct Held {
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
    pub scan: Option<(FileId, FileCode, bool)>,
    /// Whether its next term was entered.
    pub is_renewed: bool,
}

impl Held {
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

    /// Whether it is time to see to its next term.
    pub fn ends_soon(&self, today: &NaiveDate) -> bool {
        let soon = today.checked_add_days(Days::new(REMIND_BEFORE)).unwrap_or(*today);
        self.state == State::Verified
            && !self.is_renewed
            && self.claim.valid_to.is_some_and(|last| last >= *today && last <= soon)
    }

    /// Where the scan lies, below `/my/files` or `/admin/files`, and whether it is a picture.
    pub fn scan_address(&self, root: &str) -> Option<(String, bool)> {
        let (_, code, is_pdf) = self.scan.as_ref()?;
        let name = if *is_pdf {
            crate::files::model::scan::PDF
        } else {
            crate::files::model::scan::PICTURE
        };
        Some((format!("{root}/{code}/{name}"), !is_pdf))
    }
}

/// Whose, and which of them.
#[derive(Debug, Clone, Default)]
pub struct Whose {
    pub organisation: Option<OrganisationId>,
    pub banner: Option<PlaceCode>,
    pub state: Option<State>,
    pub scheme: Option<Scheme>,
    pub typed: Option<String>,
}

/// What waits, for whom.
#[derive(Debug, Clone, Copy, Default)]
pub struct Waits {
    pub to_verify: i64,
    pub returned: i64,
    pub ending: i64,
}
