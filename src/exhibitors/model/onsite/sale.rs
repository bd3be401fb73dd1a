//! A confirmed sale on site.

use crate::values::ids::{EditionId, ExhibitorId};
use chrono::NaiveDate;
use rust_decimal::Decimal;

pub const FEWEST_EXHIBITORS: usize = 3;

/// The confirmed sales of an exhibitor in a category on a day of the fair.
#[derive(Debug, Clone)]
pub struct Sale {
    pub edition_id: EditionId,
    pub ordinal: i16,
    pub exhibitor_id: ExhibitorId,
    pub fair_day: i16,
    /// The calendar day; if it is not on record, the last day of the edition's month.
    pub sold_on: NaiveDate,
    pub category_code: String,
    /// Empty if the exhibitor belongs to no banner, or has no booth.
    pub banner_code: String,
    pub zone_code: String,
    pub confirmed_on: NaiveDate,
    pub amount: Decimal,
}
