//! The filters of each list, and the link from a list to the same records as a sheet. A test
//! compares this table with the filters that the sheets accept, and with their documentation.

use super::{page::Page, query::Query};

const EVERY_DEAL: [&str; 6] = ["edition", "banner", "buyer_kind", "buyer", "supplier", "as_of"];

/// Lists by the names of their sheets.
const LISTS: [(&str, &[&str]); 13] = [
    ("exhibitors", &["edition", "q", "banner", "kind", "zone", "certification", "as_of"]),
    (
        "products",
        &[
            "edition",
            "q",
            "category",
            "banner",
            "certification",
            "season",
            "price_min",
            "price_max",
            "place",
            "brand",
            "as_of",
        ],
    ),
    ("brands", &["q", "banner", "trademark", "named", "as_of"]),
    (
        "projects",
        &[
            "edition",
            "q",
            "type",
            "banner",
            "buyer_kind",
            "stage",
            "renewal",
            "buyer",
            "supplier",
            "as_of",
        ],
    ),
    ("agreements", &["q", "state", "ceiling", "project", "product"]),
    (
        "contracts",
        &["q", "method", "state", "project", "agreement", "product", "village", "township"],
    ),
    (
        "deliveries",
        &[
            "q",
            "kind",
            "state",
            "category",
            "contract",
            "project",
            "agreement",
            "product",
            "village",
            "township",
        ],
    ),
    ("payments", &["buyer_kind", "buyer", "month", "period", "as_of"]),
    ("buyers", &["q", "banner", "kind", "with", "as_of"]),
    ("banners", &["edition", "as_of"]),
    ("villages", &["q", "banner", "with", "kind", "township", "as_of"]),
    ("editions", &["as_of"]),
    ("sales", &["edition", "day", "banner", "category", "zone", "as_of"]),
];
/// The steps below the intents, which have the filters of a deal as well as their own.
const DEALS: [&str; 3] = ["agreements", "contracts", "deliveries"];

/// The names of a list's filters; none for other pages.
pub fn filters(list: &str) -> Vec<&'static str> {
    let own = LISTS.iter().find(|(name, _)| *name == list).map_or(&[][..], |(_, names)| names);
    let shared = if DEALS.contains(&list) { &EVERY_DEAL[..] } else { &[] };
    shared.iter().chain(own).copied().collect()
}

impl Page {
    /// The list at this address, by the name of its sheet.
    fn list(&self) -> &str {
        match self.path.split('/').skip(1).collect::<Vec<_>>()[..] {
            ["fairs"] => "editions",
            ["fairs", _, "sales"] => "sales",
            [list] => list,
            _ => "",
        }
    }

    /// The filters of this list. A sheet would refuse anything else in the address.
    pub fn filters_on(&self) -> Query {
        self.query.only(&filters(self.list()))
    }

    /// The filters of this list for its sheet, which covers all editions unless one is named.
    pub fn sheet_href(&self) -> String {
        let mut query = self.filters_on();
        let of_one =
            match self.path.strip_prefix("/fairs/").and_then(|rest| rest.strip_suffix("/sales")) {
                Some(ordinal) => Some(ordinal.to_string()),
                None => self
                    .edition()
                    .filter(|_| self.edition_is_a_tab())
                    .map(|edition| edition.ordinal.to_string()),
            };
        if let Some(ordinal) = of_one.filter(|_| query.get("edition").is_none()) {
            query = query.with("edition", &ordinal);
        }
        format!("/opendata/{}.csv{}", self.list(), query.suffix())
    }
}
