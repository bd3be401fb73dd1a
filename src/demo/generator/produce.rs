//! The real produce of the city: 120 kinds with their banners, prices and seasons, and the real
//! brand if the name is one.

use super::{chance::Chance, places};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::Deserialize;
use std::sync::LazyLock;

/// The four brands that the press named. Nothing is invented for them: no trademark, certificate or
/// deal.
pub const NAMED_BRANDS: [&str; 4] = ["王爱召", "木凯滩土鸡", "草原黑蘑菇", "准格尔小杂粮"];

#[derive(Deserialize)]
struct Row {
    name: String,
    category: String,
    unit: String,
    #[serde(with = "rust_decimal::serde::str")]
    price_low: Decimal,
    #[serde(with = "rust_decimal::serde::str")]
    price_high: Decimal,
    price_basis: String,
    banners: String,
    brand: String,
    specifications: String,
    months: String,
    origin: String,
}

pub struct Packing {
    pub words: String,
    /// Of a package; `None` if the unit is a measure or an animal.
    pub net_kilograms: Option<Decimal>,
}

pub struct Produce {
    name: String,
    pub category: String,
    pub unit: String,
    low_fen: i64,
    high_fen: i64,
    pub basis: String,
    pub banners: Vec<String>,
    brand: Option<String>,
    pub packings: Vec<Packing>,
    pub months: Vec<i16>,
    /// A township or village, where the name says which.
    pub origin: Option<String>,
}

pub static PRODUCE: LazyLock<Vec<Produce>> = LazyLock::new(|| {
    csv::Reader::from_reader(include_str!("../produce.csv").as_bytes())
        .deserialize()
        .map(|row: Result<Row, _>| {
            Produce::from(row.expect("produce.csv is part of the program and tested"))
        })
        .collect()
});

impl Produce {
    pub fn grows_in(&self, banner: &str) -> bool {
        self.banners.iter().any(|b| b == banner)
    }

    /// The real brand of its sellers in this banner. A brand belongs to the first banner of the
    /// list; the black mushroom has no known home, so its brand applies everywhere.
    pub fn brand_in(&self, banner: &str) -> Option<&str> {
        let brand = self.brand.as_deref()?;
        (brand == NAMED_BRANDS[2] || self.banners[0] == banner).then_some(brand)
    }

    pub fn brand_home(&self) -> Option<(&str, &str)> {
        let brand = self.brand.as_deref()?;
        Some((brand, if brand == NAMED_BRANDS[2] { places::CITY } else { &self.banners[0] }))
    }

    /// Potatoes with the Dalad name are plain potatoes elsewhere.
    pub fn name_in(&self, banner: &str) -> &str {
        if banner == self.banners[0] {
            &self.name
        } else {
            self.name.strip_prefix("达拉特").unwrap_or(&self.name)
        }
    }

    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.name_in("") == name
    }

    pub fn top(&self) -> &str {
        &self.category[..2]
    }

    /// Inside the range, in the steps a market uses.
    pub fn price_fen(&self, chance: &mut Chance) -> i64 {
        let drawn = chance.between(self.low_fen, self.high_fen);
        let rounded = market_price(drawn);
        if rounded < self.low_fen { self.low_fen } else { rounded }
    }

    pub fn middle_fen(&self) -> i64 {
        market_price((self.low_fen + self.high_fen) / 2)
    }
}

/// Down to 0.05 below 2 yuan, then 0.1, from 30 yuan 1, from 300 yuan 10, from 3,000 yuan 100.
pub fn market_price(fen: i64) -> i64 {
    let step = match fen {
        ..200 => 5,
        200..3_000 => 10,
        3_000..30_000 => 100,
        30_000..300_000 => 1_000,
        _ => 10_000,
    };
    (fen / step * step).max(5)
}

impl From<Row> for Produce {
    fn from(row: Row) -> Self {
        let fen = |price: Decimal| {
            (price * Decimal::ONE_HUNDRED).to_i64().expect("prices have two decimals")
        };
        let filled = |text: String| (!text.is_empty()).then_some(text);
        Self {
            low_fen: fen(row.price_low),
            high_fen: fen(row.price_high),
            banners: row.banners.split(';').map(String::from).collect(),
            brand: filled(row.brand),
            packings: row.specifications.split(';').map(packing).collect(),
            months: row.months.split(';').filter_map(|month| month.parse().ok()).collect(),
            origin: filled(row.origin),
            name: row.name,
            category: row.category,
            unit: row.unit,
            basis: row.price_basis,
        }
    }
}

/// `礼盒，4公斤=4`: the words, and what a package weighs.
fn packing(text: &str) -> Packing {
    let (words, net) = text.split_once('=').unwrap_or((text, ""));
    Packing { words: words.to_string(), net_kilograms: net.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_produce_has_a_season_a_price_and_a_home() {
        assert_eq!(PRODUCE.len(), 120);
        for produce in PRODUCE.iter() {
            assert!(produce.low_fen > 0 && produce.low_fen < produce.high_fen, "{}", produce.name);
            assert!(
                !produce.months.is_empty() && produce.months.iter().all(|m| (1..=12).contains(m))
            );
            assert!(
                produce
                    .banners
                    .iter()
                    .all(|b| places::BANNERS.iter().any(|banner| banner.code == b))
            );
            assert!(produce.packings.iter().all(|p| !p.words.is_empty()));
        }
    }

    #[test]
    fn the_four_brands_of_the_press_have_produce() {
        for brand in NAMED_BRANDS {
            assert!(PRODUCE.iter().any(|p| p.brand.as_deref() == Some(brand)), "{brand}");
        }
    }
}
