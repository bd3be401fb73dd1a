//! Everything that the catalogue's indicators are read from, at one point.

use super::{PlaceFigures, Point, Sums};
use crate::{
    households::model::{Row, Shown},
    site::model::{Edition, Site},
    values::{amount::Amount, rung::Purchase},
};
use chrono::NaiveDate;

/// Counts beside the ladder.
#[derive(Debug, Clone, Default)]
pub struct General {
    pub editions: i64,
    pub exhibitors: i64,
    pub exhibitor_banners: i64,
    pub products: i64,
    /// Confirmed on-site sales in yuan: no rung of the ladder.
    pub sales: rust_decimal::Decimal,
    pub contract_villages: i64,
    pub gacha_villages: i64,
    pub trademarks: i64,
    pub named_brands: i64,
    pub dispatch_platforms: i64,
}

/// What came from the three reported categories together, as of a day of its own, beside all goods
/// accepted by that day.
#[derive(Debug, Clone, Copy)]
pub struct HouseholdFigure {
    pub shown: Shown,
    /// `None`: nothing was released yet.
    pub day: Option<NaiveDate>,
    pub purchased: Amount<Purchase>,
}

impl HouseholdFigure {
    pub fn new(row: Option<&Row>, purchased: Amount<Purchase>) -> Self {
        Self { shown: row.map_or(Shown::Hidden, Row::total), day: row.and_then(|row| row.day), purchased }
    }
}

impl Default for HouseholdFigure {
    fn default() -> Self {
        Self::new(None, Amount::ZERO)
    }
}

#[derive(Debug, Clone)]
pub struct Facts {
    pub sums: Sums,
    pub general: General,
    pub households: HouseholdFigure,
    /// Of a village or township: then goods are in no sum.
    pub place: Option<PlaceFigures>,
    /// The edition that the point is of; the current one where it is of none.
    pub edition: Option<Edition>,
}

impl Facts {
    pub fn new(site: &Site, point: &Point, (sums, general): (Sums, General), households: HouseholdFigure) -> Self {
        Self {
            sums,
            general,
            households,
            place: None,
            edition: point.edition.map_or(site.current_edition(), |id| site.edition(id)).cloned(),
        }
    }
}
