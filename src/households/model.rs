//! Nobody's poverty is public. A figure on fewer than three households is withheld, and so is a second
//! one wherever the first could be found by subtraction (domain.md §3 rule 9).

use crate::{
    deliveries::model::HouseholdCategory,
    values::{amount::Amount, place_code::PlaceCode, rung::Purchase},
};

/// Fewer households than this are a disclosure.
const SMALLEST_SHOWN: i64 = 3;

/// What one banner's accepted deliveries brought one category, as the records have it.
#[derive(Debug, Clone)]
pub struct Cell {
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

#[derive(Debug, Clone, Copy)]
struct Raw {
    amount: Amount<Purchase>,
    households: i64,
    withheld: bool,
}

impl Table {
    /// `banners` in the order of the rows; `cells` in any.
    pub fn new(banners: Vec<PlaceCode>, cells: &[Cell]) -> Self {
        let mut raw = with_totals(&banners, cells);
        for cell in raw.iter_mut().flatten() {
            cell.withheld = is_few(cell.households);
        }
        while withhold_one_more(&mut raw) {}
        Self { banners, cells: raw.iter().map(|row| row.iter().map(|cell| shown(*cell)).collect()).collect() }
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

fn is_few(households: i64) -> bool {
    (1..SMALLEST_SHOWN).contains(&households)
}

fn shown(cell: Raw) -> Shown {
    match cell {
        Raw { households: 0, .. } => Shown::Nothing,
        Raw { withheld: true, households, .. } if is_few(households) => Shown::Few,
        Raw { withheld: true, .. } => Shown::Hidden,
        Raw { amount, households, .. } => Shown::Is { amount, households },
    }
}

fn with_totals(banners: &[PlaceCode], cells: &[Cell]) -> Vec<Vec<Raw>> {
    let sum = |banner: Option<&PlaceCode>, category: Option<HouseholdCategory>| {
        let of = || {
            cells.iter().filter(move |cell| banner.is_none_or(|b| *b == cell.banner_code) && category.is_none_or(|c| c == cell.category))
        };
        Raw { amount: of().map(|cell| cell.amount).sum(), households: of().map(|cell| cell.households).sum(), withheld: false }
    };
    let columns = || HouseholdCategory::REPORTED.into_iter().map(Some).chain([None]);
    let rows = banners.iter().map(Some).chain([None]);
    rows.map(|banner| columns().map(|category| sum(banner, category)).collect()).collect()
}

/// Every row and column adds up to its total, so a line with one withheld cell gives it away, and so does
/// one in which the withheld cells can be told from their sum. Returns whether it had to act.
fn withhold_one_more(raw: &mut [Vec<Raw>]) -> bool {
    for line in lines(raw) {
        let cells: Vec<Raw> = line.iter().map(|(r, c)| raw[*r][*c]).collect();
        if is_safe(&cells) {
            continue;
        }
        let open = line.iter().filter(|(r, c)| !raw[*r][*c].withheld && raw[*r][*c].households > 0);
        // The smallest, and a part rather than a total.
        let last = raw.len() - 1;
        let choice = open.min_by_key(|(r, c)| (*r == last || *c == raw[0].len() - 1, raw[*r][*c].households)).copied();
        if let Some((r, c)) = choice {
            raw[r][c].withheld = true;
            return true;
        }
    }
    false
}

fn lines(raw: &[Vec<Raw>]) -> Vec<Vec<(usize, usize)>> {
    let (rows, columns) = (raw.len(), raw.first().map_or(0, Vec::len));
    let across = (0..rows).map(|r| (0..columns).map(|c| (r, c)).collect());
    let down = (0..columns).map(|c| (0..rows).map(|r| (r, c)).collect());
    across.chain(down).collect()
}

/// Nothing withheld; or at least two cells of which one is not few, with a sum that leaves every few cell
/// both of its values: each may be 1, and each may be 2 while the others stay at 3 or more.
fn is_safe(line: &[Raw]) -> bool {
    let withheld = || line.iter().filter(|cell| cell.withheld);
    let few = withheld().filter(|cell| is_few(cell.households)).count() as i64;
    let hidden = withheld().count() as i64 - few;
    let sum: i64 = withheld().map(|cell| cell.households).sum();
    match few + hidden {
        0 => true,
        1 => false,
        _ => few == 0 || (hidden >= 1 && sum >= 2 * few + SMALLEST_SHOWN * hidden),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(i: usize) -> PlaceCode {
        format!("15060{i}").parse().unwrap()
    }

    fn table(counts: &[[i64; 3]]) -> Table {
        let banners: Vec<PlaceCode> = (0..counts.len()).map(code).collect();
        let mut cells = Vec::new();
        for (i, row) in counts.iter().enumerate() {
            for (category, households) in HouseholdCategory::REPORTED.into_iter().zip(row) {
                if *households > 0 {
                    cells.push(Cell { banner_code: code(i), category, amount: Amount::fen(households * 100), households: *households });
                }
            }
        }
        Table::new(banners, &cells)
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
    fn nobody_is_nobody() {
        assert!(table(&[[0, 0, 0]]).is_empty());
    }

    /// What an attacker who knows the rule can say of the withheld cells of one line: the values that are
    /// possible, given what is shown.
    fn possible(line: &[Shown], truth: &[i64], cell: usize) -> Vec<i64> {
        let sum: i64 = line.iter().zip(truth).filter(|(s, _)| s.amount().is_none()).map(|(_, t)| t).sum();
        let others: Vec<Shown> = line.iter().enumerate().filter(|(i, s)| *i != cell && s.amount().is_none()).map(|(_, s)| *s).collect();
        let least: i64 = others.iter().map(|s| if *s == Shown::Few { 1 } else { SMALLEST_SHOWN }).sum();
        let unbounded = others.contains(&Shown::Hidden);
        let most: i64 = others.len() as i64 * 2;
        (1..SMALLEST_SHOWN).filter(|v| sum - v >= least && (unbounded || sum - v <= most)).collect()
    }

    proptest! {
        #[test]
        fn no_few_can_be_found_by_subtraction(counts in proptest::collection::vec([0i64..7, 0i64..40, 0i64..9], 2..9)) {
            let table = table(&counts);
            for (r, row) in counts.iter().enumerate() {
                let mut truth = row.to_vec();
                truth.push(row.iter().sum());
                // The row's total counts as a cell with its sign turned, so a withheld one only adds doubt.
                let (parts, total) = table.cells[r].split_at(3);
                for (c, cell) in parts.iter().enumerate() {
                    if *cell == Shown::Few && total[0].amount().is_some() {
                        prop_assert_eq!(possible(parts, &truth, c).len(), 2, "{:?}", &table.cells[r]);
                    }
                }
            }
        }
    }
}
