//! Whose figures, and as of when.

use crate::{
    organisations::model::OrganisationKind,
    values::{
        ids::{AgreementId, ContractId, EditionId, OrganisationId, ProjectId},
        place_code::PlaceCode,
    },
};
use chrono::NaiveDate;

/// Every condition that is set must hold; none is the whole city's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Deals that come from this edition's ceremony; who exhibits at it.
    pub edition: Option<EditionId>,
    /// Only the intents' edition: the rungs below are not narrowed. For a page that sets one
    /// ceremony beside the programme's ledgers.
    pub intents_of: Option<EditionId>,
    /// The banner that owns a deal.
    pub banner: Option<PlaceCode>,
    /// Where goods were delivered from, or which villages supply.
    pub township: Option<PlaceCode>,
    pub village: Option<PlaceCode>,
    pub buyer_kind: Option<OrganisationKind>,
    pub buyer: Option<OrganisationId>,
    pub supplier: Option<OrganisationId>,
    /// Of goods; a code stands for what is below it too.
    pub category: Option<String>,
    pub project: Option<ProjectId>,
    pub agreement: Option<AgreementId>,
    pub contract: Option<ContractId>,
}

/// What varies between the figures of one statement: the day of a series, the value of a breakdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    pub day: NaiveDate,
    pub edition: Option<EditionId>,
    pub banner: Option<PlaceCode>,
    pub buyer_kind: Option<OrganisationKind>,
    pub category: Option<String>,
}

impl Scope {
    /// Whether sums by banner and edition are enough.
    pub fn is_summed(&self) -> bool {
        let Self { buyer, supplier, project, agreement, contract, .. } = self;
        let is_of_parties = buyer.is_some() || supplier.is_some();
        let is_of_a_chain = project.is_some() || agreement.is_some() || contract.is_some();
        !(is_of_parties || is_of_a_chain || self.is_of_a_place())
    }

    /// Whether it is narrowed to where goods come from, which only their lines say.
    pub fn is_of_a_place(&self) -> bool {
        self.township.is_some() || self.village.is_some()
    }

    /// The village or township that it is narrowed to.
    pub fn place(&self) -> Option<&PlaceCode> {
        self.village.as_ref().or(self.township.as_ref())
    }

    /// The scope as it is, as of a day.
    pub fn on(&self, day: NaiveDate) -> Point {
        Point {
            day,
            edition: self.edition,
            banner: self.banner.clone(),
            buyer_kind: self.buyer_kind,
            category: self.category.clone(),
        }
    }
}
