//! The filter of the trail, as a query string says it.

use crate::{
    audit::model::{Act, Filter},
    kit::{page::Page, query::BadQuery},
    values::day,
};

pub fn filter(page: &Page) -> Result<Filter, BadQuery> {
    let query = &page.query;
    let text = |name: &str| query.get(name).map(|value| value.chars().take(100).collect::<String>());
    let day = |name: &str| query.get(name).map(|text| day::parse(text).ok_or(BadQuery::Value { name: name.into() })).transpose();
    Ok(Filter {
        actor: query.typed()?.map(str::to_string),
        action: query.read::<Act>("action")?,
        noun: text("noun"),
        record: text("record"),
        from: day("from")?,
        to: day("to")?,
        before: None,
    })
}
