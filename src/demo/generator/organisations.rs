//! Sellers and buyers as organisations: numbers, locations, a sentence each.

use super::{
    buyers::Buyer,
    calendar::{day, later},
    chance::Chance,
    introductions,
    places::{CITY, place},
    sellers::Seller,
};
use crate::{
    brands::model::{NewBrand, NewTrademark},
    organisations::model::{NewOrganisation, OrganisationKind::LargeGrower},
    products::model::NewCertification,
    values::ids::OrganisationId,
};

/// Sellers come first, so the id of a seller is its list position plus one; buyers follow.
pub fn organisations(sellers: &[Seller], buyers: &[Buyer]) -> Vec<NewOrganisation> {
    let mut chance = Chance::of("organisations");
    let mut all: Vec<NewOrganisation> = Vec::new();
    for (i, seller) in sellers.iter().enumerate() {
        // A grower's trade name was founded by nobody.
        let founded = chance.day(day(2007, 3, 1), day(2018, 8, 31));
        all.push(NewOrganisation {
            id: OrganisationId(i as i64 + 1),
            number: format!("GYS-{:04}", i + 1),
            name: seller.name.clone(),
            kind: seller.kind,
            credit_code: None,
            division_code: place(seller.home),
            banner_code: Some(place(seller.banner)),
            founded_on: (seller.kind != LargeGrower).then_some(founded),
            introduction: Some(introductions::of_seller(seller, &mut chance)),
            neutral_rank: chance.rank(),
        });
    }
    for (i, buyer) in buyers.iter().enumerate() {
        all.push(NewOrganisation {
            id: OrganisationId((sellers.len() + i) as i64 + 1),
            number: format!("CGF-{:04}", i + 1),
            name: buyer.name.clone(),
            kind: buyer.kind,
            credit_code: None,
            division_code: place(buyer.banner.unwrap_or(CITY)),
            banner_code: buyer.banner.map(place),
            founded_on: None,
            introduction: Some(introductions::of_buyer(buyer, &mut chance)),
            neutral_rank: chance.rank(),
        });
    }
    all
}

/// Nobody had a certificate or a trademark before being founded.
pub fn found_in_time(
    all: &mut [NewOrganisation],
    brands: &[NewBrand],
    trademarks: &[NewTrademark],
    certificates: &[NewCertification],
) {
    let of_brand = |id| brands.iter().find(|brand| brand.id == id).and_then(|brand| brand.owner_id);
    let registered =
        trademarks.iter().filter_map(|mark| Some((of_brand(mark.brand_id)?, mark.registered_on)));
    let certified = certificates
        .iter()
        .map(|certificate| (certificate.organisation_id, certificate.valid_from));
    for (owner, on) in registered.chain(certified) {
        let row = &mut all[owner.0 as usize - 1];
        row.founded_on = row.founded_on.map(|founded| founded.min(later(on, -400)));
    }
}
