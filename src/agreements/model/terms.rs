//! What the parties of an agreement agree on.

use crate::values::{
    amount::Amount,
    ids::{AgreementId, ProjectId},
    rung::Framework,
};
use chrono::NaiveDate;

/// The parties stand apart (`projects::model::deal::Parties`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    pub title: String,
    pub number: String,
    pub signed_on: NaiveDate,
    /// The term, with its last day.
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// `None`: 未约定上限, which is not zero.
    pub ceiling: Option<Amount<Framework>>,
    /// The signed project that it comes from.
    pub project_id: Option<ProjectId>,
    pub renews_id: Option<AgreementId>,
}
