//! Protects households. Banners are released at the ends of quarters, rounded; the city exactly on
//! publication days. A figure is released only if its growth comes from enough households and
//! lines, and if no sums and differences of public figures reveal a smaller group (domain.md §3
//! rule 9).

mod growth;
mod releases;
mod rounding;
mod sums;
#[cfg(test)]
mod tests;

use crate::{
    deliveries::model::HouseholdCategory,
    values::{amount::Amount, day::is_quarter_end, place_code::PlaceCode, rung::Purchase},
};
use chrono::NaiveDate;
pub use growth::{CATEGORIES, FEWEST_HOUSEHOLDS, FEWEST_LINES, Growth, Ledger, ROUNDED_TO};
pub use releases::{Calendar, Releases};
pub use sums::MANY;

/// The accepted goods of one banner and one category since the previous release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The end of a quarter, or a publication day.
    pub release: NaiveDate,
    pub banner_code: PlaceCode,
    pub category: HouseholdCategory,
    pub lines: i64,
    /// The sum over villages of the largest count of one line.
    pub households: i64,
    /// The number of times a household appears behind a line.
    pub visits: i64,
    pub amount: Amount<Purchase>,
}

/// The amounts of a banner's goods in one release that are public individually, in fen; of many,
/// the smallest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goods {
    pub release: NaiveDate,
    pub banner_code: PlaceCode,
    pub amounts: Vec<i64>,
}

/// The input of the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Records {
    /// In the order of the rows.
    pub banners: Vec<PlaceCode>,
    pub cells: Vec<Cell>,
    pub goods: Vec<Goods>,
    /// Publication days.
    pub published: Vec<NaiveDate>,
}

/// A figure as the public may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// For any reason.
    Hidden,
    Is {
        amount: Amount<Purchase>,
        visits: i64,
    },
}

impl Shown {
    pub fn amount(self) -> Option<Amount<Purchase>> {
        match self {
            Shown::Is { amount, .. } => Some(amount),
            Shown::Hidden => None,
        }
    }
}

/// The three categories of a banner or the city, then their sum, as of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// `None`: nothing was released yet.
    pub day: Option<NaiveDate>,
    pub cells: Vec<Shown>,
}

impl Row {
    fn hidden() -> Self {
        Self { day: None, cells: vec![Shown::Hidden; CATEGORIES + 1] }
    }

    pub fn total(&self) -> Shown {
        self.cells.last().copied().unwrap_or(Shown::Hidden)
    }
}

/// The figures of a day: each banner as of its latest release, the city as of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    rows: Vec<(PlaceCode, Row)>,
    pub city: Row,
    /// The city as of its latest release with banners, where `city` is from a later publication
    /// day: the banners of the same day add up to this one.
    pub city_with_banners: Option<Row>,
}

impl Table {
    /// `None` for a banner that is not in the table.
    pub fn banner(&self, code: &PlaceCode) -> Option<&Row> {
        self.rows.iter().find(|(banner, _)| banner == code).map(|(_, row)| row)
    }

    pub fn rows(&self) -> impl Iterator<Item = (&PlaceCode, &Row)> {
        self.rows.iter().map(|(code, row)| (code, row))
    }

    /// The city as of the banners' release.
    pub fn city_then(&self) -> &Row {
        self.city_with_banners.as_ref().unwrap_or(&self.city)
    }

    pub fn is_empty(&self) -> bool {
        self.rows.iter().map(|(_, row)| row).chain([&self.city]).all(|row| row.day.is_none())
    }
}

/// All releases. Each depends on the earlier ones, since their difference must reveal nothing
/// either.
#[derive(Debug, Clone)]
pub struct History {
    banners: Vec<PlaceCode>,
    periods: Vec<Period>,
    /// Of each banner, then of the city.
    releases: Vec<Releases>,
}

/// The totals at the end of a period: of each banner, then of the city, the categories.
#[derive(Debug, Clone)]
struct Period {
    end: NaiveDate,
    /// In fen: as recorded, and rounded.
    exact: Vec<Vec<i64>>,
    rounded: Vec<Vec<i64>>,
    visits: Vec<Vec<i64>>,
    /// The city is exact: reported figures are as of this day.
    is_published: bool,
}

impl History {
    pub fn new(records: &Records) -> Self {
        let Records { banners, cells, goods, published } = records;
        let mut days: Vec<NaiveDate> = cells
            .iter()
            .map(|cell| cell.release)
            .chain(goods.iter().map(|goods| goods.release))
            .collect();
        days.sort_unstable();
        days.dedup();
        let amounts = days.iter().map(|day| amounts(banners, goods, *day)).collect();
        let ledger = Ledger::new(days.iter().map(|day| grown(banners, cells, *day)).collect())
            .among(amounts);
        let calendar = Calendar::new(
            &ledger,
            &days.iter().map(|day| is_quarter_end(*day)).collect::<Vec<_>>(),
        );
        // Before the first acceptance there is no period, and no row in one.
        let mut rows = calendar.rows;
        rows.resize(banners.len(), Releases::none());
        let releases = rows.into_iter().chain([calendar.city]).collect();
        let periods = days.iter().map(|day| Period::new(banners, cells, *day, published)).collect();
        Self { banners: banners.clone(), periods, releases }
    }

    /// The figures of a day.
    pub fn table(&self, day: NaiveDate) -> Table {
        let last = self.periods.iter().take_while(|period| period.end <= day).count();
        let city = self.banners.len();
        let row = |row: usize| self.row(row, last, |_| true);
        let rows =
            self.banners.iter().cloned().enumerate().map(|(i, code)| (code, row(i))).collect();
        let with_banners = self.row(city, last, |period| is_quarter_end(period.end));
        let city = row(city);
        Table {
            rows,
            city_with_banners: (with_banners.day.is_some() && with_banners.day != city.day)
                .then_some(with_banners),
            city,
        }
    }

    /// A row as of its latest release up to the `last` period, among the given ones.
    fn row(&self, row: usize, last: usize, is_meant: impl Fn(&Period) -> bool) -> Row {
        let releases = &self.releases[row];
        let is_meant = |at: &usize| *at > 0 && *at <= last && is_meant(&self.periods[*at - 1]);
        let Some(at) = releases.totals.iter().copied().rev().find(is_meant) else {
            return Row::hidden();
        };
        let period = &self.periods[at - 1];
        let is_exact = row == self.banners.len() && period.is_published;
        let amounts = if is_exact { &period.exact[row] } else { &period.rounded[row] };
        let shown = |amount: i64, visits: i64| Shown::Is { amount: Amount::fen(amount), visits };
        let parts = amounts.iter().zip(&period.visits[row]).map(|(amount, visits)| match releases
            .parts
            .contains(&at)
        {
            true => shown(*amount, *visits),
            false => Shown::Hidden,
        });
        let total = shown(amounts.iter().sum(), period.visits[row].iter().sum());
        Row { day: Some(period.end), cells: parts.chain([total]).collect() }
    }
}

impl Period {
    fn new(banners: &[PlaceCode], cells: &[Cell], end: NaiveDate, published: &[NaiveDate]) -> Self {
        let exact = stood(banners, cells, end, |cell| cell.amount.in_fen());
        let visits = stood(banners, cells, end, |cell| cell.visits);
        Self {
            end,
            rounded: with_city(rounding::rounded(&exact, ROUNDED_TO)),
            exact: with_city(exact),
            visits: with_city(visits),
            is_published: published.contains(&end),
        }
    }
}

/// The growth of each banner and category in the period that ended on a day.
fn grown(banners: &[PlaceCode], cells: &[Cell], day: NaiveDate) -> Vec<Vec<Growth>> {
    by_banner(banners, |banner, category| {
        let of = cells.iter().filter(|cell| {
            cell.release == day && cell.banner_code == *banner && cell.category == category
        });
        of.fold(Growth::default(), |sum, cell| Growth {
            lines: sum.lines + cell.lines,
            households: sum.households + cell.households,
            amount: sum.amount + cell.amount.in_fen(),
        })
    })
}

fn amounts(banners: &[PlaceCode], goods: &[Goods], day: NaiveDate) -> Vec<Vec<i64>> {
    let of = |banner: &PlaceCode| {
        goods.iter().find(|goods| goods.release == day && goods.banner_code == *banner)
    };
    banners
        .iter()
        .map(|banner| of(banner).map(|goods| goods.amounts.clone()).unwrap_or_default())
        .collect()
}

/// The total of each banner and category by a day.
fn stood(
    banners: &[PlaceCode],
    cells: &[Cell],
    day: NaiveDate,
    value: impl Fn(&Cell) -> i64,
) -> Vec<Vec<i64>> {
    by_banner(banners, |banner, category| {
        let of = cells.iter().filter(|cell| {
            cell.release <= day && cell.banner_code == *banner && cell.category == category
        });
        of.map(&value).sum()
    })
}

fn by_banner<T>(
    banners: &[PlaceCode],
    value: impl Fn(&PlaceCode, HouseholdCategory) -> T,
) -> Vec<Vec<T>> {
    banners
        .iter()
        .map(|banner| {
            HouseholdCategory::REPORTED
                .into_iter()
                .map(|category| value(banner, category))
                .collect()
        })
        .collect()
}

/// The row of the city at the foot: the sum of the banners.
fn with_city(mut rows: Vec<Vec<i64>>) -> Vec<Vec<i64>> {
    let city = (0..CATEGORIES).map(|category| rows.iter().map(|row| row[category]).sum()).collect();
    rows.push(city);
    rows
}
