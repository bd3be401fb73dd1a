//! Applications: the requested data, and who must act next.

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

/// The data of an application, as the applicant enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The code of the preferred zone; `None`: any.
    pub zone: Option<String>,
    pub contact_name: String,
    pub contact_phone: String,
    pub note: Option<String>,
    /// The products to be shown, and their prices at the fair.
    pub products: Vec<(ProductId, Decimal)>,
}

/// An organisation's application to an edition, for the applicant and the reviewers.
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
    /// The submitted data; `None` if the participation did not begin with a form.
    pub asked: Option<Asked>,
}

#[derive(Debug, Clone)]
pub struct Asked {
    pub zone: Option<String>,
    pub zone_name: Option<(String, String)>,
    /// Both are empty for participations imported from a sheet.
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

/// The scope, and the filters within it.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub organisation: Option<OrganisationId>,
    /// The banner within which the user decides.
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

/// A public notice: its days, and the contact for objections.
#[derive(Debug, Clone)]
pub struct Notice {
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub contact: String,
    pub exhibitors: i32,
}

/// The number of applications that need an act.
#[derive(Debug, Clone, Copy, Default)]
pub struct Waits {
    pub to_recommend: i64,
    pub to_approve: i64,
    pub to_publish: i64,
    /// Own applications that were declined while the edition still takes applications.
    pub to_correct: i64,
    /// Editions that take applications and have none of this organisation.
    pub to_apply: i64,
}

impl Application {
    pub fn own_path(&self) -> String {
        own_path(self.id)
    }

    pub fn admin_path(&self) -> String {
        format!("/admin/applications/{}", self.id)
    }

    /// `pill--wait` for pending ones, `pill--bad` for declined and withdrawn ones.
    pub fn pill(&self) -> &'static str {
        match self.state {
            Applied | Recommended | Approved => "pill pill--wait",
            Declined | Withdrawn => "pill pill--bad",
            Published | CheckedIn => "pill",
        }
    }

    /// Whether it can still be changed: applications are open, and nobody has acted on it.
    pub fn is_own_to_change(&self) -> bool {
        self.state == Applied && self.edition_state == EditionState::ApplicationsOpen
    }

    /// Whether the applicant may still withdraw: not checked in, and the fair is not over.
    pub fn may_be_withdrawn(&self) -> bool {
        matches!(self.state, Applied | Recommended | Approved | Published)
            && self.is_open_to_decisions()
    }

    /// Whether it can be resubmitted: declined or withdrawn, and applications are open.
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
