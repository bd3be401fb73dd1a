//! The forms and filters of editions.

mod edition;
mod plan;

pub use edition::{EditionForm, FIELDS, label};

use crate::{
    exhibitors::model::SalesFilter,
    products::model::Category,
    values::ids::EditionId,
    web::{page::Page, query::BadQuery},
};

/// The filter of an edition's on-site sales, parsed from a query string; without it, of every
/// edition.
pub fn sales(page: &Page, edition: Option<EditionId>) -> Result<SalesFilter, BadQuery> {
    let bad = |name: &str| BadQuery::Value { name: name.into() };
    let fair_day = page.query.read::<i16>("day")?;
    if fair_day.is_some_and(|day| day < 1) {
        return Err(bad("day"));
    }
    let zone = page.query.get("zone").map(str::to_string);
    if zone.as_ref().is_some_and(|zone| {
        zone.len() > 8 || !zone.bytes().all(|byte| byte.is_ascii_alphanumeric())
    }) {
        return Err(bad("zone"));
    }
    let category = page
        .query
        .get("category")
        .map(|code| Category::find(code).ok_or(bad("category")))
        .transpose()?;
    Ok(SalesFilter {
        edition,
        fair_day,
        banner: page.banner_filter()?,
        category: category.map(|category| category.code.clone()),
        zone,
        as_of: page.as_of()?,
    })
}

/// The number of an edition in an address: one edition has one address, so `/fairs/03` does not
/// exist.
pub fn ordinal(text: &str) -> Option<i16> {
    text.parse::<i16>().ok().filter(|n| *n > 0 && n.to_string() == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_edition_has_one_address() {
        assert_eq!(ordinal("4"), Some(4));
        for odd in ["04", "0", "-1", "+4", "4 ", "99999", ""] {
            assert_eq!(ordinal(odd), None, "{odd:?}");
        }
    }
}
