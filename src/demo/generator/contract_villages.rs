//! The supplying villages of each contract: together 701 of the 736, all of which the deck covers.

use super::{
    chance::Chance,
    market::Market,
    places::{self, BANNERS, CITY, KANGBASHI, place},
};
use crate::contracts::model::NewContract;
use std::collections::BTreeSet;

const SUPPLYING: usize = 701;

pub fn name(market: &Market, all: &mut [NewContract]) {
    let mut chance = Chance::of("contract villages");
    let mut supplying = places::villages(CITY);
    chance.shuffle(&mut supplying);
    supplying.truncate(SUPPLYING);
    let supplying: BTreeSet<&'static str> = supplying.into_iter().collect();
    for banner in BANNERS.iter().filter(|banner| banner.code != KANGBASHI) {
        let deck = places::villages(banner.code)
            .into_iter()
            .filter(|code| supplying.contains(code))
            .collect();
        let from_here = |code: &str| places::supplying_villages(code)[0].starts_with(banner.code);
        let mut rows: Vec<&mut NewContract> =
            all.iter_mut().filter(|row| from_here(row.owner_banner_code.as_str())).collect();
        let (mut counting, mut others): (Vec<_>, Vec<_>) =
            rows.drain(..).partition(|row| row.state.counts());
        deal(market, deck, &mut counting, &mut chance);
        // Contracts that do not count name villages of other contracts.
        for row in &mut others {
            row.villages = counting[chance.below(counting.len())].villages.clone();
            row.villages.truncate(2);
        }
    }
}

/// The villages where the goods grow, then the deck's until it is empty, then any.
fn deal(
    market: &Market,
    mut deck: Vec<&'static str>,
    rows: &mut [&mut NewContract],
    chance: &mut Chance,
) {
    let any = deck.clone();
    chance.shuffle(&mut deck);
    for row in rows.iter_mut() {
        let products: Vec<_> = row.lines.iter().filter_map(|line| line.product_id).collect();
        let origins = market
            .wares
            .iter()
            .filter(|w| products.contains(&w.product.id))
            .map(|w| w.product.origin_code.as_str());
        let mut villages: Vec<&'static str> =
            origins.filter_map(|o| any.iter().copied().find(|code| *code == o)).collect();
        deck.retain(|code| !villages.contains(code));
        let wanted = chance.weighted(&[(1, 30), (2, 32), (3, 22), (4, 10), (5, 6)]);
        while villages.len() < wanted {
            villages.push(deck.pop().unwrap_or_else(|| chance.draw(&any)));
        }
        set(row, villages);
    }
    for (i, left) in deck.into_iter().enumerate() {
        let row = &mut rows[(i * 7) % rows.len()];
        row.villages.push(place(left));
    }
}

fn set(row: &mut NewContract, mut villages: Vec<&'static str>) {
    villages.sort_unstable();
    villages.dedup();
    row.villages = villages.into_iter().map(place).collect();
}
