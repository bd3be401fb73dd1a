//! The filter of the exhibitor list, parsed from a query string.

use super::model::{Filter, Order};
use crate::{
    organisations::model::{OrganisationKind, Side},
    products::model::Scheme,
    web::{page::Page, query::BadQuery},
};

pub fn filter(page: &Page) -> Result<Filter, BadQuery> {
    let query = &page.query;
    let bad = |name: &str| BadQuery::Value { name: name.into() };
    let kind = query.read::<OrganisationKind>("kind")?;
    if kind.is_some_and(|kind| kind.side() != Side::Supplier) {
        return Err(bad("kind"));
    }
    let zone = query.get("zone").map(str::to_string);
    if zone.as_ref().is_some_and(|zone| {
        zone.len() > 8 || !zone.bytes().all(|byte| byte.is_ascii_alphanumeric())
    }) {
        return Err(bad("zone"));
    }
    let order = match query.get("sort") {
        None => Order::Today,
        Some("booth") => Order::Booth,
        Some("name") => Order::Name,
        Some(_) => return Err(bad("sort")),
    };
    Ok(Filter {
        edition: page.edition_or_current()?,
        search: page.search()?,
        banner: page.banner_filter()?,
        kind,
        zone,
        certification: query.read::<Scheme>("certification")?,
        as_of: page.as_of_if_given()?,
        order,
    })
}
