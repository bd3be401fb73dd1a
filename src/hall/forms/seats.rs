//! Forms for booth allocation and for printing cards.

use crate::{
    hall::model::seats::{Filter, SeenBooth},
    values::ids::ExhibitorId,
    web::{page::Page, query::BadQuery},
};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AssignForm {
    /// The code of a booth, as on the plan.
    pub booth: String,
    pub exhibitor: String,
}

impl AssignForm {
    /// `a12`, `A-012`: finds the intended code.
    pub fn code(&self) -> Option<String> {
        let typed: String = self.booth.trim().nfkc().collect::<String>().to_ascii_uppercase();
        let split = typed
            .find('-')
            .unwrap_or_else(|| typed.find(|c: char| c.is_ascii_digit()).unwrap_or(typed.len()));
        let (zone, number) = typed.split_at_checked(split)?;
        let number: u16 = number.trim_start_matches('-').parse().ok()?;
        let is_zone =
            (1..=4).contains(&zone.len()) && zone.bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_zone.then(|| crate::hall::model::code(zone, number))
    }

    pub fn exhibitor(&self) -> Option<ExhibitorId> {
        self.exhibitor.parse().ok()
    }
}

/// A booth as shown, and the other one.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ExchangeForm {
    pub seen: String,
    pub other: String,
}

impl ExchangeForm {
    pub fn seen(&self) -> Option<SeenBooth> {
        self.seen.parse().ok()
    }

    pub fn other(&self) -> Option<SeenBooth> {
        self.other.parse().ok()
    }
}

pub fn filter(page: &Page) -> Result<Filter, BadQuery> {
    let is_taken = match page.query.get("state") {
        None => None,
        Some("taken") => Some(true),
        Some("free") => Some(false),
        Some(_) => return Err(BadQuery::Value { name: "state".into() }),
    };
    Ok(Filter {
        zone: zone(page)?,
        is_taken,
        typed: page.query.typed()?.map(|typed| typed.trim().to_string()),
    })
}

/// `zone=A`.
pub fn zone(page: &Page) -> Result<Option<String>, BadQuery> {
    let zone = page.query.get("zone");
    if zone.is_some_and(|zone| {
        zone.len() > 4 || !zone.bytes().all(|byte| byte.is_ascii_alphanumeric())
    }) {
        return Err(BadQuery::Value { name: "zone".into() });
    }
    Ok(zone.map(str::to_string))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_booth_is_meant_however_its_code_is_written() {
        let code = |typed: &str| AssignForm { booth: typed.into(), ..AssignForm::default() }.code();
        for typed in ["A-012", "a12", " a-12 ", "Ａ－012"] {
            assert_eq!(code(typed), Some("A-012".into()), "{typed}");
        }
        for odd in ["", "A", "12", "A-", "展位", "ABCDE-1", "A-1x"] {
            assert_eq!(code(odd), None, "{odd}");
        }
    }
}
