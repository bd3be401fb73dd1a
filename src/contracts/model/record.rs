//! A contract as the office sees it.

use super::{ContractState, terms::Terms, trail::CONTRACTS};
use crate::{
    audit::model::records::Record,
    promises::model::{Ending, Paper, Promise, Said},
    values::{
        amount::Amount,
        ids::{ContractId, ProjectId},
        place_code::PlaceCode,
        rung::{Contract, Purchase},
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
    pub paper: Paper,
    pub terms: Terms,
    /// As signed; of a draft, as it was saved.
    pub signed_amount: Amount<Contract>,
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
    /// The desk changes, signs and voids the contracts of a ceremony.
    pub fn is_of_the_desk(&self) -> bool {
        self.deal_id.is_some()
    }

    pub fn may_be_voided(&self) -> bool {
        !self.is_void() && self.state != ContractState::Terminated && !self.is_of_the_desk()
    }
}

impl Promise for ContractRecord {
    type Id = ContractId;
    type Terms = Terms;
    const RECORD: &'static Record = &CONTRACTS;

    fn id(&self) -> ContractId {
        self.id
    }

    fn version(&self) -> i32 {
        self.version
    }

    fn paper(&self) -> &Paper {
        &self.paper
    }

    fn terms(&self) -> &Terms {
        &self.terms
    }

    fn state(&self) -> &'static str {
        self.state.code()
    }

    fn is_void(&self) -> bool {
        self.void_reason.is_some()
    }

    fn is_draft(&self) -> bool {
        self.state == ContractState::Draft && !self.is_of_the_desk()
    }

    fn is_open(&self) -> bool {
        matches!(self.state, ContractState::Signed | ContractState::Performing)
    }

    fn said(terms: &Terms) -> Vec<Said> {
        let adjustment = terms.adjustment.as_ref();
        let adjustment =
            adjustment.map(|one| format!("{} {}", one.name, one.amount.in_yuan().normalize()));
        let villages: Vec<&str> =
            terms.villages.iter().map(|village| village.full_name.as_str()).collect();
        vec![
            ("method", Some(terms.method.code().to_string())),
            ("framework", terms.framework_id.map(|id| id.to_string())),
            ("lines", Some(terms.lines_said())),
            ("adjustment", adjustment),
            ("amount", Some(terms.amount().in_yuan().normalize().to_string())),
            ("tolerance", Some(terms.tolerance.normalize().to_string())),
            ("villages", (!villages.is_empty()).then(|| villages.join("、"))),
            ("ceiling_reason", terms.ceiling_reason.clone()),
        ]
    }
}

/// What follows a signed contract.
#[derive(Debug, Clone, Copy)]
pub struct Followers {
    /// Neither void.
    pub deliveries: i64,
    pub amendments: i64,
    pub accepted: Amount<Purchase>,
    /// The last day on which goods were accepted.
    pub accepted_on: Option<NaiveDate>,
    /// The last day on which an amendment takes effect.
    pub amended_on: Option<NaiveDate>,
}

/// The scope of a viewer, and the filters within it.
#[derive(Debug, Clone, Default)]
pub struct OfficeFilter {
    pub banner: Option<PlaceCode>,
    pub state: Option<ContractState>,
    pub search: Option<SearchQuery>,
}
