//! 贰 框架协议. draft → signed → (expired with its term) or terminated with a reason.

pub mod record;
pub mod rights;
pub mod terms;
pub mod trail;

use crate::{
    organisations::model::OrganisationKind,
    projects::model::EndingClass,
    values::{
        amount::Amount,
        ids::{AgreementId, EditionId, ExhibitorId, OrganisationId, ProductId, ProjectId},
        place_code::PlaceCode,
        rung::Framework,
        search_text::SearchQuery,
    },
    vocabulary,
};
use chrono::NaiveDate;
use serde::Serialize;

vocabulary! {
    AgreementState = "agreement_state" {
        Draft = "draft",
        Signed = "signed",
        Expired = "expired",
        Terminated = "terminated",
    }
}

/// The condition for agreements whose term has begun and that are neither terminated nor expired.
pub const IN_TERM: &str = "in_term";

#[derive(Debug, Clone, Serialize)]
pub struct NewAgreement {
    pub id: AgreementId,
    pub number: String,
    pub title: String,
    pub project_id: Option<ProjectId>,
    pub buyer_id: OrganisationId,
    pub supplier_id: OrganisationId,
    pub owner_banner_code: PlaceCode,
    pub signed_on: NaiveDate,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// `None`: 未约定上限, which is not zero.
    pub ceiling: Option<Amount<Framework>>,
    /// Stored as draft, signed or terminated; expired follows from the day.
    pub state: AgreementState,
    pub terminated_on: Option<NaiveDate>,
    pub termination_class: Option<EndingClass>,
    pub termination_reason: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Best match first, then the latest.
    Best,
    #[default]
    Latest,
    Amount,
    Ending,
}

/// The filters of a list of agreements.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub edition: Option<EditionId>,
    pub search: Option<SearchQuery>,
    pub banner: Option<PlaceCode>,
    pub buyer_kind: Option<OrganisationKind>,
    pub state: Option<AgreementState>,
    /// Only those whose term has begun and that are neither terminated nor expired.
    pub in_term: bool,
    /// `open` or `set`: whether a ceiling was agreed.
    pub open_ceiling: Option<bool>,
    pub buyer: Option<OrganisationId>,
    pub supplier: Option<OrganisationId>,
    pub project: Option<ProjectId>,
    /// Above a counted contract with this product.
    pub product: Option<ProductId>,
    pub order: Order,
}

impl Filter {
    /// The requested state, or `in_term`.
    pub fn state_code(&self) -> Option<&'static str> {
        if self.in_term { Some(IN_TERM) } else { self.state.map(AgreementState::code) }
    }
}

/// An agreement in a list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Row {
    pub id: AgreementId,
    pub number: String,
    pub title: String,
    pub buyer: String,
    pub supplier: String,
    pub signed_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub ceiling: Option<Amount<Framework>>,
    pub state: AgreementState,
    pub owner_banner_code: PlaceCode,
}

/// An agreement on its own page.
#[derive(Debug, Clone)]
pub struct AgreementDetails {
    pub id: AgreementId,
    pub number: String,
    pub title: String,
    pub project_id: Option<ProjectId>,
    pub project: Option<String>,
    pub buyer_id: OrganisationId,
    pub buyer: String,
    pub supplier: String,
    pub exhibitor_id: Option<ExhibitorId>,
    pub owner_banner_code: PlaceCode,
    pub signed_on: NaiveDate,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub ceiling: Option<Amount<Framework>>,
    pub state: AgreementState,
    pub terminated_on: Option<NaiveDate>,
    pub termination_class: Option<EndingClass>,
}
