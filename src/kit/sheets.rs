//! From a list to the same records as a sheet.

use super::page::Page;

/// Names that filter some list. What else stands in an address, a sheet would refuse.
const FILTERS: [&str; 28] = [
    "edition",
    "q",
    "banner",
    "kind",
    "zone",
    "certification",
    "category",
    "season",
    "price_min",
    "price_max",
    "place",
    "brand",
    "trademark",
    "type",
    "stage",
    "buyer_kind",
    "buyer",
    "supplier",
    "state",
    "ceiling",
    "project",
    "agreement",
    "method",
    "product",
    "village",
    "contract",
    "month",
    "with",
];

impl Page {
    /// This list's filters as its sheet has them, which is of all editions unless one is named.
    pub fn sheet_href(&self) -> String {
        let mut query = self.query.only(&FILTERS);
        if let Some(edition) = self.edition().filter(|_| self.edition_is_a_tab() && query.get("edition").is_none()) {
            query = query.with("edition", &edition.ordinal.to_string());
        }
        format!("/opendata{}.csv{}", self.path, query.suffix())
    }
}
