//! Queries of the API, read strictly: a parameter that is unknown, repeated or empty is refused,
//! with the allowed names.

use super::model::{
    found::DivisionFilter,
    openapi::{LARGEST_PAGE, USUAL_PAGE},
    parameters::LEVELS,
    span::read_cursor,
};
use crate::web::{page::Page, query::BadQuery};

/// The number of records, and the key after which they begin.
pub fn paging(page: &Page, list: &str) -> Result<(i64, Option<String>), BadQuery> {
    let bad = |name: &str| BadQuery::Value { name: name.into() };
    let limit = page.query.read::<i64>("limit")?.unwrap_or(USUAL_PAGE);
    if !(1..=LARGEST_PAGE).contains(&limit) {
        return Err(bad("limit"));
    }
    let cursor = page
        .query
        .get("cursor")
        .map(|cursor| read_cursor(list, cursor).ok_or(bad("cursor")))
        .transpose()?;
    Ok((limit, cursor))
}

pub fn divisions(page: &Page) -> Result<DivisionFilter, BadQuery> {
    let level = page.query.get("level").map(str::to_string);
    if level.as_deref().is_some_and(|level| !LEVELS.contains(&level)) {
        return Err(BadQuery::Value { name: "level".into() });
    }
    Ok(DivisionFilter {
        search: page.search()?,
        level,
        banner: page.banner_filter()?,
        parent: page.query.read("parent")?,
    })
}
