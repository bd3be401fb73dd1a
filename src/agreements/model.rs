//! 贰 框架协议. draft → signed → (expired with its term) or terminated with a reason.

use crate::{
    projects::model::EndingClass,
    values::{
        amount::Amount,
        ids::{AgreementId, OrganisationId, ProjectId},
        place_code::PlaceCode,
        rung::Framework,
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
    /// Stored as draft, signed or terminated; expired comes with the day.
    pub state: AgreementState,
    pub terminated_on: Option<NaiveDate>,
    pub termination_class: Option<EndingClass>,
    pub termination_reason: Option<String>,
}

/// The state to show on `today`: a signed agreement expires with its term, of itself.
pub fn shown_state(stored: AgreementState, ends_on: NaiveDate, today: NaiveDate) -> AgreementState {
    match stored {
        AgreementState::Signed if ends_on < today => AgreementState::Expired,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signed_agreement_expires_the_day_after_its_last() {
        let last: NaiveDate = "2020-09-28".parse().unwrap();
        let after = last.succ_opt().unwrap();
        assert_eq!(shown_state(AgreementState::Signed, last, last), AgreementState::Signed);
        assert_eq!(shown_state(AgreementState::Signed, last, after), AgreementState::Expired);
        assert_eq!(shown_state(AgreementState::Terminated, last, after), AgreementState::Terminated);
    }
}
