//! Bulk rows beside the exact demonstration: as many products and delivery lines as requested, for
//! load tests. They have the same kinds and places, are equally invented, and are the same every
//! time; their total is no reported figure.

mod deals;
mod parties;

pub use deals::{contracts, projects};
pub use parties::{buyer, name, products_of, seller};

use crate::values::ids::{ContractId, ContractLineId, OrganisationId, ProductId, ProjectId};

pub const PRODUCTS_OF_A_SELLER: i64 = 20;
pub const LINES_OF_A_CONTRACT: i64 = 5;
pub const DELIVERIES_OF_A_CONTRACT: i64 = 20;
const LINES_FOR_A_BUYER: i64 = 2_000;

/// The last ids of the exact demonstration.
#[derive(Debug, Clone, Copy)]
pub struct Before {
    pub organisations: i64,
    pub products: i64,
    pub projects: i64,
    pub contracts: i64,
    pub contract_lines: i64,
    pub deliveries: i64,
}

/// The requested size, rounded up to whole sellers and contracts.
#[derive(Debug, Clone, Copy)]
pub struct Bulk {
    pub before: Before,
    pub sellers: i64,
    pub buyers: i64,
    pub contracts: i64,
    pub projects: i64,
}

impl Bulk {
    pub fn new(before: Before, products: i64, delivery_lines: i64) -> Self {
        let contracts = up(delivery_lines, LINES_OF_A_CONTRACT * DELIVERIES_OF_A_CONTRACT);
        // Contracts need someone to sell and someone to buy.
        let least = i64::from(contracts > 0);
        Self {
            before,
            sellers: up(products, PRODUCTS_OF_A_SELLER).max(least),
            buyers: up(delivery_lines, LINES_FOR_A_BUYER).max(least),
            contracts,
            projects: (contracts / 2).min(LARGEST_RUN_SHEET * 2),
        }
    }

    pub fn seller_id(&self, n: i64) -> OrganisationId {
        OrganisationId(self.before.organisations + 1 + n)
    }

    pub fn buyer_id(&self, n: i64) -> OrganisationId {
        OrganisationId(self.before.organisations + 1 + self.sellers + n)
    }

    fn product_id(&self, seller: i64, k: i64) -> ProductId {
        ProductId(self.before.products + 1 + seller * PRODUCTS_OF_A_SELLER + k)
    }

    fn contract_id(&self, n: i64) -> ContractId {
        ContractId(self.before.contracts + 1 + n)
    }

    fn contract_line_id(&self, contract: i64, k: i64) -> ContractLineId {
        ContractLineId(self.before.contract_lines + 1 + contract * LINES_OF_A_CONTRACT + k)
    }

    fn project_id(&self, n: i64) -> ProjectId {
        ProjectId(self.before.projects + 1 + n)
    }
}

/// Beyond it a run order is no small number any more; the demonstration's own come first.
const LARGEST_RUN_SHEET: i64 = 30_000;

fn up(n: i64, by: i64) -> i64 {
    (n + by - 1) / by
}

/// Scatters consecutive numbers; the same on every machine.
fn scattered(n: i64, among: i64) -> i64 {
    let mixed = (n as u64 ^ 0x9e37_79b9).wrapping_mul(0xff51_afd7_ed55_8ccd);
    ((mixed >> 33) % among.max(1) as u64) as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    const BEFORE: Before = Before {
        organisations: 7,
        products: 9,
        projects: 3,
        contracts: 4,
        contract_lines: 11,
        deliveries: 5,
    };

    #[test]
    fn as_much_as_was_asked_for_and_the_same_every_time() {
        let bulk = Bulk::new(BEFORE, 400, 2_000);
        assert_eq!((bulk.sellers, bulk.buyers, bulk.contracts), (20, 1, 20));
        let rows = || {
            (0..bulk.sellers)
                .flat_map(|n| products_of(&bulk, n))
                .map(|p| (p.id, p.name, p.specification))
                .collect::<Vec<_>>()
        };
        assert_eq!(rows(), rows());
        assert_eq!(rows().len(), 400);
        assert_eq!((rows()[0].0, rows()[399].0), (ProductId(10), ProductId(409)));
    }

    #[test]
    fn names_are_many_and_no_seller_says_one_twice() {
        let bulk = Bulk::new(BEFORE, 20_000, 0);
        let mut all = HashSet::new();
        for n in 0..bulk.sellers {
            let products = products_of(&bulk, n);
            let own: HashSet<_> =
                products.iter().map(|p| (p.name.clone(), p.specification.clone())).collect();
            assert_eq!(own.len(), products.len());
            all.extend(products.into_iter().map(|p| p.name));
        }
        assert!(all.len() > 5_000, "{}", all.len());
    }

    #[test]
    fn a_contract_says_what_its_lines_come_to_and_keeps_to_its_project() {
        let bulk = Bulk::new(BEFORE, 400, 2_000);
        let projects = projects(&bulk);
        for contract in contracts(&bulk, 0..bulk.contracts) {
            let sum: rust_decimal::Decimal =
                contract.lines.iter().map(|line| line.quantity * line.unit_price).sum();
            assert_eq!(contract.signed_amount.in_yuan(), sum);
            let project = projects.iter().find(|project| Some(project.id) == contract.project_id);
            assert!(project.is_none_or(
                |p| (p.buyer_id, p.supplier_id) == (contract.buyer_id, contract.supplier_id)
            ));
            assert!(project.is_none_or(|p| p.signed_on <= contract.signed_on));
        }
    }
}
