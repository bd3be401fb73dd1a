//! The filter of the list of buyers, parsed from a query string; profiles have their own file.

pub mod profile;

use super::model::{BuyerFilter, OrganisationKind, Side};
use crate::web::{page::Page, query::BadQuery};

pub fn buyer_filter(page: &Page) -> Result<BuyerFilter, BadQuery> {
    let bad = |name: &str| BadQuery::Value { name: name.into() };
    // `state_owned` is not a kind but five of them.
    let state_owned = page.query.get("kind") == Some("state_owned");
    let kind = if state_owned { None } else { page.query.read::<OrganisationKind>("kind")? };
    if kind.is_some_and(|kind| kind.side() != Side::Buyer) {
        return Err(bad("kind"));
    }
    let with_framework = match page.query.get("with") {
        None => false,
        Some("framework") => true,
        Some(_) => return Err(bad("with")),
    };
    Ok(BuyerFilter {
        search: page.search()?,
        kind,
        banner: page.banner_filter()?,
        state_owned,
        with_framework,
    })
}
