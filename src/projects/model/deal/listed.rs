//! Deals as a sheet lists and brings them, many at once.

use super::{CeremonyState, Parties, Terms};
use crate::{
    organisations::model::Side,
    values::{
        ids::{OrganisationId, ProjectId},
        place_code::PlaceCode,
    },
};

/// A deal of the run-sheet with everything that a sheet says of it.
#[derive(Debug, Clone)]
pub struct Listed {
    pub id: ProjectId,
    pub number: String,
    pub run_order: i16,
    pub state: CeremonyState,
    pub owner_banner_code: PlaceCode,
    pub terms: Terms,
    pub parties: Parties,
    /// The number of the deal that it renews or follows.
    pub renews: Option<String>,
}

impl Listed {
    /// Signed or released: it is changed at the desk alone.
    pub fn is_settled(&self) -> bool {
        self.state != CeremonyState::Planned
    }

    /// The names of the further parties of a side.
    pub fn further(&self, side: Side) -> String {
        let names: Vec<&str> =
            self.parties.of_side(side).map(|party| party.name.as_str()).collect();
        names.join("、")
    }

    pub fn villages(&self) -> String {
        let names: Vec<&str> =
            self.parties.villages.iter().map(|village| village.full_name.as_str()).collect();
        names.join("、")
    }
}

/// A position of the run-sheet with its deal, which may be void.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    pub id: ProjectId,
    pub run_order: i16,
    /// Signed or released, and not void: it keeps its position.
    pub is_settled: bool,
}

/// A released deal of an earlier edition, which a deal of the same leads may renew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    pub id: ProjectId,
    pub number: String,
    pub supplier_id: OrganisationId,
    pub buyer_id: OrganisationId,
    pub renewed_by: Option<ProjectId>,
}
