//! Products, their categories and their certificates.

use crate::{
    files::model::Picture,
    organisations::model::OrganisationKind,
    values::{
        ids::{BrandId, CertificationId, EditionId, ExhibitorId, OrganisationId, ProductId},
        place_code::PlaceCode,
        search_text::SearchQuery,
    },
    vocabulary,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use sqlx::types::Json;

mod category;
pub mod rights;
pub mod selling;
pub mod trail;

pub use category::{CATEGORIES_CSV, Category};

vocabulary! {
    /// 三品一标 first, then the others.
    Scheme = "certification_scheme" {
        HazardFree = "hazard_free",
        Green = "green",
        Organic = "organic",
        Agi = "agi",
        GiProduct = "gi_product",
        GiMark = "gi_mark",
        Mingyoute = "mingyoute",
        PovertyProduct = "poverty_product",
        Meng = "meng",
    }
}

/// A certificate on a given day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    NotYet,
    Valid,
    Expired,
}

/// A certificate is valid within its dates, both included.
pub fn validity(valid_from: NaiveDate, valid_to: Option<NaiveDate>, today: NaiveDate) -> Validity {
    if today < valid_from {
        Validity::NotYet
    } else if valid_to.is_some_and(|last| today > last) {
        Validity::Expired
    } else {
        Validity::Valid
    }
}

/// The start of today's neutral order. It moves by a fixed step each day, so that everyone is first
/// on some day, and the order is stable within a day.
pub fn neutral_offset(today: NaiveDate) -> i32 {
    const STEP: u64 = 1_327_217_885; // 2^31 / φ: successive days begin far apart
    let days =
        u64::from(today.signed_duration_since(NaiveDate::MIN).num_days().unsigned_abs() as u32);
    (days.wrapping_mul(STEP) % (1 << 31)) as i32
}

/// The orders of a list of products.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    #[default]
    Today,
    Price,
    Name,
}

/// The filters of a list of products.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// `None`: all products, whether shown at an edition or not.
    pub edition: Option<EditionId>,
    pub search: Option<SearchQuery>,
    /// Of either level.
    pub category: Option<String>,
    pub banner: Option<PlaceCode>,
    pub certification: Option<Scheme>,
    /// A month of the year.
    pub season: Option<i16>,
    pub price_min: Option<Decimal>,
    pub price_max: Option<Decimal>,
    /// A township or village of origin.
    pub place: Option<PlaceCode>,
    pub brand: Option<BrandId>,
    /// Shown by exhibitors whose participation was published by this day.
    pub as_of: Option<NaiveDate>,
    pub order: Order,
}

impl Filter {
    /// Whether precomputed counts exist for it. Searches, prices, places, brands, certificates and
    /// days of publication are counted from the records.
    pub fn is_counted(&self) -> bool {
        let Self { search, certification, place, brand, as_of, .. } = self;
        search.is_none()
            && as_of.is_none()
            && certification.is_none()
            && !self.has_price()
            && place.is_none()
            && brand.is_none()
    }

    pub fn has_price(&self) -> bool {
        self.price_min.is_some() || self.price_max.is_some()
    }

    /// Whether it is one of the sets of filters with their own statement, whose plan is kept: by
    /// edition, category and banner, in the order of the day.
    pub fn is_common(&self) -> bool {
        self.is_counted() && self.season.is_none() && self.order == Order::Today
    }
}

/// A product on a market label.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Card {
    pub id: ProductId,
    pub name: String,
    pub category_code: String,
    pub price: Decimal,
    pub unit_code: String,
    pub origin: String,
    pub origin_en: String,
    pub origin_level: String,
    pub banner_code: Option<PlaceCode>,
    pub booth_code: Option<String>,
    /// All verified certificates, by scheme, whatever their dates.
    pub certificates: Option<Json<Vec<Term>>>,
    pub cover: Option<Json<Picture>>,
}

impl Card {
    /// The scheme of a certificate that is valid that day.
    pub fn scheme(&self, today: NaiveDate) -> Option<Scheme> {
        let mut terms = self.certificates.iter().flat_map(|certificates| certificates.iter());
        Some(terms.find(|term| term.validity(today) == Validity::Valid)?.scheme)
    }
}

/// A verified certificate of a product, and its dates.
#[derive(Debug, Clone, Deserialize)]
pub struct Term {
    pub scheme: Scheme,
    pub from: NaiveDate,
    /// `None`: it does not expire.
    pub to: Option<NaiveDate>,
}

impl Term {
    pub fn validity(&self, today: NaiveDate) -> Validity {
        validity(self.from, self.to, today)
    }
}

/// A product on its own page.
#[derive(Debug, Clone)]
pub struct ProductDetails {
    pub id: ProductId,
    pub name: String,
    pub pinyin: String,
    pub category_code: String,
    pub specification: String,
    pub unit_code: String,
    pub net_kilograms: Option<Decimal>,
    pub price: Decimal,
    pub price_basis: String,
    pub origin_code: PlaceCode,
    pub origin: String,
    pub origin_en: String,
    pub origin_level: String,
    pub banner_code: Option<PlaceCode>,
    pub township_code: Option<PlaceCode>,
    pub township: Option<String>,
    pub township_en: Option<String>,
    pub brand_id: Option<BrandId>,
    pub brand: Option<String>,
    /// The number of a trademark of the brand that is in force.
    pub trademark: Option<String>,
    pub months: Vec<i16>,
    pub yearly_capacity: Option<Decimal>,
    pub introduction: Option<String>,
    pub organisation_id: OrganisationId,
    pub organisation: String,
    pub organisation_kind: OrganisationKind,
}

/// A certificate with its dates. It counts while it is verified and within them.
#[derive(Debug, Clone)]
pub struct Certificate {
    pub scheme: Scheme,
    pub number: String,
    pub issuer: String,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub verified_on: Option<NaiveDate>,
    pub verified_by: Option<String>,
    pub products: Vec<String>,
}

impl Certificate {
    pub fn validity(&self, today: NaiveDate) -> Validity {
        validity(self.valid_from, self.valid_to, today)
    }

    /// Whether its badge may be shown today.
    pub fn counts(&self, today: &NaiveDate) -> bool {
        self.validity(*today) == Validity::Valid && self.verified_on.is_some()
    }
}

/// A product's place at an edition.
#[derive(Debug, Clone)]
pub struct Exhibited {
    pub exhibitor_id: ExhibitorId,
    pub edition_id: EditionId,
    pub booth_code: Option<String>,
    pub price: Decimal,
}

#[derive(Debug, Clone, Serialize)]
pub struct NewProduct {
    pub id: ProductId,
    pub organisation_id: OrganisationId,
    /// Of the second level.
    pub category_code: String,
    pub name: String,
    pub specification: String,
    pub unit_code: String,
    pub net_kilograms: Option<Decimal>,
    pub price: Decimal,
    pub price_basis: String,
    pub origin_code: PlaceCode,
    pub brand_id: Option<BrandId>,
    pub months: Vec<i16>,
    pub yearly_capacity: Option<Decimal>,
    pub introduction: Option<String>,
    pub neutral_rank: i32,
}

#[derive(Debug, Clone, Serialize)]
pub struct NewCertification {
    pub id: CertificationId,
    pub organisation_id: OrganisationId,
    pub scheme: Scheme,
    pub number: String,
    pub issuer: String,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub verified_on: Option<NaiveDate>,
    pub verified_by: Option<String>,
    #[serde(skip)]
    pub products: Vec<ProductId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_badge_exists_from_its_first_day_to_its_last() {
        let (from, to) = (day("2019-06-01"), Some(day("2020-05-31")));
        assert_eq!(validity(from, to, day("2019-05-31")), Validity::NotYet);
        assert_eq!(validity(from, to, day("2019-06-01")), Validity::Valid);
        assert_eq!(validity(from, to, day("2020-05-31")), Validity::Valid);
        assert_eq!(validity(from, to, day("2020-06-01")), Validity::Expired);
        assert_eq!(validity(from, None, day("2050-01-01")), Validity::Valid);
    }

    #[test]
    fn the_neutral_order_turns_every_day_and_stays_in_range() {
        let a = neutral_offset(day("2020-09-28"));
        assert_eq!(a, neutral_offset(day("2020-09-28")));
        assert_ne!(a, neutral_offset(day("2020-09-29")));
        assert!(a >= 0);
    }
}
