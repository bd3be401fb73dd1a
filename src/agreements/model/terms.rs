//! What the parties of an agreement agree on.

use crate::values::{amount::Amount, ids::AgreementId, rung::Framework};

/// Beside what every paper says (`promises::model::Paper`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// `None`: 未约定上限, which is not zero.
    pub ceiling: Option<Amount<Framework>>,
    pub renews_id: Option<AgreementId>,
}
