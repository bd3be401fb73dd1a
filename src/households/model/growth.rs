//! The growth of banners and categories, period by period, and whether it comes from enough
//! households.

use super::sums::singles_out;
use crate::deliveries::model::HouseholdCategory;

pub const CATEGORIES: usize = HouseholdCategory::REPORTED.len();
/// Fewer households or lines would be a disclosure.
pub const FEWEST_HOUSEHOLDS: i64 = 5;
pub const FEWEST_LINES: i64 = 3;
/// 0.1万元, in fen.
pub const ROUNDED_TO: i64 = 100_000;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Growth {
    pub lines: i64,
    /// Households, not visits: the sum over villages of the largest count of one line.
    pub households: i64,
    /// In fen.
    pub amount: i64,
}

impl Growth {
    pub fn is_nothing(self) -> bool {
        self.lines == 0 && self.households == 0 && self.amount == 0
    }

    pub fn is_on_enough(self) -> bool {
        self.lines >= FEWEST_LINES && self.households >= FEWEST_HOUSEHOLDS
    }
}

/// A row from the end of one period to the end of another.
pub type Span = (usize, usize, usize);

/// The growths to release.
#[derive(Debug)]
pub struct Ledger {
    /// By period, banner and category.
    pub growth: Vec<Vec<Vec<Growth>>>,
    /// By period and banner: amounts that are public individually, in fen, the smallest first.
    goods: Vec<Vec<Vec<i64>>>,
}

impl Ledger {
    pub fn new(growth: Vec<Vec<Vec<Growth>>>) -> Self {
        Self { growth, goods: Vec::new() }
    }

    /// With the public amounts of goods, some of which add up to the growth.
    pub fn among(self, goods: Vec<Vec<Vec<i64>>>) -> Self {
        Self { goods, ..self }
    }

    pub fn rows(&self) -> usize {
        self.growth.first().map_or(0, Vec::len)
    }

    /// Whether the growth of these rows may be known: it comes from enough households, and many
    /// sets of goods have this total.
    pub fn may_be_known(&self, spans: &[Span], categories: std::ops::Range<usize>) -> bool {
        let growth = self.growth(spans, categories);
        growth.is_nothing() || growth.is_on_enough() && !self.singles_out(spans, growth.amount)
    }

    /// A household that sold in two periods is still one, so of several periods the largest counts.
    pub fn growth(&self, spans: &[Span], categories: std::ops::Range<usize>) -> Growth {
        let mut sum = Growth::default();
        let mut households = vec![0; self.growth.len()];
        for (row, from, to) in spans {
            for (period, of_period) in households.iter_mut().enumerate().take(*to).skip(*from) {
                for cell in &self.growth[period][*row][categories.clone()] {
                    sum.lines += cell.lines;
                    sum.amount += cell.amount;
                    *of_period += cell.households;
                }
            }
        }
        Growth { households: households.into_iter().max().unwrap_or_default(), ..sum }
    }

    /// A growth is the difference of two rounded figures.
    fn singles_out(&self, spans: &[Span], amount: i64) -> bool {
        let goods = spans.iter().flat_map(|(row, from, to)| {
            (*from..*to).filter_map(|period| self.goods.get(period)?.get(*row))
        });
        singles_out(&goods.flatten().copied().collect::<Vec<_>>(), amount, 2 * ROUNDED_TO)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(lines: i64, households: i64) -> Vec<Vec<Growth>> {
        vec![vec![Growth { lines, households, amount: 5_000_000 }]]
    }

    #[test]
    fn visits_of_the_same_households_are_not_more_households() {
        let ledger = Ledger::new(vec![cell(2, 4), cell(2, 3)]);
        assert_eq!(
            ledger.growth(&[(0, 0, 2)], 0..1),
            Growth { lines: 4, households: 4, amount: 10_000_000 }
        );
        assert!(
            !ledger.may_be_known(&[(0, 0, 2)], 0..1) && ledger.may_be_known(&[(0, 1, 1)], 0..1)
        );
    }

    #[test]
    fn two_lines_are_too_few_however_many_households_they_name() {
        assert!(!Ledger::new(vec![cell(2, 50)]).may_be_known(&[(0, 0, 1)], 0..1));
        assert!(Ledger::new(vec![cell(3, 5)]).may_be_known(&[(0, 0, 1)], 0..1));
    }

    #[test]
    fn a_growth_that_only_three_goods_come_to_is_not_known() {
        let ledger = |goods: Vec<i64>| Ledger::new(vec![cell(3, 9)]).among(vec![vec![goods]]);
        assert!(
            !ledger(vec![1_500_000, 1_600_000, 1_900_000, 4_000_000])
                .may_be_known(&[(0, 0, 1)], 0..1)
        );
        assert!(ledger((1..40).map(|i| i * 300_000).collect()).may_be_known(&[(0, 0, 1)], 0..1));
    }
}
