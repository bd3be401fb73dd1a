//! The filter of the trail, parsed from a query string.

use crate::{
    audit::model::{Act, Filter, records::Record},
    values::day,
    web::{page::Page, query::BadQuery},
};

pub fn filter(page: &Page) -> Result<Filter, BadQuery> {
    let query = &page.query;
    let day = |name: &str| {
        query
            .get(name)
            .map(|text| day::parse(text).ok_or(BadQuery::Value { name: name.into() }))
            .transpose()
    };
    Ok(Filter {
        actor: query.typed()?.map(|typed| typed.trim().to_lowercase()),
        action: query.read::<Act>("action")?,
        noun: kind(page)?,
        record: query.get("record").map(|value| value.trim().chars().take(100).collect()),
        from: day("from")?,
        to: day("to")?,
        before: None,
    })
}

fn kind(page: &Page) -> Result<Option<&'static Record>, BadQuery> {
    let Some(code) = page.query.get("noun") else { return Ok(None) };
    let kind = page.declared.records().find(code.trim());
    Ok(Some(kind.ok_or_else(|| BadQuery::Value { name: "noun".into() })?))
}
