//! An organisation's part in one edition. applied → recommended → approved / declined → published → checked in;
//! withdrawn by who applied, as long as nobody has acted on it.

pub mod onsite;

use crate::{
    organisations::model::OrganisationKind,
    products::model::Scheme,
    values::{
        ids::{BoothId, EditionId, ExhibitId, ExhibitorId, OnsiteSaleId, OrganisationId, ProductId},
        place_code::PlaceCode,
        search_text::SearchQuery,
    },
    vocabulary,
};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use sqlx::types::Json;

vocabulary! {
    ExhibitorState = "exhibitor_state" {
        Applied = "applied",
        Recommended = "recommended",
        Approved = "approved",
        Declined = "declined",
        Published = "published",
        CheckedIn = "checked_in",
        Withdrawn = "withdrawn",
    }
}

impl ExhibitorState {
    /// What a visitor may see.
    pub fn is_public(self) -> bool {
        matches!(self, ExhibitorState::Published | ExhibitorState::CheckedIn)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    #[default]
    Today,
    Booth,
    Name,
}

/// What a list of exhibitors is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub edition: Option<EditionId>,
    pub search: Option<SearchQuery>,
    pub banner: Option<PlaceCode>,
    pub kind: Option<OrganisationKind>,
    pub zone: Option<String>,
    pub certification: Option<Scheme>,
    /// Published by this day.
    pub as_of: Option<NaiveDate>,
    pub order: Order,
}

impl Filter {
    /// Whether there are counts for it.
    pub fn is_counted(&self) -> bool {
        self.search.is_none() && self.certification.is_none() && self.as_of.is_none()
    }
}

/// A certificate that an exhibitor has today, and until when.
#[derive(Debug, Clone, Deserialize)]
pub struct Badge {
    pub scheme: Scheme,
    pub valid_to: Option<NaiveDate>,
}

/// An exhibitor in a list.
#[derive(Debug, Clone)]
pub struct Card {
    pub id: ExhibitorId,
    pub edition_id: EditionId,
    pub name: String,
    pub kind: OrganisationKind,
    pub division: String,
    pub division_en: String,
    pub division_level: String,
    pub banner_code: Option<PlaceCode>,
    pub booth_code: Option<String>,
    pub goods: Vec<String>,
    pub products: i64,
    pub category_code: Option<String>,
    pub badges: Json<Vec<Badge>>,
}

/// An exhibitor on its own page.
#[derive(Debug, Clone)]
pub struct Found {
    pub id: ExhibitorId,
    pub edition_id: EditionId,
    pub organisation_id: OrganisationId,
    pub booth_code: Option<String>,
    pub zone_code: Option<String>,
    pub zone: Option<String>,
    pub zone_en: Option<String>,
    pub name: String,
    pub pinyin: String,
    pub number: String,
    pub kind: OrganisationKind,
    pub introduction: Option<String>,
    pub founded_on: Option<NaiveDate>,
    /// What the party says of itself; whom to ask for only where it published that.
    pub name_en: Option<String>,
    pub address: Option<String>,
    pub website: Option<String>,
    pub contact_name: Option<String>,
    pub contact_phone: Option<String>,
    pub division_code: PlaceCode,
    pub division: String,
    pub division_en: String,
    pub division_level: String,
    pub township: Option<String>,
    pub township_en: Option<String>,
    pub banner_code: Option<PlaceCode>,
}

/// An organisation's part in an edition.
#[derive(Debug, Clone)]
pub struct Participation {
    pub exhibitor_id: ExhibitorId,
    pub edition_id: EditionId,
    pub booth_code: Option<String>,
}

/// What on-site sales are narrowed to.
#[derive(Debug, Clone)]
pub struct SalesFilter {
    pub edition: Option<EditionId>,
    /// The first, second or third day of a fair.
    pub fair_day: Option<i16>,
    /// Where the exhibitor comes from.
    pub banner: Option<PlaceCode>,
    /// Of the first level.
    pub category: Option<String>,
    pub zone: Option<String>,
    /// Sold by this day.
    pub as_of: NaiveDate,
}

#[derive(Debug, Clone, Serialize)]
pub struct NewExhibitor {
    pub id: ExhibitorId,
    pub edition_id: EditionId,
    pub organisation_id: OrganisationId,
    pub state: ExhibitorState,
    pub applied_on: NaiveDate,
    pub published_on: Option<NaiveDate>,
    pub neutral_rank: i32,
}

#[derive(Debug, Clone, Serialize)]
pub struct NewBoothAssignment {
    pub booth_id: BoothId,
    pub exhibitor_id: ExhibitorId,
    pub assigned_at: DateTime<Utc>,
    pub released_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, Serialize)]
pub struct NewExhibit {
    pub id: ExhibitId,
    pub exhibitor_id: ExhibitorId,
    pub product_id: ProductId,
    pub price: Decimal,
}

/// What a booth sold of one category in a day, in yuan: no rung of the ladder.
#[derive(Debug, Clone, Serialize)]
pub struct NewOnsiteSale {
    pub id: OnsiteSaleId,
    pub exhibitor_id: ExhibitorId,
    pub fair_day: i16,
    pub sold_on: Option<NaiveDate>,
    /// Of the first level.
    pub category_code: String,
    pub amount: Decimal,
    pub confirmed_on: Option<NaiveDate>,
    pub confirmed_by: Option<String>,
}
