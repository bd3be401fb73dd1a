//! The days of a fair that can be reported: those that have come.

use chrono::{Days, NaiveDate};

/// The days of an edition, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FairDays {
    first: NaiveDate,
    count: i16,
}

/// Why a day cannot be reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayFault {
    NotOfTheFair,
    ToCome,
}

impl FairDays {
    /// `None` where only the month is on record.
    pub fn new(starts_on: Option<NaiveDate>, ends_on: Option<NaiveDate>) -> Option<Self> {
        let (first, last) = (starts_on?, ends_on?);
        let count = i16::try_from((last - first).num_days() + 1).ok()?;
        Some(Self { first, count })
    }

    /// The calendar day.
    pub fn on(self, day: i16) -> NaiveDate {
        let after = u64::try_from(day - 1).unwrap_or_default();
        self.first.checked_add_days(Days::new(after)).unwrap_or(self.first)
    }

    pub fn all(self) -> impl Iterator<Item = i16> {
        1..=self.count
    }

    pub fn check(self, day: i16, today: NaiveDate) -> Result<(), DayFault> {
        if !(1..=self.count).contains(&day) {
            Err(DayFault::NotOfTheFair)
        } else if self.on(day) > today {
            Err(DayFault::ToCome)
        } else {
            Ok(())
        }
    }

    /// The last day that has come; `None` before the fair.
    pub fn last_come(self, today: NaiveDate) -> Option<i16> {
        self.all().filter(|day| self.on(*day) <= today).last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_of_the_fair_and_has_come() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let days = FairDays::new(Some(day("2020-09-28")), Some(day("2020-09-30"))).unwrap();
        let checked = |n| days.check(n, day("2020-09-29"));
        assert_eq!([1, 2].map(checked), [Ok(()), Ok(())]);
        assert_eq!(checked(3), Err(DayFault::ToCome));
        for odd in [0, -1, 4, i16::MAX, i16::MIN] {
            assert_eq!(checked(odd), Err(DayFault::NotOfTheFair), "{odd}");
        }
        assert_eq!(days.on(3), day("2020-09-30"));
        let last = |today| days.last_come(day(today));
        assert_eq!(["2020-09-27", "2020-09-28", "2020-11-01"].map(last), [None, Some(1), Some(3)]);
        assert_eq!(FairDays::new(None, Some(day("2020-09-30"))), None);
    }
}
