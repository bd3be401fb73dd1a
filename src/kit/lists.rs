//! Lists: facets, chips, sorting and paging. Every state of a list is an address, so it can be shared
//! and works without scripts.

use super::{
    page::Page,
    query::{BadQuery, Query},
};
use crate::values::{day, facet::FacetCounts, figure::Figure};

/// A filter of a list, with the values it can take and how many records each would leave.
pub struct Facet {
    pub title: String,
    pub choices: Vec<Choice>,
}

pub struct Choice {
    pub label: String,
    pub count: i64,
    /// There are more than were counted: "1,000+".
    pub or_more: bool,
    pub href: String,
    pub current: bool,
}

/// A filter that is on; its link takes it off.
pub struct Chip {
    pub label: String,
    pub href: String,
}

pub struct SortLink {
    pub label: String,
    pub href: String,
    pub current: bool,
}

/// What a list's template draws around its rows.
pub struct Listing {
    pub total: i64,
    /// There are more than were counted: "1,000+".
    pub or_more: bool,
    pub facets: Vec<Facet>,
    pub chips: Vec<Chip>,
    pub sorts: Vec<SortLink>,
    pub pages: Paging,
    pub clear_href: String,
    /// The same records as a sheet.
    pub sheet_href: String,
    /// Editions to choose from, where the list is of one.
    pub editions: Vec<SortLink>,
    /// What the filtered records come to, where they have amounts.
    pub sum: Option<Figure>,
    /// What is in the search box, and the other filters it must keep.
    pub typed: String,
    pub kept: Vec<(String, String)>,
}

impl Listing {
    pub fn new(page: &Page, total: i64, paging: Paging) -> Self {
        let kept = page.query.without("q").without("sort").pairs().to_vec();
        let edition: &[&str] = &["edition"];
        let mut listing = Self {
            total,
            or_more: false,
            facets: Vec::new(),
            chips: Vec::new(),
            sorts: Vec::new(),
            pages: paging,
            clear_href: page.with(&if page.edition_is_a_tab() { page.query.only(edition) } else { Query::default() }),
            sheet_href: page.sheet_href(),
            editions: Vec::new(),
            sum: None,
            typed: page.query.get("q").unwrap_or_default().to_string(),
            kept,
        };
        if let Some(typed) = page.query.get("q") {
            listing.chip(page, "q", format!("“{typed}”"));
        }
        if let Some(day) = page.query.get("as_of").and_then(day::parse) {
            listing.chip(page, "as_of", format!("{} {}", page.t("截至", "as of"), page.day(&day)));
        }
        listing
    }

    /// Of counts that may have stopped before the end.
    pub fn counted(page: &Page, counts: &FacetCounts, position: Position) -> Self {
        let or_more = counts.is_at_least("total", "");
        let paging = Paging::new(page, position, counts.total() + i64::from(or_more));
        Self { or_more, ..Self::new(page, counts.total(), if or_more { paging.open_ended() } else { paging }) }
    }

    /// A facet by its parameter and its two titles, whose possible values are known; those that leave nothing are not offered, unless chosen.
    pub fn facet(
        &mut self,
        page: &Page,
        named: (&str, &str, &str),
        counts: &FacetCounts,
        values: impl IntoIterator<Item = (String, String)>,
    ) {
        let (name, zh, en) = named;
        let chosen = page.query.get(name).map(str::to_string);
        let mut choices = Vec::new();
        for (value, label) in values {
            let current = chosen.as_deref() == Some(value.as_str());
            let count = counts.get(name, &value);
            if current {
                self.chip(page, name, label.clone());
            }
            if count > 0 || current {
                let query = if current { page.query.without(name) } else { page.query.with(name, &value) };
                choices.push(Choice { label, count, or_more: counts.is_at_least(name, &value), href: page.with(&query), current });
            }
        }
        if !choices.is_empty() {
            self.facets.push(Facet { title: page.t(zh, en).to_string(), choices });
        }
    }

    pub fn chip(&mut self, page: &Page, name: &str, label: String) {
        self.chips.push(Chip { label, href: page.with(&page.query.without(name)) });
    }

    /// Which edition the list is of; the current one has no parameter.
    pub fn editions(&mut self, page: &Page) {
        let chosen = page.query.get("edition");
        let current = page.edition().map(|edition| edition.ordinal);
        for edition in page.site.public_editions() {
            let ordinal = edition.ordinal.to_string();
            let is_default = Some(edition.ordinal) == current;
            let query = if is_default { page.query.without("edition") } else { page.query.with("edition", &ordinal) };
            let is_chosen = chosen.map_or(is_default, |value| value == ordinal);
            self.editions.push(SortLink { label: edition.short_name(page.lang), href: page.with(&query), current: is_chosen });
        }
        let all = SortLink {
            label: page.t("全部", "All").into(),
            href: page.with(&page.query.with("edition", "all")),
            current: chosen == Some("all"),
        };
        self.editions.push(all);
    }

    /// A condition that has no facet of its own: it came with a link, and a chip takes it off.
    pub fn given(&mut self, page: &Page, name: &str, label: Option<String>) {
        if let Some(label) = label.filter(|_| page.query.get(name).is_some()) {
            self.chip(page, name, label);
        }
    }

    /// `buyer=` and `supplier=` come with links: the chip says the party's name, as its first row has it.
    pub fn given_parties(&mut self, page: &Page, first: Option<(&str, &str)>) {
        let name = |prefix: (&str, &str), name: Option<&str>| name.map(|name| format!("{} {name}", page.t(prefix.0, prefix.1)));
        self.given(page, "buyer", name(("采购方", "Buyer"), Some(first.map_or("", |(buyer, _)| buyer))));
        self.given(page, "supplier", name(("供货方", "Supplier"), Some(first.map_or("", |(_, supplier)| supplier))));
    }

    /// The orders a list can be in; the first is the one without a parameter.
    pub fn sorts(&mut self, page: &Page, chosen: &str, orders: &[(&str, &str, &str)]) {
        for (i, (code, zh, en)) in orders.iter().enumerate() {
            let query = if i == 0 { page.query.without("sort") } else { page.query.with("sort", code) };
            self.sorts.push(SortLink { label: page.t(zh, en).to_string(), href: page.with(&query), current: *code == chosen });
        }
    }

    pub fn is_filtered(&self) -> bool {
        !self.chips.is_empty()
    }

    pub fn is_empty(&self) -> bool {
        self.total == 0
    }
}

/// Where in the list a page stands.
#[derive(Debug, Clone, Copy)]
pub struct Position {
    pub number: i64,
    pub size: i64,
}

impl Position {
    /// Numbers start at 1; one past the end of any list shows that it is past the end.
    pub fn read(query: &Query, size: i64) -> Result<Self, BadQuery> {
        let number = query.read::<u32>("page")?.unwrap_or(1);
        if number == 0 {
            return Err(BadQuery::Value { name: "page".into() });
        }
        Ok(Self { number: i64::from(number), size })
    }

    pub fn offset(self) -> i64 {
        (self.number - 1) * self.size
    }

    /// How many records the pages up to this one show.
    pub fn seen(self) -> i64 {
        self.number * self.size
    }
}

pub struct Paging {
    pub number: i64,
    pub last: i64,
    pub from: i64,
    pub to: i64,
    pub links: Vec<PageLink>,
    pub previous: Option<String>,
    pub next: Option<String>,
}

pub enum PageLink {
    Gap,
    Current(i64),
    To(i64, String),
}

impl Paging {
    pub fn new(page: &Page, position: Position, total: i64) -> Self {
        let last = ((total + position.size - 1) / position.size).max(1);
        let link = |number: i64| page.with(&page.query.at_page(number));
        let number = position.number;
        Self {
            number,
            last,
            from: (position.offset() + 1).min(total),
            to: (position.offset() + position.size).min(total),
            links: shown_pages(number, last)
                .into_iter()
                .map(|shown| match shown {
                    None => PageLink::Gap,
                    Some(n) if n == number => PageLink::Current(n),
                    Some(n) => PageLink::To(n, link(n)),
                })
                .collect(),
            previous: (number > 1 && number <= last).then(|| link(number - 1)),
            next: (number < last).then(|| link(number + 1)),
        }
    }

    /// The last page known is not the last.
    fn open_ended(mut self) -> Self {
        self.links.push(PageLink::Gap);
        self
    }

    pub fn is_past_the_end(&self) -> bool {
        self.number > self.last
    }

    /// Back to where there is something.
    pub fn last_href(&self, page: &Page) -> String {
        page.with(&page.query.at_page(self.last))
    }
}

/// First, last, and the neighbours of the present page; `None` is a gap.
fn shown_pages(number: i64, last: i64) -> Vec<Option<i64>> {
    let mut shown = Vec::new();
    let mut before = 0;
    for n in [1, number - 1, number, number + 1, last].into_iter().filter(|n| (1..=last).contains(n)) {
        if n <= before {
            continue;
        }
        if n > before + 1 {
            shown.push(None);
        }
        shown.push(Some(n));
        before = n;
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paging_shows_the_ends_and_the_neighbours() {
        assert_eq!(shown_pages(1, 1), [Some(1)]);
        assert_eq!(shown_pages(1, 18), [Some(1), Some(2), None, Some(18)]);
        assert_eq!(shown_pages(9, 18), [Some(1), None, Some(8), Some(9), Some(10), None, Some(18)]);
        assert_eq!(shown_pages(18, 18), [Some(1), None, Some(17), Some(18)]);
        assert_eq!(shown_pages(999, 3), [Some(1), None, Some(3)]);
    }

    #[test]
    fn page_numbers_are_numbers_from_one() {
        let read = |raw: &str| Position::read(&Query::parse(raw).unwrap(), 20).map(|p| p.number);
        assert_eq!(read(""), Ok(1));
        assert_eq!(read("page=999999999"), Ok(999_999_999));
        for bad in ["page=0", "page=-1", "page=x", "page=99999999999", "page=1;--"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
