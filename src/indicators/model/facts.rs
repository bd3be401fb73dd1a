//! The values that all indicators are computed from, at one point.

use super::{Paid, PlaceFigures, Point, Sums};
use crate::{
    households::model::{Row, Shown},
    journal::model::{Account, Balances, Holders},
    site::model::{Edition, Site},
    values::{amount::Amount, rung::Purchase},
};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// The exhibitors, and the products shown.
#[derive(Debug, Clone, Copy, Default)]
pub struct Exhibiting {
    /// Participations: an organisation at two editions counts twice.
    pub exhibitors: i64,
    pub parties: i64,
    pub banners: i64,
    pub products: i64,
}

/// Small counts.
#[derive(Debug, Clone, Default)]
pub struct General {
    pub editions: i64,
    pub gacha_villages: i64,
    pub trademarks: i64,
    pub named_brands: i64,
    pub dispatch_platforms: i64,
}

/// The goods from the three reported categories together, as of their own day, beside all goods
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
        Self {
            shown: row.map_or(Shown::Hidden, Row::total),
            day: row.and_then(|row| row.day),
            purchased,
        }
    }
}

impl Default for HouseholdFigure {
    fn default() -> Self {
        Self::new(None, Amount::ZERO)
    }
}

#[derive(Debug, Clone)]
pub struct Facts {
    pub balances: Balances,
    pub holders: Holders,
    /// Villages that supply under a counted contract.
    pub contract_villages: i64,
    pub exhibiting: Exhibiting,
    pub general: General,
    pub paid: Paid,
    /// Published on-site sales in yuan: not a step of the ladder.
    pub sales: Decimal,
    pub households: HouseholdFigure,
    /// Of a village or township; then goods are not in the sums.
    pub place: Option<PlaceFigures>,
    /// The edition of the point; the current one if it has none.
    pub edition: Option<Edition>,
}

impl Facts {
    /// With all counts zero.
    pub fn new(site: &Site, point: &Point) -> Self {
        let edition = point.edition.map_or(site.current_edition(), |id| site.edition(id)).cloned();
        Self { edition, ..Self::of(Balances::default()) }
    }

    /// With balances only.
    pub fn of(balances: Balances) -> Self {
        Self {
            balances,
            holders: Holders::default(),
            contract_villages: 0,
            exhibiting: Exhibiting::default(),
            general: General::default(),
            households: HouseholdFigure::default(),
            paid: Paid::default(),
            sales: Decimal::ZERO,
            place: None,
            edition: None,
        }
    }

    pub fn sums(&self) -> Sums {
        Sums::of(&self.balances)
    }

    pub fn yuan(&self, account: Account) -> Decimal {
        self.balances.yuan(account)
    }

    pub fn records(&self, account: Account) -> i64 {
        self.balances.records(account)
    }
}
