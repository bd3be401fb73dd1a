//! The filter of the list of brands, parsed from a query string.

use super::model::Filter;
use crate::web::{page::Page, query::BadQuery};

pub fn filter(page: &Page) -> Result<Filter, BadQuery> {
    let registered = match page.query.get("trademark") {
        None => None,
        Some("registered") => Some(true),
        Some("none") => Some(false),
        Some("new") => Some(true),
        Some(_) => return Err(BadQuery::Value { name: "trademark".into() }),
    };
    let day = page.as_of()?;
    let is_new = page.query.get("trademark") == Some("new");
    let is_named = match page.query.get("named") {
        None => false,
        Some("yes") => true,
        Some(_) => return Err(BadQuery::Value { name: "named".into() }),
    };
    Ok(Filter {
        search: page.search()?,
        banner: page.banner_filter()?,
        registered,
        new_by: is_new.then_some(day),
        named_by: is_named.then_some(day),
        as_of: page.as_of_if_given()?,
        day,
    })
}
