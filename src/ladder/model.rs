//! The five sums. They are five fields of five types: there is no way to add one to another.

use crate::values::{
    amount::Amount,
    ids::{AgreementId, ContractId, EditionId, OrganisationId, ProjectId},
    place_code::PlaceCode,
    rung::{Contract, Framework, Intent, Payment, Purchase},
};

/// Whose ladder. Every condition that is set must hold; none is the whole city's.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Deals that come from this edition's ceremony.
    pub edition: Option<EditionId>,
    /// Only the intents' edition: the rungs below are not narrowed. For a page that sets one ceremony
    /// beside the programme's ledgers.
    pub intents_of: Option<EditionId>,
    pub banner: Option<PlaceCode>,
    pub buyer: Option<OrganisationId>,
    pub supplier: Option<OrganisationId>,
    pub project: Option<ProjectId>,
    pub agreement: Option<AgreementId>,
    pub contract: Option<ContractId>,
}

/// Counts of records and sums of amounts, as of one day.
#[derive(Debug, Clone)]
pub struct Sums {
    pub intents: i64,
    /// What the ceremonies signed; never falls.
    pub intent: Amount<Intent>,
    /// Of these, renewals of an earlier edition's project: the same money, not new.
    pub renewals: i64,
    pub lapsed: i64,
    pub lapsed_intent: Amount<Intent>,
    pub frameworks: i64,
    pub framework: Amount<Framework>,
    /// Frameworks whose ceiling is left open: in the count, not in the amount.
    pub open_ceilings: i64,
    pub contracts: i64,
    pub contract: Amount<Contract>,
    pub villages: i64,
    pub deliveries: i64,
    pub purchase: Amount<Purchase>,
    pub payment: Amount<Payment>,
}

/// The rungs of one banner: intents of one edition, the rest of the whole programme.
#[derive(Debug, Clone)]
pub struct BannerSums {
    pub banner_code: PlaceCode,
    pub intent: Amount<Intent>,
    pub framework: Amount<Framework>,
    pub contract: Amount<Contract>,
    pub purchase: Amount<Purchase>,
    pub payment: Amount<Payment>,
}
