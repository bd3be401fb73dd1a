//! Ids are dense from 1, numbers unique, every reference has its row; and generating twice gives
//! the same rows.

use super::DATA;
use crate::{
    demo::generator::{dataset, places},
    products::model::Category,
    values::{place_code::PlaceCode, quantity::Unit},
};
use std::collections::BTreeSet;

fn dense(ids: impl Iterator<Item = i64>) -> i64 {
    let ids: Vec<i64> = ids.collect();
    assert!(ids.iter().copied().eq(1..=ids.len() as i64), "dense, in order, from 1");
    ids.len() as i64
}

fn once<T: Ord>(all: impl Iterator<Item = T>) {
    let all: Vec<T> = all.collect();
    let count = all.len();
    assert_eq!(all.into_iter().collect::<BTreeSet<_>>().len(), count);
}

#[test]
fn twice_the_same_rows() {
    assert_eq!(format!("{:?}", *DATA), format!("{:?}", dataset()));
}

#[test]
fn ids_are_dense_and_numbers_unique() {
    let d = &*DATA;
    dense(d.organisations.iter().map(|row| row.id.0));
    dense(d.editions.iter().map(|row| row.id.0));
    dense(d.zones.iter().map(|row| row.id.0));
    dense(d.booths.iter().map(|row| row.id.0));
    dense(d.brands.iter().map(|row| row.id.0));
    dense(d.trademarks.iter().map(|row| row.id.0));
    dense(d.products.iter().map(|row| row.id.0));
    dense(d.certifications.iter().map(|row| row.id.0));
    dense(d.exhibitors.iter().map(|row| row.id.0));
    dense(d.exhibits.iter().map(|row| row.id.0));
    dense(d.onsite_reports.iter().map(|row| row.id.0));
    dense(d.onsite_sales.iter().map(|row| row.id.0));
    dense(d.projects.iter().map(|row| row.id.0));
    dense(d.agreements.iter().map(|row| row.id.0));
    dense(d.contracts.iter().map(|row| row.id.0));
    dense(d.contracts.iter().flat_map(|row| &row.lines).map(|line| line.id.0));
    dense(d.contracts.iter().flat_map(|row| &row.amendments).map(|amendment| amendment.id.0));
    dense(d.deliveries.iter().map(|row| row.id.0));
    dense(d.deliveries.iter().flat_map(|row| &row.lines).map(|line| line.id.0));
    dense(d.payments.iter().map(|row| row.id.0));
    once(d.organisations.iter().map(|row| &row.number));
    once(d.trademarks.iter().map(|row| &row.number));
    once(d.certifications.iter().map(|row| (row.scheme, &row.number)));
    once(d.projects.iter().map(|row| &row.number));
    once(d.agreements.iter().map(|row| &row.number));
    once(d.contracts.iter().map(|row| &row.number));
    once(d.deliveries.iter().map(|row| &row.number));
    once(d.payments.iter().map(|row| &row.number));
    once(d.brands.iter().map(|row| &row.name));
}

#[test]
fn the_database_s_unique_keys_hold() {
    let d = &*DATA;
    once(d.products.iter().map(|row| (row.organisation_id, &row.name, &row.specification)));
    once(d.exhibitors.iter().map(|row| (row.edition_id, row.organisation_id)));
    once(d.exhibits.iter().map(|row| (row.exhibitor_id, row.product_id)));
    once(d.onsite_reports.iter().map(|row| (row.exhibitor_id, row.fair_day)));
    once(d.onsite_sales.iter().map(|row| (row.exhibitor_id, row.fair_day, row.position)));
    once(d.onsite_sales.iter().map(|row| (row.exhibitor_id, row.fair_day, &row.category_code)));
    once(d.booths.iter().map(|row| (row.edition_id, &row.code)));
    let held = || d.booth_assignments.iter().filter(|row| row.released_at.is_none());
    once(held().map(|row| row.booth_id));
    once(held().map(|row| row.exhibitor_id));
    assert_eq!(held().count(), 180 + 260 + 366);
    assert!(d.booth_assignments.iter().any(|row| row.released_at.is_some()));
    once(
        d.projects.iter().flat_map(|row| &row.stages).map(|stage| (stage.project_id, stage.stage)),
    );
    once(
        d.contracts
            .iter()
            .flat_map(|row| row.villages.iter().map(move |village| (row.id, village))),
    );
    once(
        d.payments
            .iter()
            .flat_map(|row| &row.allocations)
            .map(|a| (a.payment_id, a.delivery_line_id)),
    );
}

#[test]
fn every_reference_is_to_a_row_that_is_there() {
    let d = &*DATA;
    let (organisations, products) = (d.organisations.len() as i64, d.products.len() as i64);
    let known = |id: i64, count: usize| (1..=count as i64).contains(&id);
    assert!(d.products.iter().all(|p| (1..=organisations).contains(&p.organisation_id.0)
        && known(p.brand_id.map_or(1, |b| b.0), d.brands.len())));
    assert!(
        d.exhibits.iter().all(|x| known(x.exhibitor_id.0, d.exhibitors.len())
            && (1..=products).contains(&x.product_id.0))
    );
    for exhibit in &d.exhibits {
        let exhibitor = &d.exhibitors[exhibit.exhibitor_id.0 as usize - 1];
        assert_eq!(
            d.products[exhibit.product_id.0 as usize - 1].organisation_id,
            exhibitor.organisation_id
        );
    }
    for row in &d.booth_assignments {
        let booth = &d.booths[row.booth_id.0 as usize - 1];
        assert_eq!(booth.edition_id, d.exhibitors[row.exhibitor_id.0 as usize - 1].edition_id);
        assert_eq!(d.zones[booth.zone_id.0 as usize - 1].edition_id, booth.edition_id);
    }
    for (i, contract) in d.contracts.iter().enumerate() {
        assert!(contract.lines.iter().all(|line| line.contract_id.0 == i as i64 + 1
            && line.product_id.is_none_or(|p| p.0 <= products)));
        assert!(
            contract
                .lines
                .iter()
                .filter_map(|l| l.product_id)
                .all(|p| d.products[p.0 as usize - 1].organisation_id == contract.supplier_id)
        );
        let own: BTreeSet<_> = contract.amendments.iter().map(|a| a.id).collect();
        assert!(
            contract
                .lines
                .iter()
                .flat_map(|l| [l.added_by_id, l.removed_by_id])
                .flatten()
                .all(|id| own.contains(&id))
        );
    }
    for delivery in &d.deliveries {
        let contract = delivery.contract_id.map(|id| &d.contracts[id.0 as usize - 1]);
        assert!(contract.is_none_or(
            |c| (c.buyer_id, c.supplier_id) == (delivery.buyer_id, delivery.supplier_id)
        ));
        let lines = contract
            .map(|c| c.lines.iter().map(|l| l.id).collect::<BTreeSet<_>>())
            .unwrap_or_default();
        assert!(
            delivery.lines.iter().all(|l| l.contract_line_id.is_none_or(|id| lines.contains(&id)))
        );
    }
    for project in &d.projects {
        assert!(d.exhibitors.iter().any(
            |e| e.edition_id == project.edition_id && e.organisation_id == project.supplier_id
        ));
    }
}

#[test]
fn every_code_is_in_the_reference_files() {
    let d = &*DATA;
    for product in &d.products {
        assert!(
            Category::find(&product.category_code).is_some_and(|c| c.parent().is_some()),
            "{}",
            product.category_code
        );
        assert!(Unit::find(&product.unit_code).is_some());
        assert!(!product.months.is_empty());
    }
    let named = |code: &PlaceCode| !places::name(code.as_str()).is_empty();
    assert!(d.organisations.iter().all(|o| named(&o.division_code)));
    assert!(d.products.iter().all(|p| named(&p.origin_code)));
    assert!(d.deliveries.iter().flat_map(|row| &row.lines).all(|line| named(&line.village_code)));
    assert!(
        d.onsite_sales
            .iter()
            .all(|s| Category::find(&s.category_code).is_some_and(|c| c.parent().is_none()))
    );
    assert_eq!(d.organisations.iter().filter(|o| o.number.starts_with("GYS-")).count(), 428);
}
