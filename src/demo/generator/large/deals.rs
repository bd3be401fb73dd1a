//! Contracts of five lines each, half of them from a project of the first or second fair.

use super::{Bulk, LINES_OF_A_CONTRACT, parties::products_of, scattered};
use crate::{
    contracts::model::{ContractState, Method, NewContract, NewContractLine},
    demo::generator::{calendar::day, calendar::later, places::place, sums},
    products::model::NewProduct,
    projects::model::{NewProject, NewStage, ProjectType, Stage},
    values::{
        amount::Amount,
        ids::{EditionId, OrganisationId},
        place_code::PlaceCode,
    },
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::ops::Range;

/// Of each line: what its twenty deliveries bring at the most.
const QUANTITY: i64 = 1_200;
/// After the run orders that the demonstration's own projects have.
const FIRST_RUN_ORDER: i64 = 1_001;

struct Deal {
    seller: i64,
    buyer: OrganisationId,
    signed_on: NaiveDate,
    banner: PlaceCode,
}

fn edition(n: i64) -> (i64, NaiveDate) {
    if n % 2 == 0 { (1, day(2018, 10, 18)) } else { (2, day(2019, 10, 18)) }
}

fn deal(bulk: &Bulk, n: i64) -> Deal {
    let seller = scattered(n, bulk.sellers);
    let from = if n < bulk.projects { edition(n).1 } else { day(2018, 9, 1) };
    let origin = products_of(bulk, seller)[0].origin_code.clone();
    Deal {
        seller,
        buyer: bulk.buyer_id(scattered(n + 7_777_777, bulk.buyers)),
        signed_on: later(from, 10 + scattered(n + 31, 280)),
        banner: place(&origin.as_str()[..6]),
    }
}

pub fn projects(bulk: &Bulk) -> Vec<NewProject> {
    let mut all: Vec<NewProject> = (0..bulk.projects).map(|n| project(bulk, n)).collect();
    all.sort_by_key(|project| project.id);
    all
}

fn project(bulk: &Bulk, n: i64) -> NewProject {
    let deal = deal(bulk, n);
    let (edition, signed_on) = edition(n);
    let id = bulk.project_id(n);
    NewProject {
        id,
        edition_id: EditionId(edition),
        run_order: i16::try_from(FIRST_RUN_ORDER + n / 2).unwrap_or(i16::MAX),
        number: format!("{edition}-DL{:05}", n / 2 + 1),
        title: "农畜产品供销项目".into(),
        r#type: [
            ProjectType::DirectSupply,
            ProjectType::ConsumptionSupport,
            ProjectType::ModernFarming,
        ][(n % 3) as usize],
        supplier_id: bulk.seller_id(deal.seller),
        buyer_id: deal.buyer,
        owner_banner_code: deal.banner,
        amount: Amount::fen(10_000_000 + scattered(n, 900) * 100_000),
        signed_on,
        signed_at: None,
        stage: Stage::Open,
        lapsed_on: None,
        lapse_class: None,
        lapse_reason: None,
        renews_id: None,
        voided_at: None,
        void_reason: None,
        released_at: None,
        scan_due_on: None,
        more_buyers: Vec::new(),
        villages: Vec::new(),
        withdrawal: None,
        stages: vec![NewStage {
            project_id: id,
            stage: Stage::Open,
            effective_on: signed_on,
            note: None,
        }],
    }
}

pub fn contracts(bulk: &Bulk, which: Range<i64>) -> Vec<NewContract> {
    which.map(|n| contract(bulk, n)).collect()
}

fn contract(bulk: &Bulk, n: i64) -> NewContract {
    let deal = deal(bulk, n);
    let products = products_of(bulk, deal.seller);
    let lines: Vec<NewContractLine> = (0..LINES_OF_A_CONTRACT)
        .map(|k| line(bulk, n, k, &products[((n + k * 3) % products.len() as i64) as usize]))
        .collect();
    let fen = lines.iter().map(|line| sums::fen(line.quantity * line.unit_price)).sum();
    NewContract {
        id: bulk.contract_id(n),
        number: format!("DL-CG-{:06}", n + 1),
        title: format!("{}采购合同", lines[0].name),
        framework_id: None,
        project_id: (n < bulk.projects).then(|| bulk.project_id(n)),
        buyer_id: deal.buyer,
        supplier_id: bulk.seller_id(deal.seller),
        owner_banner_code: deal.banner,
        method: [
            Method::Canteen,
            Method::Welfare,
            Method::Fair,
            Method::Online,
            Method::OrderFarming,
            Method::Shop,
        ][(n % 6) as usize],
        signed_on: deal.signed_on,
        starts_on: deal.signed_on,
        ends_on: later(deal.signed_on, 800),
        signed_amount: Amount::fen(fen),
        adjustment: Amount::fen(0),
        adjustment_name: None,
        tolerance: Decimal::ZERO,
        state: ContractState::Performing,
        performing_on: Some(later(deal.signed_on, 5)),
        completed_on: None,
        terminated_on: None,
        termination_class: None,
        termination_reason: None,
        voided_at: None,
        void_reason: None,
        lines,
        amendments: Vec::new(),
        villages: vec![products[0].origin_code.clone()],
    }
}

fn line(bulk: &Bulk, contract: i64, k: i64, product: &NewProduct) -> NewContractLine {
    NewContractLine {
        id: bulk.contract_line_id(contract, k),
        contract_id: bulk.contract_id(contract),
        position: k as i16 + 1,
        product_id: Some(product.id),
        category_code: product.category_code.clone(),
        name: product.name.clone(),
        specification: product.specification.clone(),
        quantity: Decimal::from(QUANTITY),
        unit_code: product.unit_code.clone(),
        unit_price: product.price,
        added_by_id: None,
        removed_by_id: None,
        original_id: None,
    }
}
