//! What buyers and suppliers are reminded of: contracts that end with goods missing, and goods that
//! wait to be accepted.

use crate::values::ids::{ContractId, DeliveryId, OrganisationId};
use chrono::NaiveDate;

/// In days before the end of a contract.
pub const ENDS_WITHIN: i32 = 30;
/// In days after the shipment.
pub const ACCEPTED_WITHIN: i32 = 3;
/// Older ones are not brought up: in days.
pub const NOT_AFTER: i32 = 60;
/// In one run.
pub const MOST: i64 = 500;

/// A contract in force that ends soon, with lines that are not delivered in full.
#[derive(Debug, Clone)]
pub struct EndingContract {
    pub id: ContractId,
    pub number: String,
    pub buyer_id: OrganisationId,
    pub supplier_id: OrganisationId,
    /// As amended.
    pub ends_on: NaiveDate,
    pub lines: i64,
}

/// Goods that were shipped, and are still to be accepted.
#[derive(Debug, Clone)]
pub struct WaitingGoods {
    pub id: DeliveryId,
    pub number: String,
    pub buyer_id: OrganisationId,
    pub shipped_on: NaiveDate,
}
