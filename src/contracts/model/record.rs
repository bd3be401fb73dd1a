//! A contract as the office sees it.

use super::{ContractState, terms::Terms};
use crate::{
    projects::model::deal::{Parties, Party},
    promises::model::Ending,
    values::{
        amount::Amount,
        ids::{ContractId, ProjectId},
        place_code::PlaceCode,
        rung::Contract,
        search_text::SearchQuery,
    },
};
use chrono::NaiveDate;

impl ContractState {
    pub fn pill(self) -> &'static str {
        match self {
            Self::Draft => "pill pill--wait",
            Self::Terminated | Self::Void => "pill pill--off",
            _ => "pill",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractRecord {
    pub id: ContractId,
    pub version: i32,
    pub terms: Terms,
    /// As signed; of a draft, as it was saved.
    pub signed_amount: Amount<Contract>,
    pub buyer: Party,
    pub supplier: Party,
    /// The supplier's banner at signing; of a draft, as it was saved.
    pub banner_code: PlaceCode,
    pub state: ContractState,
    pub completed_on: Option<NaiveDate>,
    pub ending: Option<Ending>,
    pub void_reason: Option<String>,
    /// Its line on the run-sheet, if a ceremony signs it.
    pub deal_id: Option<ProjectId>,
    /// The numbers of the agreement and of the project.
    pub framework: Option<String>,
    pub project: Option<String>,
}

impl ContractRecord {
    pub fn path(&self) -> String {
        path(self.id)
    }

    pub fn is_draft(&self) -> bool {
        self.state == ContractState::Draft
    }

    /// The desk changes, signs and voids the contracts of a ceremony.
    pub fn is_of_the_desk(&self) -> bool {
        self.deal_id.is_some()
    }

    /// Signed, and not at its end.
    pub fn is_open(&self) -> bool {
        matches!(self.state, ContractState::Signed | ContractState::Performing)
    }

    pub fn parties(&self) -> Parties {
        Parties {
            supplier: self.supplier.clone(),
            buyer: self.buyer.clone(),
            further: Vec::new(),
            villages: Vec::new(),
        }
    }
}

pub fn path(id: ContractId) -> String {
    format!("/admin{}", id.path())
}

/// What follows a signed contract.
#[derive(Debug, Clone, Copy, Default)]
pub struct Followers {
    /// Neither void.
    pub deliveries: i64,
    pub amendments: i64,
    /// The last day on which goods were accepted.
    pub accepted_on: Option<NaiveDate>,
}

/// The scope of a viewer, and the filters within it.
#[derive(Debug, Clone, Default)]
pub struct OfficeFilter {
    pub banner: Option<PlaceCode>,
    pub state: Option<ContractState>,
    pub search: Option<SearchQuery>,
}
