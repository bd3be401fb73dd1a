//! Dimensions of an indicator, parsed from a query string.

use crate::{
    indicators::model::{Dimension, Indicator, Scope},
    organisations::model::{OrganisationKind, Side},
    products::model::Category,
    values::place_code::PlaceCode,
    web::{page::Page, query::BadQuery},
};
use std::str::FromStr;

/// The filter of an indicator. Every name must be one of its dimensions, or `as_of`.
pub fn scope(page: &Page, indicator: &Indicator) -> Result<Scope, BadQuery> {
    let allowed = allowed(page, indicator);
    if let Some((name, _)) =
        page.query.pairs().iter().find(|(name, _)| !allowed.contains(&name.as_str()))
    {
        return Err(BadQuery::Unknown { name: name.clone(), allowed });
    }
    let kind = page.query.read::<OrganisationKind>(Dimension::BuyerKind.code())?;
    if kind.is_some_and(|kind| kind.side() != Side::Buyer) {
        return Err(bad(Dimension::BuyerKind));
    }
    let category = page.query.get(Dimension::Category.code());
    let category =
        category.map(|code| Category::find(code).ok_or(bad(Dimension::Category))).transpose()?;
    Ok(Scope {
        edition: page.edition_if_given()?,
        banner: page.banner_filter()?,
        township: place(page, Dimension::Township, 9)?,
        village: place(page, Dimension::Village, 12)?,
        buyer_kind: kind,
        buyer: page.query.read(Dimension::Buyer.code())?,
        category: category.map(|category| category.code.clone()),
        ..Scope::default()
    })
}

/// The allowed names of this query. Goods of a place have no further filter: the difference would
/// reveal a part of a delivery.
fn allowed(page: &Page, indicator: &Indicator) -> Vec<&'static str> {
    let given = [Dimension::Village, Dimension::Township]
        .into_iter()
        .find(|place| page.query.get(place.code()).is_some());
    match given.filter(|place| indicator.is_of_goods() && indicator.allows(*place)) {
        Some(place) => vec![place.code(), "as_of"],
        None => parameters(indicator),
    }
}

/// The allowed names of a query about an indicator.
pub fn parameters(indicator: &Indicator) -> Vec<&'static str> {
    indicator.dimensions.iter().map(|dimension| dimension.code()).chain(["as_of"]).collect()
}

/// A code with this many digits inside one of the city's banners.
fn place(page: &Page, dimension: Dimension, digits: usize) -> Result<Option<PlaceCode>, BadQuery> {
    let Some(text) = page.query.get(dimension.code()) else { return Ok(None) };
    let is_ours = text.len() == digits
        && text.get(..6).is_some_and(|banner| page.site.banner(banner).is_some());
    let code = is_ours.then(|| PlaceCode::from_str(text).ok()).flatten();
    code.map(Some).ok_or(bad(dimension))
}

fn bad(dimension: Dimension) -> BadQuery {
    BadQuery::Value { name: dimension.code().into() }
}
