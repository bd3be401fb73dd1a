//! Nobody's poverty is public. A figure on fewer than three households is withheld, and so is a second
//! one wherever the first could be found by subtraction (domain.md §3 rule 9).

mod suppression;

use crate::{
    deliveries::model::HouseholdCategory,
    values::{amount::Amount, place_code::PlaceCode, rung::Purchase},
};
use chrono::NaiveDate;
use suppression::{Grid, is_few, withheld};

/// What one banner's accepted deliveries brought one category up to a release and since the one before it,
/// as the records have it.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The first month end or day of published figures on which it may be shown.
    pub release: NaiveDate,
    pub banner_code: PlaceCode,
    pub category: HouseholdCategory,
    pub amount: Amount<Purchase>,
    pub households: i64,
}

/// A cell as the public may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Nothing,
    /// `<3`.
    Few,
    /// Hidden beside a few, so that the few cannot be found by subtraction.
    Hidden,
    Is {
        amount: Amount<Purchase>,
        households: i64,
    },
}

impl Shown {
    pub fn amount(self) -> Option<Amount<Purchase>> {
        match self {
            Shown::Is { amount, .. } => Some(amount),
            Shown::Nothing => Some(Amount::ZERO),
            Shown::Few | Shown::Hidden => None,
        }
    }
}

/// Banners by the three reported categories, with totals at the right and at the foot, as the public may
/// see it.
#[derive(Debug, Clone)]
pub struct Table {
    pub banners: Vec<PlaceCode>,
    /// A row for each banner, then the city's; in each the three categories, then the sum.
    cells: Vec<Vec<Shown>>,
}

/// The tables of all releases. What one of them shows depends on the earlier ones, since a later table
/// minus an earlier one is a table too, and must not show a few either.
#[derive(Debug, Clone)]
pub struct History {
    banners: Vec<PlaceCode>,
    releases: Vec<(NaiveDate, Table)>,
}

impl History {
    /// `banners` in the order of the rows; `cells` in any.
    pub fn new(banners: Vec<PlaceCode>, cells: &[Cell]) -> Self {
        let mut days: Vec<NaiveDate> = cells.iter().map(|cell| cell.release).collect();
        days.sort_unstable();
        days.dedup();
        let households: Vec<Grid> = days.iter().map(|day| with_totals(&banners, cells, *day, |cell| cell.households)).collect();
        let withheld = withheld(&households);
        let tables = days.iter().zip(households).zip(withheld).map(|((day, households), withheld)| {
            let amounts = with_totals(&banners, cells, *day, |cell| cell.amount);
            let cells = (0..households.len())
                .map(|r| (0..households[r].len()).map(|c| shown(amounts[r][c], households[r][c], withheld[r][c])).collect())
                .collect();
            (*day, Table { banners: banners.clone(), cells })
        });
        Self { releases: tables.collect(), banners }
    }

    /// The table of the latest release that has come by `day`.
    pub fn table(&self, day: NaiveDate) -> Table {
        let latest = self.releases.iter().rev().find(|(release, _)| *release <= day);
        latest.map_or_else(|| Table::empty(&self.banners), |(_, table)| table.clone())
    }
}

impl Table {
    fn empty(banners: &[PlaceCode]) -> Self {
        let columns = HouseholdCategory::REPORTED.len() + 1;
        Self { banners: banners.to_vec(), cells: vec![vec![Shown::Nothing; columns]; banners.len() + 1] }
    }

    /// The three categories of one banner and their sum; `None` for a banner that is not in the table.
    pub fn banner(&self, code: &PlaceCode) -> Option<&[Shown]> {
        let row = self.banners.iter().position(|banner| banner == code)?;
        self.cells.get(row).map(Vec::as_slice)
    }

    /// The three categories of the whole city and their sum.
    pub fn city(&self) -> &[Shown] {
        self.cells.last().map(Vec::as_slice).unwrap_or_default()
    }

    pub fn rows(&self) -> impl Iterator<Item = (&PlaceCode, &[Shown])> {
        self.banners.iter().zip(self.cells.iter().map(Vec::as_slice))
    }

    pub fn is_empty(&self) -> bool {
        self.cells.iter().flatten().all(|cell| *cell == Shown::Nothing)
    }
}

fn shown(amount: Amount<Purchase>, households: i64, is_withheld: bool) -> Shown {
    match is_withheld {
        _ if households == 0 => Shown::Nothing,
        true if is_few(households) => Shown::Few,
        true => Shown::Hidden,
        false => Shown::Is { amount, households },
    }
}

/// What stood in each cell on `day`, with totals.
fn with_totals<T: std::iter::Sum>(banners: &[PlaceCode], cells: &[Cell], day: NaiveDate, value: impl Fn(&Cell) -> T) -> Vec<Vec<T>> {
    let sum = |banner: Option<&PlaceCode>, category: Option<HouseholdCategory>| {
        let of = cells.iter().filter(|cell| {
            cell.release <= day && banner.is_none_or(|b| *b == cell.banner_code) && category.is_none_or(|c| c == cell.category)
        });
        of.map(&value).sum()
    };
    let columns = || HouseholdCategory::REPORTED.into_iter().map(Some).chain([None]);
    let rows = banners.iter().map(Some).chain([None]);
    rows.map(|banner| columns().map(|category| sum(banner, category)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(i: usize) -> PlaceCode {
        format!("15060{i}").parse().unwrap()
    }

    fn month(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2020, n, 28).unwrap()
    }

    /// A table of each release from what each banner and category grew by.
    fn history(growth: &[&[[i64; 3]]]) -> History {
        let banners: Vec<PlaceCode> = (0..growth[0].len()).map(code).collect();
        let mut cells = Vec::new();
        for (n, counts) in growth.iter().enumerate() {
            for (i, row) in counts.iter().enumerate() {
                for (category, households) in HouseholdCategory::REPORTED.into_iter().zip(*row) {
                    let cell = Cell {
                        release: month(n as u32 + 1),
                        banner_code: code(i),
                        category,
                        amount: Amount::fen(households * 100),
                        households,
                    };
                    cells.extend((households > 0).then_some(cell));
                }
            }
        }
        History::new(banners, &cells)
    }

    fn table(counts: &[[i64; 3]]) -> Table {
        history(&[counts]).table(month(1))
    }

    #[test]
    fn large_counts_are_all_shown() {
        let table = table(&[[10, 20, 30], [40, 50, 60]]);
        assert!(table.cells.iter().flatten().all(|cell| matches!(cell, Shown::Is { .. })));
        assert_eq!(table.city()[3], Shown::Is { amount: Amount::fen(21_000), households: 210 });
    }

    #[test]
    fn a_few_take_a_second_cell_with_them_in_their_row_and_their_column() {
        let table = table(&[[2, 20, 30], [40, 50, 60], [70, 80, 90]]);
        assert_eq!(table.banner(&code(0)).unwrap()[..2], [Shown::Few, Shown::Hidden]);
        let hidden = |row: &[Shown]| row.iter().filter(|c| c.amount().is_none()).count();
        assert!(table.cells.iter().all(|row| hidden(row) != 1));
        assert!((0..4).all(|c| table.cells.iter().filter(|row| row[c].amount().is_none()).count() != 1));
        assert!(matches!(table.city()[3], Shown::Is { .. }), "the total of all stays");
    }

    #[test]
    fn what_grew_by_a_few_is_not_shown_beside_what_it_grew_from() {
        let history = history(&[&[[10, 20, 30], [40, 50, 60]], &[[1, 9, 9], [9, 9, 9]]]);
        assert!(matches!(history.table(month(1)).banner(&code(0)).unwrap()[0], Shown::Is { households: 10, .. }));
        let later = history.table(month(2));
        assert_eq!(later.banner(&code(0)).unwrap()[0], Shown::Hidden);
        assert!(later.banner(&code(0)).unwrap()[1..].contains(&Shown::Hidden), "the row would give it away");
        assert!(later.city()[..3].contains(&Shown::Hidden) || later.banner(&code(1)).unwrap()[0] == Shown::Hidden);
        assert!(matches!(later.city()[3], Shown::Is { households: 256, .. }));
    }

    #[test]
    fn a_table_stands_until_the_next_and_before_the_first_there_is_none() {
        let history = history(&[&[[10, 20, 30]], &[[10, 20, 30]]]);
        assert!(history.table(NaiveDate::MIN).is_empty());
        assert_eq!(history.table(month(2).pred_opt().unwrap()).city(), history.table(month(1)).city());
        assert!(table(&[[0, 0, 0]]).is_empty(), "nobody is nobody");
    }
}
