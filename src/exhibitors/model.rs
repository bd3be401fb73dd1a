//! The participation of an organisation in one edition. applied → recommended → approved / declined
//! → published → checked in; the applicant can withdraw until checked in.

pub mod onsite;
pub mod trail;

use crate::{
    organisations::model::OrganisationKind,
    products::model::{Scheme, Term, Validity},
    values::{
        ids::{BoothId, EditionId, ExhibitId, ExhibitorId, OrganisationId, ProductId},
        place_code::PlaceCode,
        search_text::SearchQuery,
    },
    vocabulary,
};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::Serialize;
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
    /// Whether visitors may see it.
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

/// The filters of a list of exhibitors.
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
    /// Whether precomputed counts exist for it.
    pub fn is_counted(&self) -> bool {
        self.search.is_none() && self.as_of.is_none()
    }

    /// Whether it is one of the sets of filters with their own statement: an edition's exhibitors,
    /// or those of a banner among them, in the order of the day.
    pub fn is_common(&self) -> bool {
        let Self { edition, kind, zone, certification, order, .. } = self;
        let is_chosen = kind.is_some() || zone.is_some() || certification.is_some();
        self.is_counted() && edition.is_some() && !is_chosen && *order == Order::Today
    }
}

/// A certificate that is valid today, and its last day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    pub scheme: Scheme,
    pub valid_to: Option<NaiveDate>,
}

/// An exhibitor in a list.
#[derive(Debug, Clone, sqlx::FromRow)]
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
    /// All verified certificates of the organisation, by scheme, whatever their dates.
    pub certificates: Option<Json<Vec<Term>>>,
}

impl Card {
    /// One for each scheme with a certificate valid that day, until the last of them expires.
    pub fn badges(&self, today: NaiveDate) -> Vec<Badge> {
        let mut badges: Vec<Badge> = Vec::new();
        let terms = self.certificates.iter().flat_map(|certificates| certificates.iter());
        for term in terms.filter(|term| term.validity(today) == Validity::Valid) {
            match badges.last_mut().filter(|badge| badge.scheme == term.scheme) {
                Some(badge) => {
                    badge.valid_to = badge.valid_to.zip(term.to).map(|(one, other)| one.max(other))
                }
                None => badges.push(Badge { scheme: term.scheme, valid_to: term.to }),
            }
        }
        badges
    }
}

/// An exhibitor on its own page.
#[derive(Debug, Clone)]
pub struct ExhibitorDetails {
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
    /// The organisation's own information; its contact only if the organisation published it.
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

/// The participation of an organisation in an edition.
#[derive(Debug, Clone)]
pub struct Participation {
    pub exhibitor_id: ExhibitorId,
    pub edition_id: EditionId,
    pub booth_code: Option<String>,
}

/// The filters of on-site sales.
#[derive(Debug, Clone)]
pub struct SalesFilter {
    pub edition: Option<EditionId>,
    /// The first, second or third day of a fair.
    pub fair_day: Option<i16>,
    /// The banner of the exhibitor.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_badge_lasts_as_long_as_the_last_of_its_scheme_s_certificates() {
        let term = |scheme, from: &str, to: Option<&str>| Term {
            scheme,
            from: day(from),
            to: to.map(day),
        };
        let certificates = vec![
            term(Scheme::Agi, "2018-01-01", None),
            term(Scheme::Agi, "2019-01-01", Some("2021-01-01")),
            term(Scheme::Green, "2019-01-01", Some("2020-12-31")),
            term(Scheme::Green, "2020-01-01", Some("2022-12-31")),
            term(Scheme::Green, "2021-01-01", Some("2030-12-31")),
            term(Scheme::Organic, "2017-01-01", Some("2019-12-31")),
        ];
        let card = Card {
            id: ExhibitorId(1),
            edition_id: EditionId(3),
            name: String::new(),
            kind: OrganisationKind::Cooperative,
            division: String::new(),
            division_en: String::new(),
            division_level: String::new(),
            banner_code: None,
            booth_code: None,
            goods: Vec::new(),
            products: 0,
            category_code: None,
            certificates: Some(Json(certificates)),
        };
        let badge = |scheme, to: Option<&str>| Badge { scheme, valid_to: to.map(day) };
        assert_eq!(
            card.badges(day("2020-09-28")),
            [badge(Scheme::Agi, None), badge(Scheme::Green, Some("2022-12-31"))]
        );
    }
}
