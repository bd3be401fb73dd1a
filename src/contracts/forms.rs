//! The filter of the list of contracts, parsed from a query string.

pub mod amendment;
pub mod office;

use super::model::{ContractState, Filter, Method, Order};
use crate::web::{page::Page, query::BadQuery};

pub fn filter(page: &Page) -> Result<Filter, BadQuery> {
    let query = &page.query;
    let bad = |name: &str| BadQuery::Value { name: name.into() };
    let order = match query.get("sort") {
        None if query.get("q").is_some() => Order::Best,
        None | Some("latest") => Order::Latest,
        Some("amount") => Order::Amount,
        Some(_) => return Err(bad("sort")),
    };
    // `standing` is not a state but the three states that count.
    let standing = query.get("state") == Some("standing");
    let state = if standing { None } else { query.read::<ContractState>("state")? };
    if state.is_some_and(|state| !state.is_public()) {
        return Err(bad("state"));
    }
    Ok(Filter {
        edition: page.edition_if_given()?,
        search: page.search()?,
        banner: page.banner_filter()?,
        buyer_kind: query.read("buyer_kind")?,
        method: query.read::<Method>("method")?,
        state,
        standing,
        buyer: query.read("buyer")?,
        supplier: query.read("supplier")?,
        project: query.read("project")?,
        agreement: query.read("agreement")?,
        product: query.read("product")?,
        village: query.read("village")?,
        township: query.read("township")?,
        order,
    })
}
