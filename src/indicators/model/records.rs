//! The records behind a figure: the list with the same filters.

use super::{Dimension, Scope};
use crate::site::model::Site;
use chrono::NaiveDate;

/// A list of deliveries would reveal the figure of a place.
pub const HOW_PLACES_ARE_PUBLISHED: &str = "/about#places";

pub struct Records {
    pub path: &'static str,
    /// The fixed filter of the list: `state=standing`.
    pub query: &'static str,
    pub kind: RecordsKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordsKind {
    /// Takes every dimension as a parameter of the same name.
    List,
    /// The same, with the current edition as the default.
    ListOfEditions,
    /// The same, where a day distinguishes shown products from others.
    ListOfShown,
    /// The editions themselves; a day distinguishes past editions from future ones.
    Editions,
    /// A page that explains it and lists nothing.
    Page,
    /// The edition's own page.
    Edition,
    /// The sales of the edition; the editions side by side for all.
    Sales,
    /// The suppressed table of the city, or of the banner: there is no finer breakdown.
    Households,
}

impl Records {
    pub const fn list(path: &'static str, query: &'static str) -> Self {
        Self { path, query, kind: RecordsKind::List }
    }

    pub const fn of(kind: RecordsKind, path: &'static str) -> Self {
        Self { path, query: "", kind }
    }

    /// The address for a scope on a day; today is left out where possible.
    pub fn href(&self, site: &Site, scope: &Scope, day: NaiveDate, today: NaiveDate) -> String {
        if self.path == "/deliveries" && scope.is_of_a_place() {
            return HOW_PLACES_ARE_PUBLISHED.to_string();
        }
        let ordinal = scope
            .edition
            .and_then(|id| site.edition(id))
            .map(|edition| edition.ordinal.to_string());
        let mut query: Vec<String> =
            (!self.query.is_empty()).then(|| self.query.to_string()).into_iter().collect();
        let (path, fragment) = match (self.kind, &ordinal, &scope.banner) {
            (RecordsKind::List | RecordsKind::Editions | RecordsKind::Page, ..) => {
                (self.path.to_string(), "")
            }
            (RecordsKind::ListOfEditions | RecordsKind::ListOfShown, None, _) => {
                query.push("edition=all".into());
                (self.path.to_string(), "")
            }
            (RecordsKind::ListOfEditions | RecordsKind::ListOfShown, Some(_), _) => {
                (self.path.to_string(), "")
            }
            (RecordsKind::Edition, Some(n), _) => (format!("/fairs/{n}"), ""),
            (RecordsKind::Sales, Some(n), _) => (format!("/fairs/{n}/sales"), ""),
            (RecordsKind::Edition | RecordsKind::Sales, None, _) => ("/fairs".to_string(), ""),
            (RecordsKind::Households, _, Some(banner)) => {
                (format!("/banners/{banner}"), "#households")
            }
            (RecordsKind::Households, _, None) => ("/banners".to_string(), "#households"),
        };
        if matches!(
            self.kind,
            RecordsKind::List | RecordsKind::ListOfEditions | RecordsKind::ListOfShown
        ) {
            query.extend(Dimension::ALL.into_iter().filter_map(|dimension| {
                let value = value(scope, dimension, ordinal.as_deref())?;
                Some(format!("{}={value}", dimension.code()))
            }));
        }
        let needs_a_day = self.kind == RecordsKind::Editions
            || (self.kind == RecordsKind::ListOfShown && ordinal.is_none());
        let is_said = day != today || needs_a_day;
        query.extend(is_said.then_some(day).map(|day| format!("as_of={day}")));
        let suffix = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
        format!("{path}{suffix}{fragment}")
    }
}

fn value(scope: &Scope, dimension: Dimension, ordinal: Option<&str>) -> Option<String> {
    match dimension {
        Dimension::Edition => ordinal.map(str::to_string),
        Dimension::Banner => scope.banner.as_ref().map(ToString::to_string),
        Dimension::Township => scope.township.as_ref().map(ToString::to_string),
        Dimension::Village => scope.village.as_ref().map(ToString::to_string),
        Dimension::BuyerKind => scope.buyer_kind.map(|kind| kind.code().to_string()),
        Dimension::Buyer => scope.buyer.map(|id| id.to_string()),
        Dimension::Category => scope.category.clone(),
    }
}
