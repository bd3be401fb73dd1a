//! What the screen shows of a signed deal.

use crate::{
    projects::model::deal::{DealRung, Signed},
    values::{
        ids::{ContractId, ProjectId},
        place_code::PlaceCode,
    },
};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

/// A signed deal in the order of the ceremony.
#[derive(Debug, Clone)]
pub struct Deal {
    pub id: ProjectId,
    /// Of a deal that is a contract.
    pub contract_id: Option<ContractId>,
    pub run_order: i16,
    pub title: String,
    pub supplier: String,
    pub buyer: String,
    pub owner_banner_code: PlaceCode,
    pub rung: DealRung,
    pub amount: Decimal,
    pub signed_at: Option<DateTime<Utc>>,
    /// The edition whose project it renews: the same money, not new.
    pub renews_edition: Option<i16>,
}

impl Deal {
    /// The page of its record.
    pub fn path(&self) -> String {
        match self.contract_id {
            Some(contract) => contract.path(),
            None => self.id.path(),
        }
    }

    pub fn signed(&self) -> Signed {
        Signed::new(self.rung, self.amount)
    }
}
