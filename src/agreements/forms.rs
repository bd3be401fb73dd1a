//! The filter of the list of framework agreements, parsed from a query string.

pub mod office;

use super::model::{AgreementState, Filter, IN_TERM, Order};
use crate::web::{page::Page, query::BadQuery};

pub fn filter(page: &Page) -> Result<Filter, BadQuery> {
    let query = &page.query;
    let bad = |name: &str| BadQuery::Value { name: name.into() };
    let order = match query.get("sort") {
        None if query.get("q").is_some() => Order::Best,
        None | Some("latest") => Order::Latest,
        Some("amount") => Order::Amount,
        Some("ending") => Order::Ending,
        Some(_) => return Err(bad("sort")),
    };
    let open_ceiling = match query.get("ceiling") {
        None => None,
        Some("open") => Some(true),
        Some("set") => Some(false),
        Some(_) => return Err(bad("ceiling")),
    };
    // `in_term` is not a state but a subset of the signed ones.
    let in_term = query.get("state") == Some(IN_TERM);
    let state = if in_term { None } else { query.read::<AgreementState>("state")? };
    if state == Some(AgreementState::Draft) {
        return Err(bad("state"));
    }
    Ok(Filter {
        edition: page.edition_if_given()?,
        search: page.search()?,
        banner: page.banner_filter()?,
        buyer_kind: query.read("buyer_kind")?,
        state,
        in_term,
        open_ceiling,
        buyer: query.read("buyer")?,
        supplier: query.read("supplier")?,
        project: query.read("project")?,
        product: query.read("product")?,
        order,
    })
}
