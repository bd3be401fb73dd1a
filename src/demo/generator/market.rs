//! The sellers, their goods and the buyers, for making deals. Products of a real brand are not for
//! sale here: no invented deal uses a real name.

use super::{
    buyers::Buyer,
    chance::Chance,
    places::KANGBASHI,
    produce::Produce,
    products::Ware,
    sellers::{Seller, Showing},
};
use crate::{
    organisations::model::OrganisationKind::{self, *},
    values::ids::OrganisationId,
};

pub struct Market {
    pub sellers: Vec<Seller>,
    pub wares: Vec<Ware>,
    pub buyers: Vec<Buyer>,
}

/// Buyer and seller, by their places in the lists.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    pub buyer: usize,
    pub seller: usize,
}

impl Market {
    pub fn seller_id(&self, seller: usize) -> OrganisationId {
        OrganisationId(seller as i64 + 1)
    }

    pub fn buyer_id(&self, buyer: usize) -> OrganisationId {
        OrganisationId((self.sellers.len() + buyer) as i64 + 1)
    }

    pub fn pair(&self, buyer: OrganisationId, supplier: OrganisationId) -> Pair {
        Pair { buyer: buyer.0 as usize - self.sellers.len() - 1, seller: supplier.0 as usize - 1 }
    }

    pub fn goods(&self, seller: usize) -> Vec<&Ware> {
        self.wares
            .iter()
            .filter(|ware| ware.seller == seller && ware.real_brand.is_none())
            .collect()
    }

    /// Sellers of the third fair with something to sell.
    pub fn dealing(&self) -> Vec<usize> {
        let shown = |seller: &usize| self.sellers[*seller].showing == Showing::Third;
        (0..self.sellers.len())
            .filter(shown)
            .filter(|seller| !self.goods(*seller).is_empty())
            .collect()
    }

    pub fn buyers_of(&self, kinds: &[OrganisationKind]) -> Vec<usize> {
        (0..self.buyers.len()).filter(|buyer| kinds.contains(&self.buyers[*buyer].kind)).collect()
    }

    pub fn is_state_owned(&self, buyer: usize) -> bool {
        self.buyers[buyer].kind.is_state_owned_buyer()
    }

    pub fn state_owned(&self) -> Vec<usize> {
        self.buyers_of(&[CentralSoe, RegionalSoe, OtherProvinceSoe, CitySoe, BannerSoe])
    }

    /// A seller for a buyer, large ones and near ones first.
    pub fn seller_for(&self, buyer: usize, among: &[usize], chance: &mut Chance) -> usize {
        let near = self.buyers[buyer].banner;
        let weights: Vec<(usize, usize)> = among
            .iter()
            .map(|at| {
                let seller = &self.sellers[*at];
                let closeness = match near {
                    Some(banner) if banner == seller.banner => 9,
                    _ if seller.banner == KANGBASHI => 4,
                    _ => 1,
                };
                (*at, closeness * size(seller.kind) as usize * appetite(seller.produce[0]))
            })
            .collect();
        chance.weighted(&weights)
    }
}

/// An enterprise buys for its canteen and its staff; sometimes animals, fodder and raw wool.
fn appetite(produce: &Produce) -> usize {
    if is_for_farms(&produce.category) { 1 } else { 7 }
}

pub fn is_for_farms(category: &str) -> bool {
    matches!(&category[..2], "06" | "13") || matches!(category, "1201" | "1202")
}

/// How much larger than a family farm's a seller's deals are.
pub fn size(kind: OrganisationKind) -> i64 {
    match kind {
        StatePlatform => 7,
        Agribusiness => 5,
        Cooperative => 4,
        VillageCollective => 3,
        LargeGrower => 2,
        _ => 1,
    }
}
