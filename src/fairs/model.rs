//! Editions, and their state by day.

pub mod rights;
pub mod planning;
pub mod trail;

use crate::{
    values::{
        ids::{BoothId, EditionId, ZoneId},
        lang::Lang,
        place_code::PlaceCode,
    },
    vocabulary,
};
use chrono::{NaiveDate, NaiveTime};
use rust_decimal::Decimal;
use serde::Serialize;

vocabulary! {
    EditionState = "edition_state" {
        Draft = "draft",
        ApplicationsOpen = "applications_open",
        Scheduled = "scheduled",
        Running = "running",
        Closed = "closed",
    }
}

/// Where `today` falls in an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Days until it opens.
    Before(i64),
    /// The day of the fair, and the number of days.
    During {
        day: i64,
        of: i64,
    },
    After,
    /// Only the month is on record.
    Undated,
}

pub fn moment(
    starts_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
    today: NaiveDate,
) -> Moment {
    let (Some(from), Some(to)) = (starts_on, ends_on) else { return Moment::Undated };
    if today < from {
        Moment::Before((from - today).num_days())
    } else if today > to {
        Moment::After
    } else {
        Moment::During { day: (today - from).num_days() + 1, of: (to - from).num_days() + 1 }
    }
}

/// `第三届`, `3rd`.
pub fn ordinal(n: i16, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("第{}届", chinese_number(n)),
        Lang::En => format!("{n}{}", english_suffix(n)),
    }
}

fn english_suffix(n: i16) -> &'static str {
    match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

/// 1 to 99 as written on a seal.
pub fn chinese_number(n: i16) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    if !(1..=99).contains(&n) {
        return n.to_string();
    }
    let (tens, ones) = (n as usize / 10, n as usize % 10);
    match tens {
        0 => DIGITS[ones].to_string(),
        1 => format!("十{}", DIGITS[ones]),
        _ => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
    }
}

/// A zone of the hall with the number of its booths, and of those with an exhibitor.
#[derive(Debug, Clone)]
pub struct Zone {
    pub code: String,
    pub name: String,
    pub name_en: String,
    pub purpose: String,
    pub purpose_en: String,
    pub booths: i64,
    pub taken: i64,
}

#[derive(Debug, Clone, Serialize)]
pub struct NewEdition {
    pub id: EditionId,
    pub ordinal: i16,
    pub name: String,
    pub name_en: String,
    pub theme: Option<String>,
    pub theme_en: Option<String>,
    pub venue: Option<String>,
    pub venue_en: Option<String>,
    pub venue_division_code: Option<PlaceCode>,
    pub held_in: NaiveDate,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    pub opens_at: Option<NaiveTime>,
    pub closes_at: Option<NaiveTime>,
    pub last_day_closes_at: Option<NaiveTime>,
    pub state: EditionState,
    pub reported_on: Option<NaiveDate>,
}

#[derive(Debug, Clone, Serialize)]
pub struct NewZone {
    pub id: ZoneId,
    pub edition_id: EditionId,
    pub code: String,
    pub name: String,
    pub name_en: String,
    pub purpose: String,
    pub purpose_en: String,
}

/// Metres from the hall's north-west corner.
#[derive(Debug, Clone, Serialize)]
pub struct NewBooth {
    pub id: BoothId,
    pub edition_id: EditionId,
    pub zone_id: ZoneId,
    pub code: String,
    pub x: Decimal,
    pub y: Decimal,
    pub width: Decimal,
    pub depth: Decimal,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_first_day_is_day_one_and_the_last_is_within() {
        let (from, to) = (Some(day("2020-09-28")), Some(day("2020-09-30")));
        assert_eq!(moment(from, to, day("2020-09-27")), Moment::Before(1));
        assert_eq!(moment(from, to, day("2020-09-28")), Moment::During { day: 1, of: 3 });
        assert_eq!(moment(from, to, day("2020-09-30")), Moment::During { day: 3, of: 3 });
        assert_eq!(moment(from, to, day("2020-10-01")), Moment::After);
        assert_eq!(moment(None, None, day("2020-10-01")), Moment::Undated);
    }

    #[test]
    fn ordinals_in_both_languages() {
        assert_eq!(ordinal(3, Lang::Zh), "第三届");
        assert_eq!(ordinal(12, Lang::Zh), "第十二届");
        assert_eq!(ordinal(20, Lang::Zh), "第二十届");
        assert_eq!(
            [1, 2, 3, 4, 11, 22].map(|n| ordinal(n, Lang::En)),
            ["1st", "2nd", "3rd", "4th", "11th", "22nd"]
        );
    }
}
