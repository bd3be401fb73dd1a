//! The key days of the demonstration.

use crate::values::day::beijing;
use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};

pub fn day(year: i32, month: u32, of_month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, of_month)
        .expect("the demonstration's days are in the calendar")
}

/// The business day: the first of the third fair.
pub fn today() -> NaiveDate {
    day(2020, 9, 28)
}

/// The last day of a signing, except for the ceremony of the third fair.
pub fn eve() -> NaiveDate {
    day(2020, 9, 27)
}

#[derive(Clone, Copy)]
pub struct Period {
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

/// `days` later, or earlier where they are negative.
pub fn later(from: NaiveDate, days: i64) -> NaiveDate {
    let shift = Days::new(days.unsigned_abs());
    let moved = if days < 0 { from.checked_sub_days(shift) } else { from.checked_add_days(shift) };
    moved.expect("the demonstration stays within the calendar")
}

/// Years after, less a day: the last day of a term or a certificate.
pub fn last_of_years(from: NaiveDate, years: i32) -> NaiveDate {
    let anniversary =
        from.with_year(from.year() + years).unwrap_or(later(from, 365 * i64::from(years)));
    later(anniversary, -1)
}

/// Minutes of a day in Beijing.
pub fn moment(on: NaiveDate, minutes: u32) -> DateTime<Utc> {
    on.and_hms_opt(minutes / 60, minutes % 60, 0)
        .and_then(|time| time.and_local_timezone(beijing()).single())
        .expect("Beijing has every minute of every day once")
        .to_utc()
}
