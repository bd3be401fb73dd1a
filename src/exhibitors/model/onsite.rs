//! Defines which sums of on-site sales are public (domain.md §3 rule 9), and proves that no sum of
//! one or two exhibitors follows from them.
//!
//! The published figures of an edition are three tables, each of which adds up to the edition's
//! total: by day and category, by the exhibitors' banner, and by zone. A category that is too small
//! on some day is combined with others on all days, and so are small banners and zones. Nothing is
//! published by banner and day, by zone and category, and so on.
//!
//! A cell of three exhibitors is not yet safe: if a banner's exhibitors are those of one category
//! and one more, the banner minus the category is that one. So cells must be connected (`linked`).
//! From a first cell on, a group of exhibitors (of one banner and zone) is linked to the linked
//! part by the sales of at least three exhibitors, and so is each further cell. The proof is then
//! short. Suppose that a sum of multiples of cells, banners and zones leaves only sales of two
//! exhibitors: f(cell) + g(banner) + h(zone) is zero for every other sale. Each link holds without
//! these two. So f is the same for all linked cells, and g + h is its opposite for all linked
//! groups. The linked groups connect all banners and zones with each other, so g is the same for
//! all banners and h for all zones. Then the sum is zero for the two as well.
//!
//! Reports are confirmed one after another, and the growth of a total between two days could be one
//! of them. So sales are published at the ends of months: the tables once they are safe; sales
//! confirmed later as a separate sum of at least three exhibitors, otherwise they wait for the next
//! month.

mod links;
mod sale;

pub use sale::{FEWEST_EXHIBITORS, Sale};

use super::SalesFilter;
use crate::values::{
    day::{last_ended_month, month_end},
    ids::EditionId,
};
use chrono::NaiveDate;
use links::{Cell, POOL, pooled};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// A row of a table: one code, or all codes that are too small alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// `None`: several combined.
    pub code: Option<String>,
    pub exhibitors: usize,
    pub amount: Decimal,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayPart {
    pub fair_day: i16,
    pub sold_on: NaiveDate,
    pub part: Part,
}

/// The public sales of an edition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publication {
    pub cells: Vec<DayPart>,
    pub banners: Vec<Part>,
    pub zones: Vec<Part>,
    /// Confirmed after the tables were published, month by month.
    pub later: Vec<Part>,
    /// The number of exhibitors in the tables.
    pub exhibitors: usize,
    /// The last day of a sale, from which sums are complete.
    pub last_day: Option<NaiveDate>,
}

/// The sales of one edition.
#[derive(Debug, Clone)]
pub struct OfEdition {
    pub edition_id: EditionId,
    pub ordinal: i16,
    pub publication: Publication,
}

/// The result of a filter of on-site sales.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// By day and category, and the later confirmations.
    Cells(Vec<DayPart>, Vec<Part>),
    /// Of one banner or zone.
    Of(Part),
    /// Too few exhibitors, alone or in combination with other public sums.
    Withheld,
}

impl Publication {
    /// Of all of an edition's confirmed sales, as of the last month that is over on `today`.
    pub fn new(sales: &[Sale], today: NaiveDate) -> Self {
        let released = last_ended_month(today);
        let mut months: BTreeMap<NaiveDate, Vec<&Sale>> = BTreeMap::new();
        for sale in sales.iter().filter(|sale| sale.confirmed_on <= released) {
            months.entry(month_end(sale.confirmed_on)).or_default().push(sale);
        }
        let mut publication = Self::default();
        let mut waiting: Vec<&Sale> = Vec::new();
        for (_, sales) in months {
            waiting.extend(sales);
            let is_published = match publication.cells.is_empty() {
                true => publication.add_tables(&waiting),
                false => publication.add_later(&waiting),
            };
            if is_published {
                waiting.clear();
            }
        }
        publication
    }

    fn add_tables(&mut self, sales: &[&Sale]) -> bool {
        let Some(pooled) = pooled(sales) else { return false };
        let mut days: BTreeMap<Cell, Vec<&Sale>> = BTreeMap::new();
        for sale in sales {
            days.entry(pooled.cell(sale)).or_default().push(sale);
        }
        let cell = |((fair_day, code), sales): (Cell, Vec<&Sale>)| {
            let sold_on = sales.iter().map(|sale| sale.sold_on).max().unwrap_or_default();
            DayPart { fair_day, sold_on, part: Part::of(code, &sales) }
        };
        self.cells = days.into_iter().map(cell).collect();
        self.cells.sort_by(|a, b| {
            (a.fair_day, a.part.code.is_none(), &a.part.code).cmp(&(
                b.fair_day,
                b.part.code.is_none(),
                &b.part.code,
            ))
        });
        self.banners = parts(sales, |sale| pooled.group(sale).0);
        self.zones = parts(sales, |sale| pooled.group(sale).1);
        self.exhibitors = exhibitors(sales);
        self.last_day = sales.iter().map(|sale| sale.sold_on).max();
        true
    }

    fn add_later(&mut self, sales: &[&Sale]) -> bool {
        let is_enough = exhibitors(sales) >= FEWEST_EXHIBITORS;
        self.later.extend(is_enough.then(|| Part::of(POOL.into(), sales)));
        is_enough
    }

    /// Whether all days of the fair are over by `as_of`, so that sums which are not split by day
    /// are complete.
    pub fn is_whole(&self, as_of: NaiveDate) -> bool {
        self.last_day.is_some_and(|last| last <= as_of)
    }

    pub fn answer(&self, filter: &SalesFilter) -> Answer {
        let is_of_a_cell = filter.fair_day.is_some() || filter.category.is_some();
        match (&filter.banner, &filter.zone) {
            (None, None) => self.cells(filter, is_of_a_cell),
            (Some(banner), None) if !is_of_a_cell && self.is_whole(filter.as_of) => {
                of_one(&self.banners, banner.as_str())
            }
            (None, Some(zone)) if !is_of_a_cell && self.is_whole(filter.as_of) => {
                of_one(&self.zones, zone)
            }
            _ if self.cells.is_empty() => Answer::Cells(Vec::new(), Vec::new()),
            _ => Answer::Withheld,
        }
    }

    fn cells(&self, filter: &SalesFilter, is_of_a_cell: bool) -> Answer {
        let category = filter.category.as_ref();
        let is_pooled = self.cells.iter().any(|cell| cell.part.code.is_none());
        if category.is_some_and(|code| {
            is_pooled && self.cells.iter().all(|cell| cell.part.code.as_ref() != Some(code))
        }) {
            return Answer::Withheld;
        }
        let takes = |cell: &&DayPart| {
            cell.sold_on <= filter.as_of
                && filter.fair_day.is_none_or(|day| cell.fair_day == day)
                && category.is_none_or(|code| cell.part.code.as_ref() == Some(code))
        };
        let later = if is_of_a_cell || !self.is_whole(filter.as_of) {
            Vec::new()
        } else {
            self.later.clone()
        };
        Answer::Cells(self.cells.iter().filter(takes).cloned().collect(), later)
    }

    /// Everything sold by a day.
    pub fn total(&self, as_of: NaiveDate) -> Decimal {
        let by_day: Decimal = self
            .cells
            .iter()
            .filter(|cell| cell.sold_on <= as_of)
            .map(|cell| cell.part.amount)
            .sum();
        let later: Decimal =
            self.later.iter().filter(|_| self.is_whole(as_of)).map(|part| part.amount).sum();
        by_day + later
    }
}

fn of_one(parts: &[Part], code: &str) -> Answer {
    match parts.iter().find(|part| part.code.as_deref() == Some(code)) {
        Some(part) => Answer::Of(part.clone()),
        None if parts.iter().any(|part| part.code.is_none()) => Answer::Withheld,
        None => Answer::Cells(Vec::new(), Vec::new()),
    }
}

/// Edition by edition, in the given order.
pub fn by_edition(sales: &[Sale], today: NaiveDate) -> Vec<OfEdition> {
    let of = |sales: &[Sale]| {
        let first = sales.first()?;
        Some(OfEdition {
            edition_id: first.edition_id,
            ordinal: first.ordinal,
            publication: Publication::new(sales, today),
        })
    };
    sales.chunk_by(|a, b| a.edition_id == b.edition_id).filter_map(of).collect()
}

impl Part {
    fn of(code: String, sales: &[&Sale]) -> Self {
        let code = (code != POOL).then_some(code);
        Self {
            code,
            exhibitors: exhibitors(sales),
            amount: sales.iter().map(|sale| sale.amount).sum(),
        }
    }
}

fn exhibitors(sales: &[&Sale]) -> usize {
    sales.iter().map(|sale| sale.exhibitor_id).collect::<BTreeSet<_>>().len()
}

fn parts(sales: &[&Sale], code: impl Fn(&Sale) -> String) -> Vec<Part> {
    let mut parts: BTreeMap<String, Vec<&Sale>> = BTreeMap::new();
    for sale in sales {
        parts.entry(code(sale)).or_default().push(sale);
    }
    let mut parts: Vec<Part> =
        parts.into_iter().map(|(code, sales)| Part::of(code, &sales)).collect();
    parts.sort_by(|a, b| (a.code.is_none(), &a.code).cmp(&(b.code.is_none(), &b.code)));
    parts
}

#[cfg(test)]
mod tests;
