//! Decides when a figure may change: only by growth from enough households and lines, and only if
//! adding and subtracting all public figures reveals nothing smaller.

use super::growth::{CATEGORIES, Ledger, Span};

/// A total of the three categories, or one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Total,
    Part(usize),
}

impl Column {
    const ALL: [Column; CATEGORIES + 1] =
        [Column::Total, Column::Part(0), Column::Part(1), Column::Part(2)];

    fn categories(self) -> std::ops::Range<usize> {
        match self {
            Column::Total => 0..CATEGORIES,
            Column::Part(category) => category..category + 1,
        }
    }
}

/// The releases of one row, as numbers of periods: its figures are those at the end of each. At the
/// start, 0, everything is known to be zero. Categories are released together, and never without
/// their total.
#[derive(Debug, Clone)]
pub struct Releases {
    pub totals: Vec<usize>,
    pub parts: Vec<usize>,
}

impl Releases {
    pub(super) fn none() -> Self {
        Self { totals: vec![0], parts: vec![0] }
    }

    pub fn of(&self, column: Column) -> &[usize] {
        match column {
            Column::Total => &self.totals,
            Column::Part(_) => &self.parts,
        }
    }

    fn release(&mut self, period: usize, with_parts: bool) {
        self.totals.push(period);
        self.parts.extend(with_parts.then_some(period));
    }

    fn hold(&mut self, column: Column, period: usize) {
        self.parts.retain(|at| *at != period);
        if column == Column::Total {
            self.totals.retain(|at| *at != period);
        }
    }

    fn has(&self, column: Column, period: usize) -> bool {
        self.of(column).last() == Some(&period)
    }
}

/// The releases of every banner, and of the city.
pub struct Calendar<'a> {
    pub(super) ledger: &'a Ledger,
    pub rows: Vec<Releases>,
    pub city: Releases,
}

impl<'a> Calendar<'a> {
    /// `is_table` says for each period whether banners may be released at its end; the city always
    /// may.
    pub fn new(ledger: &'a Ledger, is_table: &[bool]) -> Self {
        let mut calendar =
            Self { ledger, rows: vec![Releases::none(); ledger.rows()], city: Releases::none() };
        for (period, is_table) in (1..).zip(is_table) {
            calendar.advance(period, *is_table);
        }
        calendar
    }

    fn advance(&mut self, period: usize, is_table: bool) {
        if is_table {
            for row in 0..self.rows.len() {
                let release = self.may_grow(&self.rows[row], &[row], period);
                self.rows[row] = release;
            }
        }
        let every_row: Vec<usize> = (0..self.rows.len()).collect();
        self.city = self.may_grow(&self.city, &every_row, period);
        while let Some(column) =
            Column::ALL.into_iter().find(|column| self.tells_too_much(*column, period))
        {
            self.hold_one(column, period);
        }
    }

    /// The releases of a row with this one added, if the growth of its total may be known; with its
    /// categories if theirs may. A row without growth waits.
    fn may_grow(&self, releases: &Releases, rows: &[usize], period: usize) -> Releases {
        let spans = |column: Column| {
            let since = releases.of(column).last().copied().unwrap_or_default();
            rows.iter().map(|row| (*row, since, period)).collect::<Vec<_>>()
        };
        let has_grown = !self.ledger.growth(&spans(Column::Total), 0..CATEGORIES).is_nothing();
        let may_be_known =
            |column: Column| self.ledger.may_be_known(&spans(column), column.categories());
        let mut releases = releases.clone();
        if has_grown && may_be_known(Column::Total) {
            let with_parts = Column::ALL[1..].iter().all(|column| may_be_known(*column));
            releases.release(period, with_parts);
        }
        releases
    }

    fn tells_too_much(&self, column: Column, period: usize) -> bool {
        let city = self.city.of(column);
        let may_be_known = |spans: &[Span]| self.ledger.may_be_known(spans, column.categories());
        let is_between = |from: usize| !may_be_known(&self.left_between(from, period, column));
        let is_beyond =
            |from: usize| self.left_beyond(from, column).is_some_and(|spans| !may_be_known(&spans));
        let mut earlier = city.iter().copied().filter(|at| *at < period);
        self.city.has(column, period) && earlier.any(is_between)
            || city.iter().any(|from| is_beyond(*from))
    }

    /// The growth of the city between two of its releases minus the growth of the banners that were
    /// released in between.
    fn left_between(&self, from: usize, to: usize, column: Column) -> Vec<Span> {
        let spans = self.rows.iter().enumerate().flat_map(|(row, releases)| {
            let mut between =
                releases.of(column).iter().copied().filter(|at| (from..=to).contains(at));
            match (between.next(), between.next_back()) {
                (None, _) => [(row, from, to), (row, to, to)],
                (Some(only), None) => [(row, from, only), (row, only, to)],
                (Some(first), Some(last)) => [(row, from, first), (row, last, to)],
            }
        });
        spans.collect()
    }

    /// The growth of all banners since a release of the city, each up to its first release since;
    /// `None` while one of them waits.
    fn left_beyond(&self, from: usize, column: Column) -> Option<Vec<Span>> {
        let first =
            |releases: &Releases| releases.of(column).iter().copied().find(|at| *at >= from);
        let firsts: Vec<usize> = self.rows.iter().map(first).collect::<Option<_>>()?;
        Some(firsts.into_iter().enumerate().map(|(row, to)| (row, from, to)).collect())
    }

    /// Holds back the banner with the smallest growth, so that its growth is hidden among the
    /// unreleased; finally the city.
    fn hold_one(&mut self, column: Column, period: usize) {
        let grown = |row: usize| {
            let before = self.rows[row].of(column).iter().rev().nth(1).copied().unwrap_or_default();
            (self.ledger.growth(&[(row, before, period)], column.categories()).lines, row)
        };
        let moving = (0..self.rows.len()).filter(|row| self.rows[*row].has(column, period));
        match moving.min_by_key(|row| grown(*row)) {
            Some(row) => self.rows[row].hold(column, period),
            None => self.city.hold(column, period),
        }
    }
}
