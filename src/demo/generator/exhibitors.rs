//! The exhibitors of each fair, and their products there.

use super::{
    calendar::{Period, day, later},
    chance::Chance,
    market::Market,
    produce::market_price,
    sellers::Showing,
    sums::yuan,
};
use crate::{
    exhibitors::model::{ExhibitorState, NewExhibit, NewExhibitor},
    values::ids::{EditionId, ExhibitId, ExhibitorId},
};

/// Exhibitors of the first and second fair who still exhibit today, and who do not any more.
const EARLIER: [(i64, usize, std::ops::Range<usize>); 2] = [(1, 150, 0..30), (2, 230, 18..48)];

pub fn exhibitors(market: &Market) -> Vec<NewExhibitor> {
    let mut chance = Chance::of("exhibitors");
    let mut all = Vec::new();
    let earlier_only: Vec<usize> = showing(market, Showing::Earlier);
    // The first fair's exhibitors are mostly at the second again.
    let mut loyal = market.dealing();
    chance.shuffle(&mut loyal);
    for (edition, still, gone) in EARLIER {
        let mut sellers = [&loyal[..still], &earlier_only[gone]].concat();
        sellers.sort_unstable();
        loyal.rotate_left(40);
        let season = if edition == 1 {
            Period { from: day(2018, 8, 20), to: day(2018, 9, 30) }
        } else {
            Period { from: day(2019, 7, 20), to: day(2019, 8, 31) }
        };
        for seller in sellers {
            let state = ExhibitorState::CheckedIn;
            all.push(exhibitor(&mut chance, edition, seller, season, state));
        }
    }
    let season = Period { from: day(2020, 7, 6), to: day(2020, 8, 28) };
    for seller in showing(market, Showing::Third) {
        let state =
            if chance.percent(96) { ExhibitorState::CheckedIn } else { ExhibitorState::Published };
        all.push(exhibitor(&mut chance, 3, seller, season, state));
    }
    let states = [ExhibitorState::Applied, ExhibitorState::Recommended, ExhibitorState::Declined];
    for (i, seller) in showing(market, Showing::Applied).into_iter().enumerate() {
        all.push(exhibitor(&mut chance, 3, seller, season, states[i % 3]));
    }
    for (i, exhibitor) in all.iter_mut().enumerate() {
        exhibitor.id = ExhibitorId(i as i64 + 1);
    }
    all
}

fn showing(market: &Market, showing: Showing) -> Vec<usize> {
    (0..market.sellers.len()).filter(|at| market.sellers[*at].showing == showing).collect()
}

fn exhibitor(
    chance: &mut Chance,
    edition: i64,
    seller: usize,
    Period { from, to }: Period,
    state: ExhibitorState,
) -> NewExhibitor {
    NewExhibitor {
        id: ExhibitorId(0),
        edition_id: EditionId(edition),
        organisation_id: crate::values::ids::OrganisationId(seller as i64 + 1),
        state,
        applied_on: chance.day(from, to),
        published_on: state.is_public().then(|| chance.day(later(to, 4), later(to, 18))),
        neutral_rank: chance.rank(),
    }
}

/// At the third fair all products of a seller; at the earlier ones those without a real brand,
/// slightly cheaper.
pub fn exhibits(market: &Market, exhibitors: &[NewExhibitor]) -> Vec<NewExhibit> {
    let mut chance = Chance::of("exhibits");
    let mut all = Vec::new();
    for exhibitor in exhibitors {
        let third = exhibitor.edition_id.0 == 3;
        let own = market
            .wares
            .iter()
            .filter(|ware| ware.product.organisation_id == exhibitor.organisation_id);
        for ware in own.filter(|ware| third || ware.real_brand.is_none()) {
            let then = market_price(ware.price_fen * chance.between(88, 100) / 100);
            all.push(NewExhibit {
                id: ExhibitId(all.len() as i64 + 1),
                exhibitor_id: exhibitor.id,
                product_id: ware.product.id,
                price: if third { ware.product.price } else { yuan(then) },
            });
        }
    }
    all
}
