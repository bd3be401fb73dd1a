//! The filter of the list of signed projects, parsed from a query string.

use super::model::{Filter, Order, ProjectType, Stage};
use crate::{
    organisations::model::OrganisationKind,
    web::{
        page::Page,
        query::{BadQuery, Query},
    },
};

pub fn filter(page: &Page) -> Result<Filter, BadQuery> {
    let query = &page.query;
    let order = match query.get("sort") {
        None if query.get("q").is_some() => Order::Best,
        None | Some("signing") => Order::Signing,
        Some("latest") => Order::Latest,
        Some("amount") => Order::Amount,
        Some(_) => return Err(BadQuery::Value { name: "sort".into() }),
    };
    // `live` is not a stage but every stage except lapsed.
    let live = query.get("stage") == Some("live");
    Ok(Filter {
        edition: page.edition_or_current()?,
        search: page.search()?,
        r#type: query.read::<ProjectType>("type")?,
        banner: page.banner_filter()?,
        buyer_kind: query.read::<OrganisationKind>("buyer_kind")?,
        stage: if live { None } else { query.read::<Stage>("stage")? },
        live,
        is_renewal: renewal(query)?,
        buyer: query.read("buyer")?,
        supplier: query.read("supplier")?,
        as_of: page.as_of_if_given()?,
        order,
    })
}

fn renewal(query: &Query) -> Result<Option<bool>, BadQuery> {
    match query.get("renewal") {
        None => Ok(None),
        Some("yes") => Ok(Some(true)),
        Some("no") => Ok(Some(false)),
        Some(_) => Err(BadQuery::Value { name: "renewal".into() }),
    }
}
