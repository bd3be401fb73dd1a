//! What the screen shows of a signed project.

use crate::values::{amount::Amount, ids::ProjectId, place_code::PlaceCode, rung::Intent};
use chrono::{DateTime, Utc};

/// A signed project in the order of the ceremony.
#[derive(Debug, Clone)]
pub struct Deal {
    pub id: ProjectId,
    pub run_order: i16,
    pub title: String,
    pub supplier: String,
    pub buyer: String,
    pub owner_banner_code: PlaceCode,
    pub amount: Amount<Intent>,
    pub signed_at: Option<DateTime<Utc>>,
    /// The edition whose project it renews: the same money, not new.
    pub renews_edition: Option<i16>,
}
