//! The filter of the public list of deliveries, parsed from a query string; the forms of shipments
//! and acceptances.

pub mod acceptance;
pub mod shipment;

use super::model::{DeliveryState, Filter, Kind, Order};
use crate::{
    products::model::Category,
    web::{page::Page, query::BadQuery},
};

pub fn filter(page: &Page) -> Result<Filter, BadQuery> {
    let query = &page.query;
    let bad = |name: &str| BadQuery::Value { name: name.into() };
    let order = match query.get("sort") {
        None => Order::Latest,
        Some("amount") => Order::Amount,
        Some(_) => return Err(bad("sort")),
    };
    let category = query
        .get("category")
        .map(|code| Category::find(code).ok_or(bad("category")))
        .transpose()?;
    // A public state of a line.
    let state = query.read::<DeliveryState>("state")?;
    if matches!(state, Some(DeliveryState::Planned | DeliveryState::PartlyAccepted)) {
        return Err(bad("state"));
    }
    Ok(Filter {
        edition: page.edition_if_given()?,
        // Off-contract purchases are a separate figure: one list never has both.
        kind: Some(query.read::<Kind>("kind")?.unwrap_or(Kind::UnderContract)),
        state,
        search: page.search()?,
        banner: page.banner_filter()?,
        buyer_kind: query.read("buyer_kind")?,
        category: category.map(|category| category.code.clone()),
        buyer: query.read("buyer")?,
        supplier: query.read("supplier")?,
        contract: query.read("contract")?,
        agreement: query.read("agreement")?,
        project: query.read("project")?,
        product: query.read("product")?,
        village: query.read("village")?,
        township: query.read("township")?,
        order,
    })
}
