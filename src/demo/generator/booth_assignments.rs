//! Booth allocation: village collectives and platform companies with the supported villages,
//! businesses with each other, the rest with their banner; and a few swaps with their history.

use super::{
    booths::booth_counts,
    calendar::{day, later, moment},
    chance::Chance,
    market::Market,
};
use crate::{
    exhibitors::model::{NewBoothAssignment, NewExhibitor},
    fairs::model::NewBooth,
    organisations::model::OrganisationKind::*,
    values::ids::{BoothId, ExhibitorId},
};
use chrono::NaiveDate;

const SWAPS: usize = 4;

pub fn booth_assignments(
    market: &Market,
    exhibitors: &[NewExhibitor],
    booths: &[NewBooth],
) -> Vec<NewBoothAssignment> {
    let mut chance = Chance::of("booth assignments");
    let mut all = Vec::new();
    for (edition, drawn_on) in
        [(1, day(2018, 10, 20)), (2, day(2019, 9, 20)), (3, day(2020, 9, 18))]
    {
        let standing = by_zone(market, exhibitors, edition);
        let hall = booths.iter().filter(|booth| booth.edition_id.0 == edition);
        let first = all.len();
        for (booth, exhibitor_id) in hall.zip(standing) {
            let assigned_at = moment(drawn_on, 9 * 60 + chance.between(0, 470) as u32);
            all.push(NewBoothAssignment {
                booth_id: booth.id,
                exhibitor_id,
                assigned_at,
                released_at: None,
            });
        }
        if edition == 3 {
            swap(&mut all, first, drawn_on, &mut chance);
        }
    }
    all
}

/// The exhibitors in the order of the booths, zone after zone, banners together.
fn by_zone(market: &Market, exhibitors: &[NewExhibitor], edition: i64) -> Vec<ExhibitorId> {
    let counts = booth_counts(edition);
    let mut waiting: Vec<&NewExhibitor> =
        exhibitors.iter().filter(|e| e.edition_id.0 == edition && e.state.is_public()).collect();
    let seller = |e: &NewExhibitor| &market.sellers[e.organisation_id.0 as usize - 1];
    let mut take =
        |count: usize, first: fn(crate::organisations::model::OrganisationKind) -> u8| {
            waiting.sort_by_key(|e| (first(seller(e).kind), e.neutral_rank));
            let mut zone: Vec<&NewExhibitor> = waiting.drain(..count.min(waiting.len())).collect();
            zone.sort_by_key(|e| (seller(e).banner, e.neutral_rank));
            zone.into_iter().map(|e| e.id).collect::<Vec<_>>()
        };
    let villages = take(counts[1], |kind| match kind {
        VillageCollective | StatePlatform => 0,
        LargeGrower | FamilyFarm => 1,
        Cooperative => 2,
        _ => 3,
    });
    let business = take(counts[2], |kind| match kind {
        Agribusiness => 0,
        Cooperative => 1,
        _ => 2,
    });
    let banners = take(counts[0], |_| 0);
    [banners, villages, business].concat()
}

/// Swaps two exhibitors: both old assignments end in the minute in which the new ones begin.
fn swap(all: &mut Vec<NewBoothAssignment>, first: usize, drawn_on: NaiveDate, chance: &mut Chance) {
    let stride = (all.len() - first) / SWAPS;
    for i in 0..SWAPS {
        let (a, b) = (first + i * stride, first + i * stride + 5);
        let at = moment(later(drawn_on, 3 + i as i64), 10 * 60 + chance.between(0, 300) as u32);
        let seats: Vec<(BoothId, ExhibitorId)> =
            vec![(all[a].booth_id, all[b].exhibitor_id), (all[b].booth_id, all[a].exhibitor_id)];
        all[a].released_at = Some(at);
        all[b].released_at = Some(at);
        for (booth_id, exhibitor_id) in seats {
            all.push(NewBoothAssignment {
                booth_id,
                exhibitor_id,
                assigned_at: at,
                released_at: None,
            });
        }
    }
}
