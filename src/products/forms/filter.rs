//! The filter of the product list, parsed from a query string.

use crate::{
    products::model::{Category, Filter, Order, Scheme},
    values::{ids::BrandId, place_code::PlaceCode},
    web::{page::Page, query::BadQuery},
};
use rust_decimal::Decimal;

pub fn filter(page: &Page) -> Result<Filter, BadQuery> {
    let query = &page.query;
    let bad = |name: &str| BadQuery::Value { name: name.into() };
    let category = query
        .get("category")
        .map(|code| Category::find(code).ok_or(bad("category")))
        .transpose()?;
    let season = query.read::<i16>("season")?;
    if season.is_some_and(|month| !(1..=12).contains(&month)) {
        return Err(bad("season"));
    }
    let order = match query.get("sort") {
        None => Order::Today,
        Some("price") => Order::Price,
        Some("name") => Order::Name,
        Some(_) => return Err(bad("sort")),
    };
    Ok(Filter {
        edition: page.edition_or_current()?,
        search: page.search()?,
        category: category.map(|category| category.code.clone()),
        banner: page.banner_filter()?,
        certification: query.read::<Scheme>("certification")?,
        as_of: page.as_of_if_given()?,
        season,
        price_min: price(page, "price_min")?,
        price_max: price(page, "price_max")?,
        place: query.read::<PlaceCode>("place")?,
        brand: query.read::<BrandId>("brand")?,
        order,
    })
}

/// Yuan per unit; an invalid price is refused rather than ignored.
fn price(page: &Page, name: &str) -> Result<Option<Decimal>, BadQuery> {
    let price = page.query.read::<Decimal>(name)?;
    match price {
        Some(yuan) if yuan.is_sign_negative() || yuan > Decimal::from(1_000_000_000) => {
            Err(BadQuery::Value { name: name.into() })
        }
        other => Ok(other),
    }
}
