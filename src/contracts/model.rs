//! 叁 采购合同. draft → signed → performing → completed; or terminated with a reason; or void.

pub mod amendment;
mod insertion;
pub mod rationale;
pub mod record;
pub mod rights;
pub mod terms;
pub mod trail;

pub use crate::projects::model::deal::Method;
use crate::{
    organisations::model::OrganisationKind,
    projects::model::EndingClass,
    values::{
        amount::Amount,
        ids::{
            AgreementId, ContractId, EditionId, ExhibitorId, OrganisationId, ProductId, ProjectId,
        },
        place_code::PlaceCode,
        rung::{Contract, Framework, Purchase},
        search_text::SearchQuery,
    },
    vocabulary,
};
use chrono::NaiveDate;
pub use insertion::{NewAmendment, NewContract, NewContractLine};
use rationale::Rationale;
use rust_decimal::{Decimal, RoundingStrategy::MidpointAwayFromZero};

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

impl ContractState {
    /// Signed, performing and completed contracts count; terminated ones are shown, drafts and
    /// voids are not.
    pub fn counts(self) -> bool {
        matches!(self, ContractState::Signed | ContractState::Performing | ContractState::Completed)
    }

    pub fn is_public(self) -> bool {
        self.counts() || self == ContractState::Terminated
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Best match first, then the latest.
    Best,
    #[default]
    Latest,
    Amount,
}

/// The filters of a list of contracts.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub edition: Option<EditionId>,
    pub search: Option<SearchQuery>,
    pub banner: Option<PlaceCode>,
    pub buyer_kind: Option<OrganisationKind>,
    pub method: Option<Method>,
    pub state: Option<ContractState>,
    /// Only those that count: signed, performing or completed.
    pub standing: bool,
    pub buyer: Option<OrganisationId>,
    pub supplier: Option<OrganisationId>,
    pub project: Option<ProjectId>,
    pub agreement: Option<AgreementId>,
    pub product: Option<ProductId>,
    pub village: Option<PlaceCode>,
    /// Supplied by a village of this township.
    pub township: Option<PlaceCode>,
    pub order: Order,
}

impl Filter {
    /// Whether precomputed counts exist for it. Words and filters by one record are counted among
    /// the contracts.
    pub fn is_counted(&self) -> bool {
        let Self {
            search, buyer, supplier, project, agreement, product, village, township, ..
        } = self;
        let of_a_record = buyer.is_some()
            || supplier.is_some()
            || project.is_some()
            || agreement.is_some()
            || product.is_some();
        search.is_none() && !of_a_record && village.is_none() && township.is_none()
    }
}

/// A contract in a list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Row {
    pub id: ContractId,
    pub number: String,
    pub title: String,
    pub buyer: String,
    pub supplier: String,
    pub signed_on: NaiveDate,
    pub amount: Amount<Contract>,
    /// Accepted goods so far.
    pub purchase: Option<Amount<Purchase>>,
    pub state: ContractState,
    pub owner_banner_code: PlaceCode,
}

/// A contract on its own page.
#[derive(Debug, Clone)]
pub struct ContractDetails {
    pub id: ContractId,
    pub number: String,
    pub title: String,
    pub framework_id: Option<AgreementId>,
    pub framework: Option<String>,
    pub origin_project_id: Option<ProjectId>,
    pub project: Option<String>,
    pub project_title: Option<String>,
    /// The edition at whose ceremony it was signed.
    pub ceremony: Option<i16>,
    /// The names of those who signed it with the two.
    pub further: Vec<String>,
    pub buyer_id: OrganisationId,
    pub buyer: String,
    pub supplier: String,
    pub exhibitor_id: Option<ExhibitorId>,
    pub owner_banner_code: PlaceCode,
    pub method: Method,
    pub signed_on: NaiveDate,
    pub starts_on: NaiveDate,
    /// As amended.
    pub ends_on: NaiveDate,
    pub signed_amount: Amount<Contract>,
    /// As amended by today.
    pub amount: Amount<Contract>,
    pub adjustment: Amount<Contract>,
    pub adjustment_name: Option<String>,
    pub state: ContractState,
    pub performing_on: Option<NaiveDate>,
    pub completed_on: Option<NaiveDate>,
    pub terminated_on: Option<NaiveDate>,
    pub termination_class: Option<EndingClass>,
}

/// A line, current or former.
#[derive(Debug, Clone)]
pub struct Line {
    pub product_id: Option<ProductId>,
    pub category_code: String,
    pub name: String,
    pub specification: String,
    pub quantity: Decimal,
    pub unit_code: String,
    pub unit_price: Decimal,
    pub amount: Amount<Contract>,
    pub added_by: Option<i16>,
    pub removed_by: Option<i16>,
}

#[derive(Debug, Clone)]
pub struct Amendment {
    pub ordinal: i16,
    pub reason: String,
    pub signed_on: NaiveDate,
    pub effective_on: NaiveDate,
    pub amount_change: Amount<Contract>,
    pub ends_on: Option<NaiveDate>,
    pub rationale: Vec<Rationale>,
    /// In percent.
    pub tolerance: Option<Decimal>,
}

#[derive(Debug, Clone)]
pub struct SupplyingVillage {
    pub code: PlaceCode,
    pub full_name: String,
    pub full_name_en: String,
}

/// The contracts and deliveries of a product: where it was sold.
#[derive(Debug, Clone)]
pub struct ProductSums {
    pub frameworks: i64,
    pub framework: Amount<Framework>,
    pub contracts: i64,
    pub contract: Amount<Contract>,
    pub deliveries: i64,
    pub purchase: Amount<Purchase>,
}

/// A contract that has a number.
#[derive(Debug)]
pub struct Numbered {
    pub buyer_id: OrganisationId,
    pub number: String,
    pub deal_id: Option<ProjectId>,
}

/// A line's amount: round(quantity × price, 2), as the database's generated column has it.
pub fn line_amount(quantity: Decimal, unit_price: Decimal) -> Amount<Contract> {
    Amount::yuan((quantity * unit_price).round_dp_with_strategy(2, MidpointAwayFromZero))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_rounded_once_to_the_fen() {
        assert_eq!(
            line_amount("3.333".parse().unwrap(), "1.0050".parse().unwrap()),
            Amount::fen(335)
        );
        assert_eq!(line_amount("0.5".parse().unwrap(), "0.01".parse().unwrap()), Amount::fen(1));
    }

    #[test]
    fn drafts_and_voids_are_not_public_and_terminated_ones_do_not_count() {
        let public: Vec<_> =
            ContractState::ALL.iter().filter(|s| s.is_public()).map(|s| s.code()).collect();
        assert_eq!(public, ["signed", "performing", "completed", "terminated"]);
        assert!(!ContractState::Terminated.counts());
    }
}
