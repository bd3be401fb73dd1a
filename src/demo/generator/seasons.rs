//! Seasons: a contract on cabbages signed in June has no deliveries before September, and its term
//! covers them.

use super::{
    calendar::{Period, later, today},
    chance::Chance,
    produce::PRODUCE,
};
use crate::contracts::model::{ContractState, NewContract, NewContractLine};
use chrono::{Datelike, NaiveDate};

/// The last day on which goods of a completed contract set out.
pub fn last_lorry() -> NaiveDate {
    later(today(), -9)
}

/// The first day from `from` on, within a year, on which the goods of a line are available.
pub fn first_day(line: &NewContractLine, from: NaiveDate) -> NaiveDate {
    (0..365).map(|days| later(from, days)).find(|day| is_in_season(line, *day)).unwrap_or(from)
}

/// In the available months of the produce, if the window has such days.
pub fn day_in_season(
    line: &NewContractLine,
    Period { from, to }: Period,
    chance: &mut Chance,
) -> NaiveDate {
    let days: Vec<NaiveDate> = (0..24).map(|_| chance.day(from.min(to), to)).collect();
    let first = Some(first_day(line, from)).filter(|day| *day <= to);
    days.iter().copied().find(|day| is_in_season(line, *day)).or(first).unwrap_or(days[0])
}

fn is_in_season(line: &NewContractLine, day: NaiveDate) -> bool {
    let produce =
        PRODUCE.iter().find(|p| p.category == line.category_code && p.is_called(&line.name));
    produce.is_none_or(|p| p.months.contains(&(day.month() as i16)))
}

/// By what each contract is mostly about.
pub fn suit(all: &mut [NewContract]) {
    for row in all
        .iter_mut()
        .filter(|row| matches!(row.state, ContractState::Performing | ContractState::Completed))
    {
        let ripe = later(first_day(&row.lines[0], later(row.starts_on, 2)), 25);
        if ripe > last_lorry() {
            row.state = ContractState::Signed;
            row.performing_on = None;
            row.ends_on = row.ends_on.max(later(ripe, 45)).max(later(today(), 60));
        } else {
            row.ends_on = row.ends_on.max(later(ripe, 10));
        }
    }
}
