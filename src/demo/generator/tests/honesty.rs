//! Invented data is marked, and real names have no invented deals.

use super::{DATA, party};
use crate::demo::generator::{
    produce::{NAMED_BRANDS, PRODUCE, Produce},
    seller_names::MARK,
};
use std::collections::BTreeSet;

fn real_brands() -> BTreeSet<&'static str> {
    PRODUCE.iter().filter_map(Produce::brand_home).map(|(brand, _)| brand).collect()
}

/// Products sold under a real brand.
fn branded() -> BTreeSet<i64> {
    let real: Vec<_> =
        DATA.brands.iter().filter(|b| !b.name.ends_with(MARK)).map(|b| b.id).collect();
    DATA.products
        .iter()
        .filter(|p| p.brand_id.is_some_and(|id| real.contains(&id)))
        .map(|p| p.id.0)
        .collect()
}

#[test]
fn every_party_says_that_it_is_invented() {
    for organisation in &DATA.organisations {
        assert!(organisation.name.ends_with(MARK), "{}", organisation.name);
        assert!(organisation.credit_code.is_none());
        for brand in real_brands() {
            let town = format!("{brand}镇");
            assert!(!organisation.name.replace(&town, "").contains(brand), "{}", organisation.name);
        }
    }
    assert_eq!(
        DATA.organisations.iter().map(|o| &o.name).collect::<BTreeSet<_>>().len(),
        DATA.organisations.len()
    );
    let offices = DATA
        .certifications
        .iter()
        .flat_map(|c| [Some(&c.issuer), c.verified_by.as_ref()])
        .flatten();
    assert!(
        offices
            .chain(DATA.onsite_sales.iter().filter_map(|s| s.confirmed_by.as_ref()))
            .all(|office| office.ends_with(MARK))
    );
    assert!(DATA.certifications.iter().all(|c| c.number.starts_with("演示-")));
    assert!(DATA.trademarks.iter().all(|t| t.number.starts_with("演示-TM-")));
}

#[test]
fn real_brands_are_names_and_nothing_more() {
    let names: Vec<&str> = DATA.brands.iter().take(4).map(|b| b.name.as_str()).collect();
    assert_eq!(names, NAMED_BRANDS);
    for brand in DATA.brands.iter().filter(|b| !b.name.ends_with(MARK)) {
        assert!(real_brands().contains(brand.name.as_str()) && brand.owner_id.is_none());
        assert!(DATA.trademarks.iter().all(|t| t.brand_id != brand.id));
        assert!(DATA.products.iter().any(|p| p.brand_id == Some(brand.id)), "{}", brand.name);
    }
    for brand in DATA.brands.iter().filter(|b| b.name.ends_with(MARK)) {
        assert!(brand.owner_id.is_some());
        assert_eq!(DATA.trademarks.iter().filter(|t| t.brand_id == brand.id).count(), 1);
    }
}

#[test]
fn no_deal_and_no_certificate_stands_beside_a_real_brand() {
    let branded = branded();
    assert!(branded.len() > 20);
    let ordered =
        DATA.contracts.iter().flat_map(|c| &c.lines).map(|l| (l.product_id, l.name.as_str()));
    let delivered =
        DATA.deliveries.iter().flat_map(|d| &d.lines).map(|l| (l.product_id, l.name.as_str()));
    for (product, name) in ordered.chain(delivered) {
        assert!(product.is_none_or(|id| !branded.contains(&id.0)), "{name}");
        assert!(real_brands().iter().all(|brand| !name.contains(brand)), "{name}");
    }
    assert!(
        DATA.certifications.iter().flat_map(|c| &c.products).all(|id| !branded.contains(&id.0))
    );
    let titles =
        DATA.projects.iter().map(|p| &p.title).chain(DATA.agreements.iter().map(|a| &a.title));
    for title in titles.chain(DATA.contracts.iter().map(|c| &c.title)) {
        let plain = real_brands()
            .into_iter()
            .fold(title.clone(), |text, brand| text.replace(&format!("{brand}镇"), ""));
        assert!(real_brands().iter().all(|brand| !plain.contains(brand)), "{title}");
    }
}

#[test]
fn every_exhibitor_that_sold_or_signed_had_goods_of_its_own() {
    let branded = branded();
    let free = |organisation| {
        DATA.products
            .iter()
            .any(|p| p.organisation_id == organisation && !branded.contains(&p.id.0))
    };
    assert!(DATA.projects.iter().all(|p| free(p.supplier_id)));
    assert!(DATA.agreements.iter().all(|a| free(a.supplier_id)));
    assert!(
        DATA.onsite_sales
            .iter()
            .all(|s| free(DATA.exhibitors[s.exhibitor_id.0 as usize - 1].organisation_id))
    );
    assert!(
        DATA.contracts
            .iter()
            .all(|c| party(c.supplier_id).banner_code.as_ref() == Some(&c.owner_banner_code))
    );
}
