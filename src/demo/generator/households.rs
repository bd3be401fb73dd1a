//! The households behind the goods. Three categories are reported, with a total of 901.3万. In every
//! banner each has at least ten households, except for one banner whose figures are small enough to
//! be withheld.

use super::{
    calendar::day,
    chance::Chance,
    delivery_fit::fits_exactly,
    places::{BANNERS, KANGBASHI},
    sums::fen,
};
use crate::{
    contracts::model::NewContract,
    deliveries::model::{DeliveryState, HouseholdCategory, NewDelivery, NewDeliveryLine},
};
use HouseholdCategory::{Consolidated, Edge, Monitored, Registered};

/// Of the three categories, in fen.
pub const REPORTED: i64 = 901_300_000;
/// The selection stops when no more than this is missing; one line takes the rest.
const CLOSE: i64 = 1_500_000;
const LINES_PER_CELL: usize = 4;
/// Kangbashi's lines: category and households.
const SMALL_CELLS: [(HouseholdCategory, i32); 4] =
    [(Edge, 2), (Monitored, 4), (Consolidated, 3), (Consolidated, 4)];
/// Small lots are what single households sell, in fen.
const SMALL_LOT: std::ops::Range<i64> = 250_000..5_000_000;

pub fn name_categories(all: &mut [NewDelivery], contracts: &[NewContract]) {
    let mut chance = Chance::of("households");
    let mut small: Vec<(usize, usize)> = Vec::new();
    for (d, delivery) in all.iter_mut().enumerate() {
        for (l, line) in delivery.lines.iter_mut().enumerate() {
            // Households on the poverty register until 2020 are not in the three.
            if line.accepted_on.is_some_and(|on| on < day(2020, 1, 1)) && chance.percent(14) {
                assign(line, Registered, chance.between(2, 9) as i32);
            } else if is_small(line) {
                small.push((d, l));
            }
        }
    }
    chance.shuffle(&mut small);
    let chosen = choose(all, &small, &mut chance);
    adjust(all, contracts, chosen);
}

fn is_small(line: &NewDeliveryLine) -> bool {
    line.state == DeliveryState::Accepted
        && SMALL_LOT.contains(&fen(line.amount_accepted.in_yuan()))
}

/// First every cell of banner and category, then any lines, up to just below the sum. Returns the
/// missing amount.
fn choose(all: &mut [NewDelivery], small: &[(usize, usize)], chance: &mut Chance) -> i64 {
    let mut free = small.to_vec();
    for (banner, category, households) in cells(chance) {
        if let Some(at) =
            free.iter().position(|(d, _)| all[*d].owner_banner_code.as_str() == banner)
        {
            let (d, l) = free.remove(at);
            assign(&mut all[d].lines[l], category, households);
        }
    }
    let mut missing = REPORTED - reported(all);
    for (d, l) in free {
        let value = fen(all[d].lines[l].amount_accepted.in_yuan());
        if missing > CLOSE && value <= missing && all[d].owner_banner_code.as_str() != KANGBASHI {
            let category = chance.weighted(&[(Edge, 25), (Monitored, 32), (Consolidated, 43)]);
            assign(&mut all[d].lines[l], category, chance.between(2, 12) as i32);
            missing -= value;
        }
    }
    missing
}

/// The minimum lines of every banner: in each category, and of this many households.
fn cells(chance: &mut Chance) -> Vec<(&'static str, HouseholdCategory, i32)> {
    let mut all = Vec::new();
    for banner in &BANNERS {
        if banner.code == KANGBASHI {
            all.extend(
                SMALL_CELLS.map(|(category, households)| (banner.code, category, households)),
            );
            continue;
        }
        for category in
            HouseholdCategory::REPORTED.into_iter().flat_map(|category| [category; LINES_PER_CELL])
        {
            all.push((banner.code, category, chance.between(3, 10) as i32));
        }
    }
    all
}

fn assign(line: &mut NewDeliveryLine, category: HouseholdCategory, households: i32) {
    line.household_category = category;
    line.households = households;
}

fn reported(all: &[NewDelivery]) -> i64 {
    let three =
        |line: &&NewDeliveryLine| HouseholdCategory::REPORTED.contains(&line.household_category);
    all.iter()
        .flat_map(|d| &d.lines)
        .filter(three)
        .map(|line| fen(line.amount_accepted.in_yuan()))
        .sum()
}

/// One line sold by weight takes the missing amount.
fn adjust(all: &mut [NewDelivery], contracts: &[NewContract], missing: i64) {
    let three =
        |line: &NewDeliveryLine| HouseholdCategory::REPORTED.contains(&line.household_category);
    fits_exactly(all, contracts, missing, three);
}
