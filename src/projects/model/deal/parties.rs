//! Who takes part in a deal.

use crate::{
    organisations::model::{OrganisationKind, Side},
    values::{ids::OrganisationId, place_code::PlaceCode},
};

/// A party as the desk shows and checks it. In a statement it may be one column, a row of these.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "record")]
pub struct Party {
    pub id: OrganisationId,
    pub name: String,
    pub kind: OrganisationKind,
    pub banner_code: Option<PlaceCode>,
    pub credit_code: Option<String>,
    /// Neither withdrawn nor still a draft.
    pub is_published: bool,
}

/// Who takes part: the leads, which figures name, and the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parties {
    pub supplier: Party,
    pub buyer: Party,
    pub further: Vec<(Side, Party)>,
    pub villages: Vec<Village>,
}

/// A village that is to supply the goods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Village {
    pub code: PlaceCode,
    pub full_name: String,
    pub full_name_en: String,
}

/// Why these cannot be the parties of one deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartyFault {
    /// A buyer as supplier, or the reverse.
    OtherSide,
    /// Withdrawn or not published yet.
    NotPublished,
    /// The banner of the supplier owns the deal.
    NoBanner,
    Twice,
}

impl Parties {
    /// The first fault, with the party.
    pub fn fault(&self) -> Option<(Side, &Party, PartyFault)> {
        let leads = [(Side::Supplier, &self.supplier), (Side::Buyer, &self.buyer)];
        let others = self.further.iter().map(|(side, party)| (*side, party));
        let mut known = Vec::new();
        for (side, party) in leads.into_iter().chain(others) {
            let fault = if party.kind.side() != side {
                Some(PartyFault::OtherSide)
            } else if !party.is_published {
                Some(PartyFault::NotPublished)
            } else if known.contains(&party.id) {
                Some(PartyFault::Twice)
            } else {
                None
            };
            if let Some(fault) = fault {
                return Some((side, party, fault));
            }
            known.push(party.id);
        }
        self.owner_banner().is_none().then_some((
            Side::Supplier,
            &self.supplier,
            PartyFault::NoBanner,
        ))
    }

    pub fn owner_banner(&self) -> Option<&PlaceCode> {
        self.supplier.banner_code.as_ref()
    }

    pub fn of_side(&self, side: Side) -> impl Iterator<Item = &Party> {
        self.further.iter().filter(move |(of, _)| *of == side).map(|(_, party)| party)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(id: i64, kind: OrganisationKind, banner: Option<&str>) -> Party {
        Party {
            id: OrganisationId(id),
            name: id.to_string(),
            kind,
            banner_code: banner.map(|code| code.parse().unwrap()),
            credit_code: None,
            is_published: true,
        }
    }

    fn parties() -> Parties {
        Parties {
            supplier: party(1, OrganisationKind::Cooperative, Some("150621")),
            buyer: party(2, OrganisationKind::CitySoe, None),
            further: Vec::new(),
            villages: Vec::new(),
        }
    }

    #[test]
    fn each_side_has_its_own_parties() {
        assert_eq!(parties().fault(), None);
        let supplier = party(3, OrganisationKind::Private, Some("150621"));
        let wrong = Parties { supplier, ..parties() };
        assert_eq!(wrong.fault().map(|(.., fault)| fault), Some(PartyFault::OtherSide));
        let homeless = party(3, OrganisationKind::StatePlatform, None);
        let wrong = Parties { supplier: homeless, ..parties() };
        assert_eq!(wrong.fault().map(|(.., fault)| fault), Some(PartyFault::NoBanner));
        let twice = vec![(Side::Supplier, party(1, OrganisationKind::Cooperative, None))];
        let wrong = Parties { further: twice, ..parties() };
        assert_eq!(wrong.fault().map(|(.., fault)| fault), Some(PartyFault::Twice));
    }
}
