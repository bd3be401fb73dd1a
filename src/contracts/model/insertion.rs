//! Contracts that are loaded as a whole.

use super::{ContractState, Method, rationale::Rationale};
use crate::{
    projects::model::EndingClass,
    values::{
        amount::Amount,
        ids::{
            AgreementId, AmendmentId, ContractId, ContractLineId, OrganisationId, ProductId,
            ProjectId,
        },
        place_code::PlaceCode,
        rung::Contract,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct NewContract {
    pub id: ContractId,
    pub number: String,
    pub title: String,
    pub framework_id: Option<AgreementId>,
    pub project_id: Option<ProjectId>,
    pub buyer_id: OrganisationId,
    pub supplier_id: OrganisationId,
    pub owner_banner_code: PlaceCode,
    pub method: Method,
    pub signed_on: NaiveDate,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// Σ lines as signed + adjustment.
    pub signed_amount: Amount<Contract>,
    pub adjustment: Amount<Contract>,
    pub adjustment_name: Option<String>,
    /// In percent.
    pub tolerance: Decimal,
    pub state: ContractState,
    pub performing_on: Option<NaiveDate>,
    pub completed_on: Option<NaiveDate>,
    pub terminated_on: Option<NaiveDate>,
    pub termination_class: Option<EndingClass>,
    pub termination_reason: Option<String>,
    pub voided_at: Option<DateTime<Utc>>,
    pub void_reason: Option<String>,
    #[serde(skip)]
    pub lines: Vec<NewContractLine>,
    #[serde(skip)]
    pub amendments: Vec<NewAmendment>,
    #[serde(skip)]
    pub villages: Vec<PlaceCode>,
}

#[derive(Debug, Clone, Serialize)]
pub struct NewContractLine {
    pub id: ContractLineId,
    pub contract_id: ContractId,
    pub position: i16,
    pub product_id: Option<ProductId>,
    pub category_code: String,
    pub name: String,
    pub specification: String,
    pub quantity: Decimal,
    pub unit_code: String,
    pub unit_price: Decimal,
    pub added_by_id: Option<AmendmentId>,
    pub removed_by_id: Option<AmendmentId>,
    /// The first version of the line.
    pub original_id: Option<ContractLineId>,
}

#[derive(Debug, Clone, Serialize)]
pub struct NewAmendment {
    pub id: AmendmentId,
    pub contract_id: ContractId,
    pub ordinal: i16,
    pub reason: String,
    pub signed_on: NaiveDate,
    pub effective_on: NaiveDate,
    /// Σ lines added − Σ lines removed.
    pub amount_change: Amount<Contract>,
    pub ends_on: Option<NaiveDate>,
    pub rationale: Vec<Rationale>,
}
