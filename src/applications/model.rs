//! What is asked for, and who must act next.

pub mod rights;
pub mod trail;

mod way;

pub use way::{Next, Place, WAY};

use crate::{
    exhibitors::model::ExhibitorState::{
        self, Applied, Approved, CheckedIn, Declined, Published, Recommended, Withdrawn,
    },
    fairs::model::EditionState,
    identity::model::Viewer,
    organisations::model::OrganisationKind,
    values::{
        ids::{EditionId, ExhibitorId, OrganisationId, ProductId},
        place_code::PlaceCode,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

/// What an applicant says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The code of the zone that is wished for; `None`: any.
    pub zone: Option<String>,
    pub contact_name: String,
    pub contact_phone: String,
    pub note: Option<String>,
    /// What is to be shown, at what price there.
    pub products: Vec<(ProductId, Decimal)>,
}

/// An organisation's way into an edition, as the applicant and those who decide see it.
#[derive(Debug, Clone)]
pub struct Application {
    pub id: ExhibitorId,
    pub edition_id: EditionId,
    pub edition: i16,
    pub edition_state: EditionState,
    pub organisation_id: OrganisationId,
    pub organisation: String,
    pub kind: OrganisationKind,
    pub banner: Option<PlaceCode>,
    pub state: ExhibitorState,
    pub applied_on: NaiveDate,
    pub published_on: Option<NaiveDate>,
    pub booth: Option<String>,
    /// What was said; `None` for parts that did not begin with a form.
    pub asked: Option<Asked>,
}

#[derive(Debug, Clone)]
pub struct Asked {
    pub zone: Option<String>,
    pub zone_name: Option<(String, String)>,
    /// Both empty for who came by a sheet.
    pub contact_name: String,
    pub contact_phone: String,
    pub note: Option<String>,
    pub version: i32,
}

/// A product that is shown, or may be.
#[derive(Debug, Clone)]
pub struct Shown {
    pub id: ProductId,
    pub name: String,
    pub specification: String,
    pub unit_code: String,
    pub price: Decimal,
    /// Whether the public sees it already.
    pub is_published: bool,
}

/// A step that was taken.
#[derive(Debug, Clone)]
pub struct Step {
    pub state: ExhibitorState,
    pub note: Option<String>,
    pub taken_at: DateTime<Utc>,
}

/// Whose applications, and which of them.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub organisation: Option<OrganisationId>,
    /// Within which one decides.
    pub scope: Option<PlaceCode>,
    pub edition: Option<i16>,
    pub banner: Option<PlaceCode>,
    pub state: Option<ExhibitorState>,
    pub typed: Option<String>,
}

impl Filter {
    /// An officer sees the applications of the banner's organisations, others see all.
    pub fn reviewed_by(viewer: &Viewer) -> Self {
        Self { scope: viewer.scope.banner().cloned(), ..Self::default() }
    }
}

/// The days on which the public may object, and with whom.
#[derive(Debug, Clone)]
pub struct Notice {
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub contact: String,
    pub exhibitors: i32,
}

/// How many wait for whom.
#[derive(Debug, Clone, Copy, Default)]
pub struct Waits {
    pub to_recommend: i64,
    pub to_approve: i64,
    pub to_publish: i64,
    /// Of one's own: not let through, and the edition still takes applications.
    pub to_correct: i64,
    /// Editions that take applications and have none of one's own.
    pub to_apply: i64,
}

impl Application {
    pub fn own_path(&self) -> String {
        own_path(self.id)
    }

    pub fn admin_path(&self) -> String {
        format!("/admin/applications/{}", self.id)
    }

    /// `pill--wait` for what waits, `pill--bad` for what was refused.
    pub fn pill(&self) -> &'static str {
        match self.state {
            Applied | Recommended | Approved => "pill pill--wait",
            Declined | Withdrawn => "pill pill--bad",
            Published | CheckedIn => "pill",
        }
    }

    /// The applicant may still change it or take it back: nobody has acted on it.
    pub fn is_own_to_change(&self) -> bool {
        self.state == Applied && self.edition_state == EditionState::ApplicationsOpen
    }

    /// Its applicant may still drop out: the fair has not begun for them.
    pub fn may_be_withdrawn(&self) -> bool {
        matches!(self.state, Applied | Recommended | Approved | Published)
            && self.is_open_to_decisions()
    }

    /// It was not let through or taken back, and can be sent again.
    pub fn may_be_sent_again(&self) -> bool {
        matches!(self.state, Declined | Withdrawn)
            && self.edition_state == EditionState::ApplicationsOpen
    }

    /// Decisions end with the fair.
    pub fn is_open_to_decisions(&self) -> bool {
        !matches!(self.edition_state, EditionState::Draft | EditionState::Closed)
    }
}

pub fn own_path(id: ExhibitorId) -> String {
    format!("/my/applications/{id}")
}

#[cfg(test)]
mod tests;
