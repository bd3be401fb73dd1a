//! The reported figures, exact to the fen.

use super::{DATA, amended, day, party, yuan};
use crate::{
    agreements::model::{AgreementState, NewAgreement},
    contracts::model::NewContract,
    deliveries::model::{DeliveryState, HouseholdCategory, NewDelivery, NewDeliveryLine},
    demo::generator::places::{BANNERS, KANGBASHI, villages},
    exhibitors::model::{ExhibitorState, NewExhibitor},
    fairs::model::EditionState,
    organisations::model::OrganisationKind,
    payments::model::NewPayment,
    projects::model::{NewProject, Stage},
};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

fn shown_at(edition: i64) -> Vec<&'static NewExhibitor> {
    DATA.exhibitors.iter().filter(|e| e.edition_id.0 == edition && e.state.is_public()).collect()
}

fn projects_of(edition: i64) -> impl Iterator<Item = &'static NewProject> {
    DATA.projects.iter().filter(move |p| p.edition_id.0 == edition && p.voided_at.is_none())
}

fn agreements_in_force() -> Vec<&'static NewAgreement> {
    let today = DATA.business_day;
    let in_force = |a: &&NewAgreement| {
        a.state == AgreementState::Signed && a.starts_on <= today && a.ends_on > today
    };
    DATA.agreements.iter().filter(in_force).collect()
}

fn counting() -> impl Iterator<Item = &'static NewContract> {
    DATA.contracts.iter().filter(|c| c.state.counts())
}

fn accepted() -> Vec<(&'static NewDelivery, &'static NewDeliveryLine)> {
    let under_contract = DATA.deliveries.iter().filter(|d| d.contract_id.is_some());
    let lines = under_contract.flat_map(|d| d.lines.iter().map(move |line| (d, line)));
    lines.filter(|(_, line)| line.accepted_on.is_some_and(|on| on <= DATA.business_day)).collect()
}

#[test]
fn the_days_are_the_third_fair_s() {
    assert_eq!(
        (DATA.business_day, DATA.dispatch_launched_on),
        (day("2020-09-28"), day("2020-09-28"))
    );
    let [first, second, third] = &DATA.editions[..] else { panic!("three editions") };
    assert_eq!(
        (first.held_in, first.starts_on, first.state),
        (day("2018-11-01"), None, EditionState::Closed)
    );
    assert_eq!(
        (second.held_in, second.starts_on, second.state),
        (day("2019-10-01"), None, EditionState::Closed)
    );
    assert_eq!(
        (third.starts_on, third.ends_on),
        (Some(day("2020-09-28")), Some(day("2020-09-30")))
    );
    assert_eq!((third.reported_on, third.state), (Some(day("2020-09-28")), EditionState::Running));
    assert_eq!(third.theme.as_deref(), Some("企地合力 助推消费扶贫"));
}

#[test]
fn the_third_fair_shows_366_exhibitors_of_nine_banners_with_396_products() {
    let shown = shown_at(3);
    let mut by_banner: BTreeMap<&str, usize> = BTreeMap::new();
    for exhibitor in &shown {
        *by_banner
            .entry(party(exhibitor.organisation_id).banner_code.as_ref().unwrap().as_str())
            .or_default() += 1;
    }
    assert_eq!(
        by_banner.into_iter().collect::<Vec<_>>(),
        BANNERS.each_ref().map(|b| (b.code, b.exhibitors))
    );
    assert_eq!(shown.len(), 366);
    let checked_in = shown.iter().filter(|e| e.state == ExhibitorState::CheckedIn).count();
    assert!(checked_in > 330 && checked_in < 366, "{checked_in}");
    let exhibits: Vec<_> =
        DATA.exhibits.iter().filter(|x| shown.iter().any(|e| e.id == x.exhibitor_id)).collect();
    assert_eq!(exhibits.len(), 396);
    assert_eq!(exhibits.iter().map(|x| x.product_id).collect::<BTreeSet<_>>().len(), 396);
    assert_eq!(exhibits.iter().map(|x| x.exhibitor_id).collect::<BTreeSet<_>>().len(), 366);
    assert_eq!(
        exhibits
            .iter()
            .map(|x| &DATA.products[x.product_id.0 as usize - 1].category_code[..2])
            .collect::<BTreeSet<_>>()
            .len(),
        15
    );
    assert!((10..20).contains(&DATA.exhibitors.iter().filter(|e| !e.state.is_public()).count()));
}

#[test]
fn the_earlier_fairs_had_180_and_260_exhibitors_and_sold_a_little_over_450_wan() {
    assert_eq!((shown_at(1).len(), shown_at(2).len()), (180, 260));
    let confirmed: Decimal =
        DATA.onsite_sales.iter().filter(|s| s.confirmed_on.is_some()).map(|s| s.amount).sum();
    assert_eq!(confirmed, yuan("4536820.50"));
    let third: Vec<_> = DATA.onsite_sales.iter().filter(|s| s.sold_on.is_some()).collect();
    assert!((24..60).contains(&third.len()));
    assert!(third.iter().all(|s| s.sold_on == Some(DATA.business_day)
        && s.fair_day == 1
        && s.confirmed_on.is_none()));
    assert!(DATA.onsite_sales.iter().any(|s| s.sold_on.is_none() && s.confirmed_on.is_none()));
    let third_s: BTreeSet<_> = shown_at(3).iter().map(|e| e.organisation_id).collect();
    let only_then = DATA.products.iter().filter(|p| {
        !DATA
            .exhibitors
            .iter()
            .any(|e| e.organisation_id == p.organisation_id && e.edition_id.0 == 3)
    });
    assert!(
        (40..=60).contains(&only_then.filter(|p| !third_s.contains(&p.organisation_id)).count())
    );
}

#[test]
fn the_third_fair_signed_61_projects_over_901_million() {
    assert_eq!(projects_of(3).count(), 61);
    assert_eq!(projects_of(3).map(|p| p.amount.in_yuan()).sum::<Decimal>(), yuan("901000000"));
    assert!(projects_of(3).all(|p| p.stage == Stage::Open && p.signed_on == DATA.business_day));
    let minutes: Vec<_> = projects_of(3).map(|p| p.signed_at.unwrap()).collect();
    assert!(minutes.is_sorted());
    assert_eq!(minutes[0].to_rfc3339(), "2020-09-28T01:40:00+00:00");
    assert_eq!(minutes[60].to_rfc3339(), "2020-09-28T03:50:00+00:00");
    assert!(projects_of(3).all(|p| p.amount.in_yuan() < yuan("60000000")));
}

#[test]
fn the_first_two_fairs_signed_206_projects_over_630_million() {
    assert_eq!((projects_of(1).count(), projects_of(2).count()), (91, 115));
    let sum: Decimal = projects_of(1).chain(projects_of(2)).map(|p| p.amount.in_yuan()).sum();
    assert_eq!(sum, yuan("630000000"));
    assert!(projects_of(1).all(|p| p.signed_on == day("2018-11-16") && p.signed_at.is_none()));
    assert!(projects_of(2).all(|p| p.signed_on == day("2019-10-18") && p.signed_at.is_none()));
    assert_eq!(DATA.projects.iter().filter(|p| p.voided_at.is_some()).count(), 2);
}

#[test]
fn frameworks_are_376_with_238_state_owned_buyers_over_980_million() {
    let agreements = agreements_in_force();
    assert_eq!(agreements.len(), 376);
    assert_eq!(DATA.agreements.iter().filter(|a| a.state == AgreementState::Signed).count(), 376);
    let buyers: BTreeSet<_> = agreements.iter().map(|a| a.buyer_id).collect();
    assert_eq!(buyers.len(), 238);
    let mut kinds: BTreeMap<OrganisationKind, usize> = BTreeMap::new();
    for buyer in &buyers {
        assert!(party(*buyer).kind.is_state_owned_buyer());
        *kinds.entry(party(*buyer).kind).or_default() += 1;
    }
    assert_eq!(kinds.into_values().collect::<Vec<_>>(), [104, 18, 52, 22, 42]);
    let ceilings: Vec<Decimal> =
        agreements.iter().filter_map(|a| a.ceiling).map(|c| c.in_yuan()).collect();
    assert!((345..=356).contains(&ceilings.len()));
    assert_eq!(ceilings.iter().sum::<Decimal>(), yuan("980000000"));
    assert!(
        DATA.agreements
            .iter()
            .filter(|a| a.state != AgreementState::Signed)
            .all(|a| buyers.contains(&a.buyer_id))
    );
}

#[test]
fn contracts_are_438_from_701_villages_over_330_million() {
    assert_eq!(counting().count(), 438);
    assert_eq!(counting().map(amended).sum::<Decimal>(), yuan("330000000"));
    let supplying: BTreeSet<&str> =
        counting().flat_map(|c| &c.villages).map(|v| v.as_str()).collect();
    assert_eq!(supplying.len(), 701);
    let gacha: BTreeSet<&str> = villages("150600").into_iter().collect();
    assert_eq!(gacha.len(), 736);
    assert!(supplying.is_subset(&gacha));
    assert!((36..=44).contains(&DATA.contracts.iter().map(|c| c.amendments.len()).sum::<usize>()));
}

#[test]
fn accepted_goods_are_130_million_of_which_9_013_million_from_the_three_categories() {
    let accepted = accepted();
    assert_eq!(
        accepted.iter().map(|(_, line)| line.amount_accepted.in_yuan()).sum::<Decimal>(),
        yuan("130000000")
    );
    let three =
        |line: &NewDeliveryLine| HouseholdCategory::REPORTED.contains(&line.household_category);
    let reported: Decimal =
        accepted.iter().filter(|(_, l)| three(l)).map(|(_, l)| l.amount_accepted.in_yuan()).sum();
    assert_eq!(reported, yuan("9013000"));
    assert!((1300..=1700).contains(&DATA.deliveries.len()), "{}", DATA.deliveries.len());
    let lines: Vec<_> = DATA.deliveries.iter().flat_map(|d| &d.lines).collect();
    assert!((2500..=3600).contains(&lines.len()), "{}", lines.len());
    assert!(lines.iter().all(|line| line.household_category != HouseholdCategory::Sudden));
    for state in [
        DeliveryState::Planned,
        DeliveryState::Shipped,
        DeliveryState::Rejected,
        DeliveryState::Disputed,
    ] {
        assert!(lines.iter().any(|line| line.state == state), "{}", state.code());
    }
    // What was sent back of an accepted line is a part of its own.
    assert!(lines.iter().filter(|l| l.part > 1 && l.state == DeliveryState::Rejected).count() > 20);
    assert!(lines.iter().filter(|l| l.gross_weight.is_some()).count() > 20);
    // Nothing else was counted by mistake: off-contract goods are not in the three categories
    // either.
    assert!(
        lines
            .iter()
            .filter(|l| three(l) && l.part == 1)
            .all(|l| l.state == DeliveryState::Accepted && l.contract_line_id.is_some())
    );
}

#[test]
fn one_banner_has_cells_small_enough_to_be_withheld_and_no_other_has() {
    let mut households: BTreeMap<(&str, HouseholdCategory), i32> = BTreeMap::new();
    for (delivery, line) in accepted() {
        *households
            .entry((delivery.owner_banner_code.as_str(), line.household_category))
            .or_default() += line.households;
    }
    for (banner, category) in
        BANNERS.iter().flat_map(|b| HouseholdCategory::REPORTED.map(|category| (b.code, category)))
    {
        let count = households[&(banner, category)];
        let expected = match (banner, category) {
            (KANGBASHI, HouseholdCategory::Edge) => 2..=2,
            (KANGBASHI, _) => 3..=9,
            _ => 10..=i32::MAX,
        };
        assert!(expected.contains(&count), "{banner} {} {count}", category.code());
    }
}

#[test]
fn purchases_without_a_contract_are_a_figure_of_their_own() {
    let off: Vec<_> = DATA.deliveries.iter().filter(|d| d.contract_id.is_none()).collect();
    assert_eq!(off.len(), 25);
    let sum: Decimal =
        off.iter().flat_map(|d| &d.lines).map(|line| line.amount_accepted.in_yuan()).sum();
    assert!(sum > yuan("1700000") && sum < yuan("1900000"), "{sum}");
}

fn prepaid(payment: &NewPayment) -> Decimal {
    let allocated = payment.allocations.iter().map(|a| a.amount.in_yuan());
    payment.amount.in_yuan() - allocated.sum::<Decimal>()
}

#[test]
fn payments_for_goods_are_112_060_000() {
    let allocations = DATA.payments.iter().flat_map(|p| &p.allocations);
    assert_eq!(allocations.map(|a| a.amount.in_yuan()).sum::<Decimal>(), yuan("112060000"));
    let prepaid = DATA.payments.iter().filter(|p| !prepaid(p).is_zero());
    assert!((5..20).contains(&prepaid.count()));
}

#[test]
fn trademarks_of_the_three_years_are_112() {
    let lately = DATA
        .trademarks
        .iter()
        .filter(|t| t.registered_on >= day("2017-09-29") && t.registered_on <= day("2020-09-28"));
    assert_eq!(lately.count(), 112);
    assert!(DATA.trademarks.len() > 118);
    let expired = DATA
        .certifications
        .iter()
        .filter(|c| c.valid_to.is_some_and(|to| to < DATA.business_day))
        .count();
    let soon = DATA
        .certifications
        .iter()
        .filter_map(|c| c.valid_to)
        .filter(|to| *to >= DATA.business_day && *to <= day("2020-10-28"));
    assert!(
        (130..=170).contains(&DATA.certifications.len())
            && expired == 25
            && (3..10).contains(&soon.count())
    );
}
