//! 壹 The promises of the three ceremonies: their parties and their later course. Amounts of the
//! first two fairs' projects and their stages follow from their deals.

use super::{
    calendar::{day, later, moment, today},
    chance::Chance,
    endings,
    market::{Market, Pair},
    places::place,
    sums::{Part, WAN, divide, round_amount},
    titles,
};
use crate::{
    exhibitors::model::NewExhibitor,
    organisations::model::OrganisationKind::*,
    projects::model::{NewProject, NewStage, NewWithdrawal, Stage},
    values::{
        amount::Amount,
        ids::{EditionId, ProjectId},
    },
};
use chrono::{Days, Duration, NaiveDate};

/// The later course of a promise.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Path {
    /// A framework agreement, and perhaps contracts under it.
    Agreement,
    /// A contract without a framework.
    Contract,
    Quiet,
    Lapsed,
    /// Entered twice by mistake.
    Void,
}

pub struct Promise {
    pub row: NewProject,
    pub path: Path,
    pub pair: Pair,
    /// What such a buyer promises at most, in fen.
    pub largest: i64,
}

const FIRST: [(Path, usize); 5] = [
    (Path::Agreement, 52),
    (Path::Contract, 6),
    (Path::Quiet, 3),
    (Path::Lapsed, 30),
    (Path::Void, 1),
];
const SECOND: [(Path, usize); 5] = [
    (Path::Agreement, 68),
    (Path::Contract, 9),
    (Path::Quiet, 10),
    (Path::Lapsed, 28),
    (Path::Void, 1),
];
const SECOND_RENEW_FIRST: usize = 9;
const THIRD_RENEW_SECOND: usize = 7;

/// Signed at the third fair: how many, and the sum in fen.
const THIRD: usize = 61;
const THIRD_SUM: i64 = 90_100 * WAN;
/// Quantiles of the third fair's amounts, in fen.
const THIRD_AMOUNTS: [i64; 7] =
    [180 * WAN, 400 * WAN, 800 * WAN, 1_200 * WAN, 1_800 * WAN, 2_800 * WAN, 4_600 * WAN];

pub fn earlier(market: &Market, exhibitors: &[NewExhibitor]) -> Vec<Promise> {
    let mut chance = Chance::of("earlier projects");
    let mut all: Vec<Promise> = Vec::new();
    for (edition, signed_on, paths) in
        [(1, day(2018, 11, 16), FIRST), (2, day(2019, 10, 18), SECOND)]
    {
        let mut paths: Vec<Path> =
            paths.into_iter().flat_map(|(path, count)| vec![path; count]).collect();
        chance.shuffle(&mut paths);
        let there = sellers_at(market, exhibitors, edition);
        let renewable = renewable(&all, &there, if edition == 2 { SECOND_RENEW_FIRST } else { 0 });
        for (i, path) in paths.into_iter().enumerate() {
            let renews = renewable.get(i / 9).filter(|_| i % 9 == 4 && path != Path::Void);
            let pair = match renews {
                Some((_, pair)) => *pair,
                None => pair(market, path, &there, &mut chance),
            };
            let head = Head {
                edition,
                run_order: i as i16 + 1,
                signed_on,
                renews: renews.map(|(id, _)| *id),
            };
            let mut promise = promise(market, head, pair, &mut chance);
            promise.row.id = ProjectId(all.len() as i64 + 1);
            follow(&mut promise, path, &mut chance);
            all.push(promise);
        }
    }
    all
}

/// The deal of the third fair whose release was taken back.
const TAKEN_BACK: usize = 42;

/// The 61 of the third fair, all open: they were signed this morning.
pub fn third(market: &Market, earlier: &[Promise], exhibitors: &[NewExhibitor]) -> Vec<NewProject> {
    let mut chance = Chance::of("third projects");
    let there = sellers_at(market, exhibitors, 3);
    let second: Vec<&Promise> = earlier.iter().filter(|p| p.row.edition_id.0 == 2).collect();
    let renewable: Vec<_> =
        second.into_iter().filter(|p| p.path == Path::Lapsed).take(THIRD_RENEW_SECOND).collect();
    let renews = |i: usize| renewable.get(i / 8).filter(|_| i % 8 == 3);
    let fresh =
        |i| renews(i).map_or_else(|| pair(market, Path::Quiet, &there, &mut chance), |p| p.pair);
    let pairs: Vec<Pair> = (0..THIRD).map(fresh).collect();
    let part = |pair: &Pair| Part {
        weight: chance.quantile(&THIRD_AMOUNTS),
        floor: 60 * WAN,
        cap: largest(market, *pair),
    };
    let parts: Vec<Part> = pairs.iter().map(part).collect();
    let mut all = Vec::new();
    for (i, (pair, fen)) in
        pairs.into_iter().zip(divide(THIRD_SUM, &parts, round_amount)).enumerate()
    {
        let renews = renews(i);
        let head = Head {
            edition: 3,
            run_order: i as i16 + 1,
            signed_on: today(),
            renews: renews.map(|p| p.row.id),
        };
        let mut row = promise(market, head, pair, &mut chance).row;
        row.id = ProjectId((earlier.len() + i) as i64 + 1);
        row.amount = Amount::fen(fen);
        // From 9:40 to 11:50, one after the other.
        let minute = 9 * 60 + 40 + (i * 130 / (THIRD - 1)) as u32;
        row.signed_at = Some(moment(today(), minute));
        // The paper is read while the next pair is called up.
        row.released_at = Some(moment(today(), minute + 3));
        // Every ninth scan is promised within two weeks.
        row.scan_due_on = (i % 9 == 4).then(|| today() + Days::new(4 + i as u64 / 6));
        let home = place(market.sellers[pair.seller].home);
        row.villages.extend(home.is_village().then_some(home));
        // A few are signed together with the buyer of the deal before.
        let before = all.last().map(|before: &NewProject| before.buyer_id);
        row.more_buyers.extend(before.filter(|buyer| i % 15 == 7 && *buyer != row.buyer_id));
        if i == TAKEN_BACK {
            row.withdrawal = row.released_at.map(|released_at| NewWithdrawal {
                released_at,
                withdrawn_at: released_at + Duration::minutes(2),
                reason: "金额录错一位，按纸面改正".to_string(),
            });
            row.released_at = row.released_at.map(|at| at + Duration::minutes(4));
        }
        row.stages = vec![NewStage {
            project_id: row.id,
            stage: Stage::Open,
            effective_on: today(),
            note: None,
        }];
        all.push(row);
    }
    all
}

fn sellers_at(market: &Market, exhibitors: &[NewExhibitor], edition: i64) -> Vec<usize> {
    let dealing = market.dealing();
    let there = exhibitors.iter().filter(|e| e.edition_id.0 == edition && e.state.is_public());
    there
        .map(|e| e.organisation_id.0 as usize - 1)
        .filter(|seller| dealing.binary_search(seller).is_ok())
        .collect()
}

/// Lapsed promises between parties that were at the next fair again.
fn renewable(earlier: &[Promise], there: &[usize], count: usize) -> Vec<(ProjectId, Pair)> {
    let again = |p: &&Promise| p.path == Path::Lapsed && there.contains(&p.pair.seller);
    earlier.iter().filter(again).map(|p| (p.row.id, p.pair)).take(count).collect()
}

fn pair(market: &Market, path: Path, there: &[usize], chance: &mut Chance) -> Pair {
    // Only state-owned enterprises sign framework agreements, and a renewal may lead to one.
    let others = market.buyers_of(&[Private, PublicBody, Retailer]);
    let state_owned = matches!(path, Path::Agreement | Path::Lapsed) || chance.percent(80);
    let buyer = chance.draw(if state_owned { market.state_owned() } else { others }.as_slice());
    Pair { buyer, seller: market.seller_for(buyer, there, chance) }
}

/// A canteen or a shop promises less than a mining group.
fn largest(market: &Market, pair: Pair) -> i64 {
    if market.is_state_owned(pair.buyer) { 5_900 * WAN } else { 500 * WAN }
}

struct Head {
    edition: i64,
    run_order: i16,
    signed_on: NaiveDate,
    renews: Option<ProjectId>,
}

fn promise(market: &Market, head: Head, pair: Pair, chance: &mut Chance) -> Promise {
    let of_type = titles::project_type(market, pair.seller, chance);
    let row = NewProject {
        id: ProjectId(0),
        edition_id: EditionId(head.edition),
        run_order: head.run_order,
        number: format!("{}-{:03}", head.edition, head.run_order),
        title: titles::project(market, pair.seller, of_type, chance),
        r#type: of_type,
        supplier_id: market.seller_id(pair.seller),
        buyer_id: market.buyer_id(pair.buyer),
        owner_banner_code: place(market.sellers[pair.seller].banner),
        amount: Amount::ZERO,
        signed_on: head.signed_on,
        signed_at: None,
        stage: Stage::Open,
        lapsed_on: None,
        lapse_class: None,
        lapse_reason: None,
        renews_id: head.renews,
        voided_at: None,
        void_reason: None,
        released_at: None,
        scan_due_on: None,
        more_buyers: Vec::new(),
        villages: Vec::new(),
        withdrawal: None,
        stages: Vec::new(),
    };
    Promise { row, path: Path::Quiet, pair, largest: largest(market, pair) }
}

/// A lapse before the next fair, so that it could be signed again there; a void soon after the
/// signing.
fn follow(promise: &mut Promise, path: Path, chance: &mut Chance) {
    promise.path = path;
    let row = &mut promise.row;
    match path {
        Path::Lapsed => {
            let (class, reason) = endings::unkept(chance);
            row.stage = Stage::Lapsed;
            row.lapsed_on = Some(later(row.signed_on, chance.between(62, 318)));
            row.lapse_class = Some(class);
            row.lapse_reason = Some(reason);
        }
        Path::Void => {
            row.voided_at = Some(moment(later(row.signed_on, 12), 10 * 60 + 25));
            row.void_reason = Some("同一项目重复录入".into());
        }
        _ => {}
    }
}
