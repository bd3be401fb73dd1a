//! Deliveries that are written many at a time, as they are.

use super::{DeliveryState, HouseholdCategory, record::RefusalClass};
use crate::values::{
    amount::Amount,
    ids::{ContractId, ContractLineId, DeliveryId, DeliveryLineId, OrganisationId, ProductId},
    place_code::PlaceCode,
    rung::Purchase,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct NewDelivery {
    pub id: DeliveryId,
    pub number: String,
    /// `None`: an off-contract purchase.
    pub contract_id: Option<ContractId>,
    pub buyer_id: OrganisationId,
    pub supplier_id: OrganisationId,
    pub owner_banner_code: PlaceCode,
    pub planned_on: NaiveDate,
    pub shipped_on: Option<NaiveDate>,
    #[serde(skip)]
    pub lines: Vec<NewDeliveryLine>,
}

#[derive(Debug, Clone, Serialize)]
pub struct NewDeliveryLine {
    pub id: DeliveryLineId,
    pub delivery_id: DeliveryId,
    pub position: i16,
    /// What is decided together is a part of a line; counted from 1.
    pub part: i16,
    pub contract_line_id: Option<ContractLineId>,
    pub product_id: Option<ProductId>,
    pub category_code: String,
    pub name: String,
    pub unit_code: String,
    pub unit_price: Decimal,
    pub quantity_shipped: Decimal,
    pub quantity_accepted: Decimal,
    pub amount_shipped: Amount<Purchase>,
    pub amount_accepted: Amount<Purchase>,
    pub village_code: PlaceCode,
    pub household_category: HouseholdCategory,
    /// At least one if the category is a reported one.
    pub households: i32,
    pub state: DeliveryState,
    pub accepted_on: Option<NaiveDate>,
    /// The day on which it was rejected or disputed.
    pub refused_on: Option<NaiveDate>,
    pub reason_class: Option<RefusalClass>,
    pub reason: Option<String>,
    pub gross_weight: Option<Decimal>,
    pub tare_weight: Option<Decimal>,
    pub weighing_ticket: Option<String>,
}
