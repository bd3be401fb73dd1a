//! Kinds of organisations, and the side of a deal that each is on.

pub mod rights;
pub mod profile;
pub mod trail;

use crate::{
    values::{
        amount::Amount,
        ids::OrganisationId,
        place_code::PlaceCode,
        rung::{Contract, Purchase},
        search_text::SearchQuery,
    },
    vocabulary,
};
use chrono::NaiveDate;
use serde::Serialize;

vocabulary! {
    /// supplier_types and buyer_types of the domain.
    OrganisationKind = "organisation_kind" {
        Agribusiness = "agribusiness",
        Cooperative = "cooperative",
        LargeGrower = "large_grower",
        FamilyFarm = "family_farm",
        VillageCollective = "village_collective",
        StatePlatform = "state_platform",
        CentralSoe = "central_soe",
        RegionalSoe = "regional_soe",
        OtherProvinceSoe = "other_province_soe",
        CitySoe = "city_soe",
        BannerSoe = "banner_soe",
        Private = "private",
        PublicBody = "public_body",
        Retailer = "retailer",
        Individual = "individual",
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Supplier,
    Buyer,
}

impl Side {
    pub fn code(self) -> &'static str {
        match self {
            Side::Supplier => "supplier",
            Side::Buyer => "buyer",
        }
    }
}

impl OrganisationKind {
    pub fn side(self) -> Side {
        if (self as usize) < OrganisationKind::CentralSoe as usize {
            Side::Supplier
        } else {
            Side::Buyer
        }
    }

    pub fn of_side(side: Side) -> impl Iterator<Item = OrganisationKind> {
        Self::ALL.iter().copied().filter(move |kind| kind.side() == side)
    }

    /// 驻地央企国企: the state-owned enterprises, which include the programme's 238 buyers.
    pub fn is_state_owned_buyer(self) -> bool {
        use OrganisationKind::*;
        matches!(self, CentralSoe | RegionalSoe | OtherProvinceSoe | CitySoe | BannerSoe)
    }
}

/// The filters of a list of buyers.
#[derive(Debug, Clone, Default)]
pub struct BuyerFilter {
    pub search: Option<SearchQuery>,
    pub kind: Option<OrganisationKind>,
    pub banner: Option<PlaceCode>,
    /// Only 驻地央企国企.
    pub state_owned: bool,
    /// Only those with a framework agreement in force.
    pub with_framework: bool,
}

/// A buyer in a list.
#[derive(Debug, Clone)]
pub struct Buyer {
    pub id: OrganisationId,
    pub name: String,
    pub kind: OrganisationKind,
    pub banner_code: Option<PlaceCode>,
    pub frameworks: i64,
    pub contract: Option<Amount<Contract>>,
    pub purchase: Option<Amount<Purchase>>,
}

/// A buyer on its own page.
#[derive(Debug, Clone)]
pub struct FoundBuyer {
    pub id: OrganisationId,
    pub number: String,
    pub name: String,
    pub pinyin: String,
    pub kind: OrganisationKind,
    pub banner_code: Option<PlaceCode>,
    pub division: String,
    pub division_en: String,
    pub introduction: Option<String>,
    pub founded_on: Option<NaiveDate>,
    /// The organisation's own information; its contact only if the organisation published it.
    pub name_en: Option<String>,
    pub address: Option<String>,
    pub website: Option<String>,
    pub contact_name: Option<String>,
    pub contact_phone: Option<String>,
}

impl FoundBuyer {
    /// Whether it has a location and a contact to show.
    pub fn has_facts(&self) -> bool {
        self.founded_on.is_some()
            || self.address.is_some()
            || self.website.is_some()
            || self.contact_phone.is_some()
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct NewOrganisation {
    pub id: OrganisationId,
    /// The organisation number, e.g. `GYS-0001`, `CGF-0001`.
    pub number: String,
    pub name: String,
    pub kind: OrganisationKind,
    pub credit_code: Option<String>,
    pub division_code: PlaceCode,
    /// Of the division; `None` for buyers of the city as a whole or from elsewhere.
    pub banner_code: Option<PlaceCode>,
    pub founded_on: Option<NaiveDate>,
    pub introduction: Option<String>,
    pub neutral_rank: i32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_stand_on_one_side() {
        assert_eq!(OrganisationKind::of_side(Side::Supplier).count(), 6);
        assert_eq!(OrganisationKind::of_side(Side::Buyer).count(), 9);
        assert_eq!(OrganisationKind::StatePlatform.side(), Side::Supplier);
        assert!(!OrganisationKind::Private.is_state_owned_buyer());
        assert!(OrganisationKind::BannerSoe.is_state_owned_buyer());
    }
}
