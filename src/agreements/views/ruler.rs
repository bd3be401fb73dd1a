//! The ruler of an agreement: its ceiling, what contracts cut from it, what is left, and how much of
//! its term has passed.

use crate::{
    agreements::model::record::AgreementRecord,
    contracts::model::Row,
    values::{
        amount::Amount,
        ids::ContractId,
        rung::{Contract, Framework},
    },
};
use chrono::NaiveDate;
use rust_decimal::{Decimal, prelude::ToPrimitive};

/// In units of the drawing.
pub const WIDTH: i64 = 1200;
/// Between two slabs.
const GAP: i64 = 2;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slab {
    pub x: i64,
    pub width: i64,
}

pub struct Call {
    pub id: ContractId,
    pub number: String,
    pub amount: Amount<Contract>,
    pub slab: Slab,
}

pub struct Ruler {
    pub ceiling: Slab,
    pub calls: Vec<Call>,
    /// `None`: nothing is left.
    pub left: Option<Slab>,
    /// The passed part of the term, and in percent.
    pub gone: Slab,
    pub percent: i64,
}

impl Ruler {
    /// `None`: no ceiling is agreed, so that there is nothing to measure.
    pub fn of(record: &AgreementRecord, contracts: &[Row], today: NaiveDate) -> Option<Self> {
        let ceiling = record.terms.ceiling?;
        // Terminated contracts use none of it.
        let counted: Vec<&Row> = contracts.iter().filter(|row| row.state.counts()).collect();
        let amounts: Vec<Decimal> = counted.iter().map(|row| row.amount.in_yuan()).collect();
        let (ceiling, slabs, left) = measured(ceiling, &amounts);
        let calls = counted.iter().zip(slabs).map(|(row, slab)| Call {
            id: row.id,
            number: row.number.clone(),
            amount: row.amount,
            slab,
        });
        let percent = passed(record.paper.starts_on, record.paper.ends_on, today);
        Some(Self {
            ceiling,
            calls: calls.collect(),
            left,
            gone: Slab { x: 0, width: WIDTH * percent / 100 },
            percent,
        })
    }
}

/// The ceiling, the amounts one behind the other, and what is left, on one scale. Over the ceiling,
/// the amounts run past its end.
fn measured(ceiling: Amount<Framework>, amounts: &[Decimal]) -> (Slab, Vec<Slab>, Option<Slab>) {
    let (ceiling, called) = (ceiling.in_yuan(), amounts.iter().sum::<Decimal>());
    let whole = ceiling.max(called);
    let at =
        |yuan: Decimal| (yuan * Decimal::from(WIDTH) / whole).round().to_i64().unwrap_or_default();
    let mut before = Decimal::ZERO;
    let slabs = amounts.iter().map(|amount| {
        let x = at(before);
        before += amount;
        Slab { x, width: (at(before) - x - GAP).max(1) }
    });
    let slabs = slabs.collect();
    let end = Slab { x: 0, width: at(ceiling) };
    let left = (called < ceiling).then(|| Slab { x: at(called), width: at(ceiling) - at(called) });
    (end, slabs, left)
}

/// How much of a term has passed, in whole percent.
fn passed(starts_on: NaiveDate, ends_on: NaiveDate, today: NaiveDate) -> i64 {
    let days = (ends_on - starts_on).num_days() + 1;
    let gone = (today - starts_on).num_days().clamp(0, days);
    gone * 100 / days.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(ceiling: i64, amounts: &[i64]) -> (Slab, Vec<Slab>, Option<Slab>) {
        let amounts: Vec<Decimal> = amounts.iter().map(|amount| Decimal::from(*amount)).collect();
        measured(Amount::yuan(ceiling.into()), &amounts)
    }

    #[test]
    fn what_contracts_use_and_what_is_left_make_the_ceiling() {
        let (ceiling, slabs, left) = measure(800, &[200, 400]);
        assert_eq!(ceiling, Slab { x: 0, width: WIDTH });
        assert_eq!(slabs, [Slab { x: 0, width: 298 }, Slab { x: 300, width: 598 }]);
        assert_eq!(left, Some(Slab { x: 900, width: 300 }));
    }

    #[test]
    fn contracts_over_the_ceiling_run_past_its_end() {
        let (ceiling, slabs, left) = measure(800, &[1200]);
        assert_eq!((ceiling.width, left), (800, None));
        assert_eq!(slabs, [Slab { x: 0, width: WIDTH - GAP }]);
    }

    #[test]
    fn a_term_passes_from_nothing_to_all_of_it() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let of = |today| passed(day("2020-01-01"), day("2020-12-31"), day(today));
        assert_eq!((of("2019-06-01"), of("2020-07-02"), of("2022-01-01")), (0, 50, 100));
    }
}
