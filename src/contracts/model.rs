//! 叁 采购合同. draft → signed → performing → completed; or terminated with a reason; or void.

use crate::{
    projects::model::EndingClass,
    values::{
        amount::Amount,
        ids::{AgreementId, AmendmentId, ContractId, ContractLineId, OrganisationId, ProductId, ProjectId},
        place_code::PlaceCode,
        rung::Contract,
    },
    vocabulary,
};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::{Decimal, RoundingStrategy::MidpointAwayFromZero};
use serde::Serialize;

vocabulary! {
    ContractState = "contract_state" {
        Draft = "draft",
        Signed = "signed",
        Performing = "performing",
        Completed = "completed",
        Terminated = "terminated",
        Void = "void",
    }
}

vocabulary! {
    Method = "purchase_method" {
        Canteen = "canteen",
        Welfare = "welfare",
        Fair = "fair",
        Online = "online",
        OrderFarming = "order_farming",
        Shop = "shop",
    }
}

impl ContractState {
    /// Signed, performing and completed contracts count; terminated ones are shown, drafts and voids are not.
    pub fn counts(self) -> bool {
        matches!(self, ContractState::Signed | ContractState::Performing | ContractState::Completed)
    }

    pub fn is_public(self) -> bool {
        self.counts() || self == ContractState::Terminated
    }
}

/// A line's amount: round(quantity × price, 2), as the database's generated column has it.
pub fn line_amount(quantity: Decimal, unit_price: Decimal) -> Amount<Contract> {
    Amount::yuan((quantity * unit_price).round_dp_with_strategy(2, MidpointAwayFromZero))
}

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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_rounded_once_to_the_fen() {
        assert_eq!(line_amount("3.333".parse().unwrap(), "1.0050".parse().unwrap()), Amount::fen(335));
        assert_eq!(line_amount("0.5".parse().unwrap(), "0.01".parse().unwrap()), Amount::fen(1));
    }

    #[test]
    fn drafts_and_voids_are_not_public_and_terminated_ones_do_not_count() {
        let public: Vec<_> = ContractState::ALL.iter().filter(|s| s.is_public()).map(|s| s.code()).collect();
        assert_eq!(public, ["signed", "performing", "completed", "terminated"]);
        assert!(!ContractState::Terminated.counts());
    }
}
