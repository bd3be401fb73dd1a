//! The filter of the list of villages, parsed from a query string.

use super::model::Filter;
use crate::web::{page::Page, query::BadQuery};

pub fn filter(page: &Page) -> Result<Filter, BadQuery> {
    let with = page.query.get("with");
    if !matches!(with, None | Some("contracts" | "products")) {
        return Err(BadQuery::Value { name: "with".into() });
    }
    let gacha_only = match page.query.get("kind") {
        None => false,
        Some("gacha") => true,
        Some(_) => return Err(BadQuery::Value { name: "kind".into() }),
    };
    Ok(Filter {
        search: page.search()?,
        banner: page.banner_filter()?,
        township: page.query.read("township")?,
        village: None,
        as_of: page.as_of_if_given()?,
        supplying: with == Some("contracts"),
        product_origin: with == Some("products"),
        gacha_only,
    })
}
