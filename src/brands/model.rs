//! A brand is a name; a trademark is its registration.

use crate::values::{
    ids::{BrandId, ExhibitorId, OrganisationId, TrademarkId},
    place_code::PlaceCode,
    search_text::SearchQuery,
};
use chrono::NaiveDate;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct NewBrand {
    pub id: BrandId,
    pub name: String,
    pub home_code: PlaceCode,
    pub owner_id: Option<OrganisationId>,
    pub story: Option<String>,
    /// Named in the press.
    pub named_on: Option<NaiveDate>,
}

#[derive(Debug, Clone, Serialize)]
pub struct NewTrademark {
    pub id: TrademarkId,
    pub brand_id: BrandId,
    pub number: String,
    /// Of the Nice classification: 29 meat and oil, 30 grain, 31 fresh produce …
    pub class: i16,
    pub registered_on: NaiveDate,
    /// The last day of its term.
    pub expires_on: NaiveDate,
    /// Both or neither.
    pub verified_on: Option<NaiveDate>,
    pub verified_by: Option<String>,
}

/// The filters of a list of brands.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub search: Option<SearchQuery>,
    pub banner: Option<PlaceCode>,
    /// Only brands with (or without) a trademark in force.
    pub registered: Option<bool>,
    /// Instead of brands, the trademarks registered in the three years up to this day, one per
    /// line.
    pub new_by: Option<NaiveDate>,
    /// Only brands named in the press up to this day.
    pub named_by: Option<NaiveDate>,
    /// Counts the products shown at a fair by this day; without it all listed ones.
    pub as_of: Option<NaiveDate>,
    /// The day on which trademarks must be in force.
    pub day: NaiveDate,
}

/// A brand in a list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Brand {
    pub id: BrandId,
    pub name: String,
    pub pinyin: String,
    pub banner_code: Option<PlaceCode>,
    pub registered_on: Option<NaiveDate>,
    pub numbers: Option<String>,
    pub products: i64,
}

/// A brand on its own page.
#[derive(Debug, Clone)]
pub struct FoundBrand {
    pub id: BrandId,
    pub name: String,
    pub pinyin: String,
    pub home_code: PlaceCode,
    pub home: String,
    pub home_en: String,
    pub story: Option<String>,
    pub owner: Option<String>,
    pub owner_exhibitor_id: Option<ExhibitorId>,
}

#[derive(Debug, Clone)]
pub struct Trademark {
    pub number: String,
    pub class: i16,
    pub registered_on: NaiveDate,
    pub expires_on: NaiveDate,
}

impl Trademark {
    /// Everything public is verified; a brand has a registered trademark only during its term.
    pub fn is_in_force(&self, today: &NaiveDate) -> bool {
        self.expires_on >= *today
    }
}
