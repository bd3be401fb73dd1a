//! Public lists: their filters, and the link from a list to the same records as a sheet. A test
//! compares the filters with those that the sheets accept, and with their documentation.

use super::{declaration::lists::List, page::Page, query::Query};

impl Page {
    fn list(&self) -> Option<&'static List> {
        self.declared.list_at(&self.path)
    }

    /// Whether this list shows one edition at a time.
    pub fn edition_is_a_tab(&self) -> bool {
        self.list().is_some_and(|list| list.is_by_edition)
    }

    /// The filters of this list. A sheet would refuse anything else in the address.
    pub fn filters_on(&self) -> Query {
        self.query.only(self.list().map_or(&[], |list| list.filters))
    }

    /// The filters of this list for its sheet, which covers all editions unless one is named.
    pub fn sheet_href(&self) -> String {
        let mut query = self.filters_on();
        let in_address = self.list().and_then(|list| list.ordinal(&self.path));
        let current = self.edition().filter(|_| self.edition_is_a_tab());
        let of_one = in_address
            .map(str::to_string)
            .or_else(|| current.map(|edition| edition.ordinal.to_string()));
        if let Some(ordinal) = of_one.filter(|_| query.get("edition").is_none()) {
            query = query.with("edition", &ordinal);
        }
        format!("/opendata/{}.csv{}", self.list().map_or("", |list| list.sheet), query.suffix())
    }
}
