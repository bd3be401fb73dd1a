//! The rules between the steps: limits and the order of days.

use super::{DATA, amended, day};
use crate::{
    agreements::model::{AgreementState, NewAgreement},
    contracts::model::{ContractState, NewContract, line_amount},
    deliveries::model::{DeliveryState, NewDeliveryLine},
    projects::model::{NewProject, Stage},
    values::ids::ProjectId,
};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

fn agreement(contract: &NewContract) -> Option<&'static NewAgreement> {
    contract.framework_id.map(|id| &DATA.agreements[id.0 as usize - 1])
}

fn origin(contract: &NewContract) -> Option<ProjectId> {
    contract.project_id.or(agreement(contract).and_then(|a| a.project_id))
}

fn lines_of(contract: &NewContract) -> Vec<&'static NewDeliveryLine> {
    DATA.deliveries
        .iter()
        .filter(|d| d.contract_id == Some(contract.id))
        .flat_map(|d| &d.lines)
        .collect()
}

#[test]
fn a_contract_is_its_lines_and_its_amendments() {
    for contract in &DATA.contracts {
        let sum = |pick: &dyn Fn(&crate::contracts::model::NewContractLine) -> bool| -> Decimal {
            contract
                .lines
                .iter()
                .filter(|l| pick(l))
                .map(|l| line_amount(l.quantity, l.unit_price).in_yuan())
                .sum()
        };
        let signed = sum(&|l| l.added_by_id.is_none()) + contract.adjustment.in_yuan();
        assert_eq!(contract.signed_amount.in_yuan(), signed, "{}", contract.number);
        assert!((1..=6).contains(&contract.lines.len()));
        for amendment in &contract.amendments {
            let added = sum(&|l| l.added_by_id == Some(amendment.id));
            assert_eq!(
                amendment.amount_change.in_yuan(),
                added - sum(&|l| l.removed_by_id == Some(amendment.id))
            );
            assert!(
                contract.signed_on < amendment.signed_on
                    && amendment.effective_on <= DATA.business_day
            );
        }
        assert_eq!(contract.adjustment.is_zero(), contract.adjustment_name.is_none());
        assert!(contract.signed_on <= day("2020-09-27") && contract.signed_on >= day("2018-12-01"));
        assert!(contract.signed_on <= contract.starts_on && contract.starts_on <= contract.ends_on);
        assert!(!contract.villages.is_empty(), "{}", contract.number);
    }
}

#[test]
fn a_contract_under_a_framework_has_its_buyer_its_term_and_stays_below_its_ceiling() {
    let mut ordered: BTreeMap<i64, Decimal> = BTreeMap::new();
    for contract in &DATA.contracts {
        let Some(agreement) = agreement(contract) else { continue };
        assert_eq!(contract.buyer_id, agreement.buyer_id);
        assert!(
            (agreement.starts_on..=agreement.ends_on).contains(&contract.signed_on),
            "{}",
            contract.number
        );
        assert_eq!(agreement.state, AgreementState::Signed);
        *ordered.entry(agreement.id.0).or_default() += amended(contract);
    }
    for agreement in &DATA.agreements {
        let ordered = ordered.get(&agreement.id.0).copied().unwrap_or_default();
        assert!(
            agreement.ceiling.is_none_or(|ceiling| ordered <= ceiling.in_yuan()),
            "{}",
            agreement.number
        );
        assert!(
            agreement.signed_on <= day("2020-09-27") && agreement.signed_on >= day("2018-12-01")
        );
    }
    let under =
        DATA.contracts.iter().filter(|c| c.state.counts() && c.framework_id.is_some()).count();
    assert!((290..=320).contains(&under));
}

#[test]
fn no_more_is_accepted_than_was_ordered() {
    for contract in &DATA.contracts {
        let lines = lines_of(contract);
        let accepted: Decimal = lines.iter().map(|l| l.amount_accepted.in_yuan()).sum();
        assert!(accepted <= amended(contract), "{}", contract.number);
        for line in &contract.lines {
            let taken = lines.iter().filter(|l| l.contract_line_id == Some(line.id));
            let quantity: Decimal = taken.clone().map(|l| l.quantity_accepted).sum();
            let amount: Decimal = taken.map(|l| l.amount_accepted.in_yuan()).sum();
            assert!(
                quantity <= line.quantity
                    && amount <= line_amount(line.quantity, line.unit_price).in_yuan()
            );
            assert!(line.removed_by_id.is_none() || quantity.is_zero());
        }
        match contract.state {
            ContractState::Completed => {
                assert_eq!(accepted, amended(contract), "{}", contract.number)
            }
            ContractState::Performing => assert!(
                accepted > Decimal::ZERO && accepted < amended(contract),
                "{}",
                contract.number
            ),
            _ => assert!(accepted.is_zero(), "{}", contract.number),
        }
        let last = lines.iter().filter_map(|l| l.accepted_on).max();
        assert!(contract.state != ContractState::Completed || last <= contract.completed_on);
        assert!(contract.completed_on.is_none_or(|on| on <= DATA.business_day));
    }
}

#[test]
fn a_delivery_line_is_what_the_database_will_have() {
    for delivery in &DATA.deliveries {
        let contract = delivery.contract_id.map(|id| &DATA.contracts[id.0 as usize - 1]);
        assert!((1..=3).contains(&delivery.lines.iter().filter(|line| line.part == 1).count()));
        for line in &delivery.lines {
            assert_eq!(
                line.amount_accepted.in_yuan(),
                line_amount(line.quantity_accepted, line.unit_price).in_yuan()
            );
            assert_eq!(
                line.amount_shipped.in_yuan(),
                line_amount(line.quantity_shipped, line.unit_price).in_yuan()
            );
            assert!(
                line.quantity_accepted <= line.quantity_shipped
                    && line.quantity_shipped > Decimal::ZERO
            );
            assert_eq!(line.accepted_on.is_some(), line.state == DeliveryState::Accepted);
            assert_eq!(line.state == DeliveryState::Planned, delivery.shipped_on.is_none());
            assert_eq!(
                matches!(line.state, DeliveryState::Rejected | DeliveryState::Disputed),
                line.reason.is_some()
            );
            if let Some(contract) = contract {
                assert!(contract.villages.contains(&line.village_code));
                assert!(
                    line.accepted_on
                        .is_none_or(|on| on >= contract.starts_on && on <= DATA.business_day)
                );
            }
        }
    }
}

#[test]
fn a_few_of_the_planned_loads_are_late() {
    let planned = DATA.deliveries.iter().filter(|delivery| delivery.shipped_on.is_none());
    let (late, coming): (Vec<_>, Vec<_>) =
        planned.partition(|delivery| delivery.planned_on <= DATA.business_day);
    assert!((2..10).contains(&late.len()) && coming.len() > 50, "{} {}", late.len(), coming.len());
}

#[test]
fn payments_come_after_the_goods_and_never_exceed_them() {
    let lines: BTreeMap<i64, _> = DATA
        .deliveries
        .iter()
        .flat_map(|d| d.lines.iter().map(move |l| (l.id.0, (d, l))))
        .collect();
    let mut paid: BTreeMap<i64, Decimal> = BTreeMap::new();
    for payment in &DATA.payments {
        let allocated: Decimal = payment.allocations.iter().map(|a| a.amount.in_yuan()).sum();
        assert!(payment.amount.in_yuan() >= allocated);
        assert!(payment.paid_on <= DATA.business_day);
        for allocation in &payment.allocations {
            let (delivery, line) = lines[&allocation.delivery_line_id.0];
            assert_eq!(
                (delivery.buyer_id, delivery.supplier_id),
                (payment.buyer_id, payment.supplier_id)
            );
            let days = (payment.paid_on - line.accepted_on.unwrap()).num_days();
            assert!(delivery.contract_id.is_some() && (15..=60).contains(&days), "{days}");
            assert!(allocation.amount.in_yuan() > Decimal::ZERO);
            *paid.entry(line.id.0).or_default() += allocation.amount.in_yuan();
        }
    }
    assert!(paid.iter().all(|(id, paid)| *paid <= lines[id].1.amount_accepted.in_yuan()));
}

#[test]
fn a_project_s_stage_is_what_its_contracts_make_it() {
    let mut seen = BTreeSet::new();
    for project in &DATA.projects {
        let own: Vec<_> = DATA
            .contracts
            .iter()
            .filter(|c| c.state.counts() && origin(c) == Some(project.id))
            .collect();
        let ordered: Decimal = own.iter().map(|c| amended(c)).sum();
        let done = own.iter().all(|c| c.state == ContractState::Completed);
        let amount = project.amount.in_yuan();
        let fits = match project.stage {
            Stage::Open => own.is_empty(),
            Stage::PartlyConverted => ordered > Decimal::ZERO && ordered < amount,
            Stage::Converted => ordered >= amount && !done,
            Stage::Fulfilled => ordered >= amount && done,
            Stage::Lapsed => {
                own.is_empty() && project.lapsed_on.is_some() && project.lapse_reason.is_some()
            }
        };
        assert!(
            fits && amount > Decimal::ZERO,
            "{} {} {ordered} of {amount}",
            project.number,
            project.stage.code()
        );
        assert_eq!(project.stages[0].stage, Stage::Open);
        assert_eq!(project.stages[0].effective_on, project.signed_on);
        assert_eq!(project.stages.last().unwrap().stage, project.stage);
        assert!(
            project.stages.is_sorted_by_key(|s| s.effective_on)
                && project.stages.is_sorted_by_key(|s| s.stage)
        );
        assert!(project.stages.iter().all(|s| s.effective_on <= DATA.business_day));
        seen.insert(project.stage);
    }
    assert_eq!(seen.len(), 5);
}

#[test]
fn renewals_are_between_the_same_parties_at_a_later_fair() {
    let renewals: Vec<(&NewProject, &NewProject)> = DATA
        .projects
        .iter()
        .filter_map(|p| Some((p, &DATA.projects[p.renews_id?.0 as usize - 1])))
        .collect();
    for (later, first) in &renewals {
        assert_eq!((later.buyer_id, later.supplier_id), (first.buyer_id, first.supplier_id));
        assert_eq!(later.edition_id.0, first.edition_id.0 + 1);
    }
    assert!(
        renewals.iter().any(|(p, _)| p.edition_id.0 == 2)
            && renewals.iter().any(|(p, _)| p.edition_id.0 == 3)
    );
}

#[test]
fn more_than_sixty_promises_became_money() {
    let paid: BTreeSet<_> =
        DATA.payments.iter().flat_map(|p| &p.allocations).map(|a| a.delivery_line_id).collect();
    let delivered_and_paid =
        |c: &NewContract| lines_of(c).iter().any(|line| paid.contains(&line.id));
    let mut chains = BTreeSet::new();
    for contract in DATA
        .contracts
        .iter()
        .filter(|c| c.framework_id.is_some() && c.state.counts() && delivered_and_paid(c))
    {
        let Some(project) = origin(contract).map(|id| &DATA.projects[id.0 as usize - 1]) else {
            continue;
        };
        let agreement = agreement(contract).unwrap();
        assert_eq!(
            (project.buyer_id, project.supplier_id),
            (contract.buyer_id, contract.supplier_id)
        );
        assert!(
            project.signed_on <= agreement.signed_on && agreement.signed_on <= contract.signed_on
        );
        chains.insert(project.id);
    }
    assert!(chains.len() >= 60, "{}", chains.len());
}
