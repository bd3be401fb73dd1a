//! The scope of a figure, and its point in time.

use crate::{
    organisations::model::OrganisationKind,
    values::{
        ids::{AgreementId, ContractId, EditionId, OrganisationId, ProjectId},
        place_code::PlaceCode,
    },
};
use chrono::NaiveDate;

/// Every condition that is set must hold; without one it is the whole city.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Deals from this edition's ceremony; exhibitors at it.
    pub edition: Option<EditionId>,
    /// The edition of the intents only: the later steps are not filtered. For a page that shows one
    /// ceremony beside the ledgers of the programme.
    pub intents_of: Option<EditionId>,
    /// The banner that a deal is credited to.
    pub banner: Option<PlaceCode>,
    /// The place of the goods, or of the supplying villages.
    pub township: Option<PlaceCode>,
    pub village: Option<PlaceCode>,
    pub buyer_kind: Option<OrganisationKind>,
    pub buyer: Option<OrganisationId>,
    pub supplier: Option<OrganisationId>,
    /// Of goods; a code includes the codes below it.
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

    /// Whether it filters by the place of the goods, which only delivery lines know.
    pub fn is_of_a_place(&self) -> bool {
        self.township.is_some() || self.village.is_some()
    }

    /// The village or township of the filter.
    pub fn place(&self) -> Option<&PlaceCode> {
        self.village.as_ref().or(self.township.as_ref())
    }

    /// The unchanged scope, as of a day.
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
