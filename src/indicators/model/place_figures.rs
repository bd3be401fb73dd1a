//! The goods of a village or a township: public at quarter ends only, and only if their growth
//! comes from enough deliveries. The rows are the villages of one township, and their sum is the
//! township's, so that nobody can isolate one delivery by subtracting villages.

use crate::{
    households::model::{CATEGORIES, Calendar, FEWEST_HOUSEHOLDS, Growth, Ledger, Releases},
    values::{amount::Amount, place_code::PlaceCode, rung::Purchase},
};
use chrono::NaiveDate;

/// The goods of one village in one quarter.
#[derive(Debug, Clone)]
pub struct PlaceGrowth {
    pub quarter: NaiveDate,
    pub under_contract: bool,
    pub village_code: PlaceCode,
    /// Deliveries with goods from here for the first time.
    pub deliveries: i64,
    /// Of these, those that no other village of the township counts: each delivery counts once.
    pub apart: i64,
    pub amount: Amount<Purchase>,
}

/// As of the latest release.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PlaceFigure {
    /// `None`: nothing was released yet.
    pub day: Option<NaiveDate>,
    pub deliveries: i64,
    pub amount: Amount<Purchase>,
}

#[derive(Debug, Clone, Copy, Default)]
pub struct PlaceFigures {
    pub under_contract: PlaceFigure,
    pub off_contract: PlaceFigure,
}

impl PlaceFigures {
    /// Of a place as of a day, from the growth of its whole township.
    pub fn new(growth: &[PlaceGrowth], place: &PlaceCode, day: NaiveDate) -> Self {
        let of = |under_contract: bool| {
            let grown = growth
                .iter()
                .filter(|growth| growth.under_contract == under_contract && growth.quarter <= day);
            figure(&grown.collect::<Vec<_>>(), place)
        };
        Self { under_contract: of(true), off_contract: of(false) }
    }
}

fn figure(growth: &[&PlaceGrowth], place: &PlaceCode) -> PlaceFigure {
    let villages = sorted(growth.iter().map(|growth| growth.village_code.clone()));
    let quarters = sorted(growth.iter().map(|growth| growth.quarter));
    let ledger = Ledger::new(
        quarters
            .iter()
            .map(|quarter| villages.iter().map(|village| row(growth, *quarter, village)).collect())
            .collect(),
    );
    let calendar = Calendar::new(&ledger, &vec![true; quarters.len()]);
    let village = villages.iter().position(|village| village == place);
    let releases = match village {
        Some(row) => calendar.rows.get(row),
        None => {
            Some(&calendar.city).filter(|_| villages.iter().any(|village| village.is_within(place)))
        }
    };
    let Some(day) = releases.and_then(|releases| latest(releases, &quarters)) else {
        return PlaceFigure::default();
    };
    let released = || {
        growth.iter().filter(|growth| growth.quarter <= day && growth.village_code.is_within(place))
    };
    PlaceFigure {
        day: Some(day),
        deliveries: released()
            .map(|growth| if village.is_some() { growth.deliveries } else { growth.apart })
            .sum(),
        amount: released().map(|growth| growth.amount).sum(),
    }
}

fn latest(releases: &Releases, quarters: &[NaiveDate]) -> Option<NaiveDate> {
    let last = releases.totals.last()?;
    quarters.get(last.checked_sub(1)?).copied()
}

/// Deliveries replace lines; households are not counted here.
fn row(growth: &[&PlaceGrowth], quarter: NaiveDate, village: &PlaceCode) -> Vec<Growth> {
    let mut row = vec![Growth::default(); CATEGORIES];
    let grown =
        growth.iter().find(|growth| growth.quarter == quarter && growth.village_code == *village);
    // Goods of a delivery that counts elsewhere are growth without a delivery.
    let cell = grown.map(|growth| Growth {
        lines: growth.apart,
        households: FEWEST_HOUSEHOLDS,
        amount: 0,
    });
    if let (Some(first), Some(cell)) = (row.first_mut(), cell) {
        *first = cell;
    }
    row
}

fn sorted<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn growth(quarter: &str, village: &str, deliveries: i64) -> PlaceGrowth {
        let (quarter, village_code, amount) =
            (day(quarter), village.parse().unwrap(), Amount::fen(deliveries * 100));
        PlaceGrowth {
            quarter,
            under_contract: true,
            village_code,
            deliveries,
            apart: deliveries,
            amount,
        }
    }

    fn released(growth: &[PlaceGrowth], place: &str, on: &str) -> Option<i64> {
        let figure = PlaceFigures::new(growth, &place.parse().unwrap(), day(on)).under_contract;
        figure.day.map(|_| figure.deliveries)
    }

    const A: &str = "150621100201";
    const B: &str = "150621100202";
    const TOWNSHIP: &str = "150621100";

    #[test]
    fn a_place_is_released_at_quarter_ends_from_three_deliveries() {
        let all =
            [growth("2020-03-31", A, 2), growth("2020-06-30", A, 1), growth("2020-09-30", A, 2)];
        assert_eq!(released(&all, A, "2020-03-31"), None);
        assert_eq!(released(&all, A, "2020-06-29"), None);
        assert_eq!(released(&all, A, "2020-06-30"), Some(3));
        assert_eq!(released(&all, A, "2020-12-31"), Some(3), "two more wait");
        assert_eq!(released(&all, B, "2020-12-31"), None);
    }

    #[test]
    fn a_village_is_not_what_the_others_leave_of_its_township() {
        let all = [growth("2020-03-31", A, 9), growth("2020-03-31", B, 1)];
        let shown = [A, TOWNSHIP].map(|place| released(&all, place, "2020-03-31"));
        assert_eq!(shown.iter().flatten().count(), 1, "{shown:?}");
        assert_eq!(released(&all, B, "2020-03-31"), None);
    }
}
