//! Everything that the catalogue's indicators are read from, at one point.

use super::{Paid, Point, Sums};
use crate::{
    households::model::Shown,
    site::model::{Edition, Site},
};

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

#[derive(Debug, Clone)]
pub struct Facts {
    pub sums: Sums,
    pub general: General,
    pub paid: Paid,
    /// Of the three reported categories together.
    pub households: Shown,
    /// The edition that the point is of; the current one where it is of none.
    pub edition: Option<Edition>,
}

impl Facts {
    pub fn new(site: &Site, point: &Point, (sums, general): (Sums, General), (paid, households): (Paid, Shown)) -> Self {
        Self { sums, general, paid, households, edition: point.edition.map_or(site.current_edition(), |id| site.edition(id)).cloned() }
    }
}
