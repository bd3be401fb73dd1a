//! The filter of the list of brands, as a query string says it.

use super::model::Filter;
use crate::kit::{page::Page, query::BadQuery};

pub fn filter(page: &Page) -> Result<Filter, BadQuery> {
    let registered = match page.query.get("trademark") {
        None => None,
        Some("registered") => Some(true),
        Some("none") => Some(false),
        Some(_) => return Err(BadQuery::Value { name: "trademark".into() }),
    };
    Ok(Filter { search: page.query.search()?, banner: page.banner_filter()?, registered })
}
