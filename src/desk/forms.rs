//! The filter of the trail, parsed from a query string.

use crate::{
    audit::model::{Act, Filter, nouns::Noun},
    kit::{page::Page, query::BadQuery},
    values::day,
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
        noun: query.read::<Noun>("noun")?,
        record: query.get("record").map(|value| value.trim().chars().take(100).collect()),
        from: day("from")?,
        to: day("to")?,
        before: None,
    })
}
