//! Lists: facets, chips, sorting and paging. Every state of a list is an address, so it can be
//! shared and works without scripts.

pub use super::paging::{PageLink, Paging, Position};
use crate::{
    values::{day, facet::FacetCounts, figure::Figure},
    web::{page::Page, query::Query},
};

/// A filter of a list, with the values it can take and how many records each would leave.
#[derive(Clone)]
pub struct Facet {
    pub title: String,
    pub choices: Vec<Choice>,
}

#[derive(Clone)]
pub struct Choice {
    pub label: String,
    pub count: i64,
    /// More than were counted: "1,000+".
    pub or_more: bool,
    pub href: String,
    pub current: bool,
}

/// An active filter; its link removes it.
#[derive(Clone)]
pub struct Chip {
    /// Of the parameter.
    pub name: String,
    pub label: String,
    pub href: String,
}

#[derive(Clone)]
pub struct SortLink {
    pub label: String,
    pub href: String,
    pub current: bool,
}

/// What a list's template renders around its rows.
#[derive(Clone)]
pub struct Listing {
    pub total: i64,
    /// More than were counted: "1,000+".
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
    /// The total of the filtered records, where they have amounts.
    pub sum: Option<Figure>,
    /// The note beside the total.
    pub sum_note: Option<String>,
    /// The text of the search box, and the other filters it must keep.
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
            clear_href: page.with(&if page.edition_is_a_tab() {
                page.query.only(edition)
            } else {
                Query::default()
            }),
            sheet_href: page.sheet_href(),
            editions: Vec::new(),
            sum: None,
            sum_note: None,
            typed: page.query.get("q").unwrap_or_default().to_string(),
            kept,
        };
        // Each filter starts with a chip, so that none applies without being shown. A facet that
        // knows its value by name replaces it below.
        for (name, value) in page.filters_on().pairs() {
            let is_chosen_elsewhere =
                name == "edition" && (value == "all" || page.edition_is_a_tab());
            if !is_chosen_elsewhere {
                listing.named(page, name, None);
            }
        }
        if let Some(typed) = page.query.get("q") {
            listing.chip(page, "q", format!("“{typed}”"));
        }
        if let Some(day) = page.query.get("as_of").and_then(day::parse) {
            listing.chip(page, "as_of", format!("{} {}", page.t("截至", "as of"), page.day(&day)));
        }
        listing
    }

    /// From counts that may have stopped before the end.
    pub fn counted(page: &Page, counts: &FacetCounts, position: Position) -> Self {
        let or_more = counts.is_at_least("total", "");
        let paging = Paging::new(page, position, counts.total() + i64::from(or_more));
        Self {
            or_more,
            ..Self::new(page, counts.total(), if or_more { paging.open_ended() } else { paging })
        }
    }

    /// A facet with its parameter, its two titles and its possible values. Values that leave
    /// nothing are not offered, unless chosen.
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
                let query =
                    if current { page.query.without(name) } else { page.query.with(name, &value) };
                choices.push(Choice {
                    label,
                    count,
                    or_more: counts.is_at_least(name, &value),
                    href: page.with(&query),
                    current,
                });
            }
        }
        if !choices.is_empty() {
            self.facets.push(Facet { title: page.t(zh, en).to_string(), choices });
        }
    }

    pub fn chip(&mut self, page: &Page, name: &str, label: String) {
        match self.chips.iter_mut().find(|chip| chip.name == name) {
            Some(chip) => chip.label = label,
            None => self.chips.push(Chip {
                name: name.into(),
                label,
                href: page.with(&page.query.without(name)),
            }),
        }
    }

    /// The edition of the list; the current one has no parameter.
    pub fn editions(&mut self, page: &Page) {
        let chosen = page.query.get("edition");
        let current = page.edition().map(|edition| edition.ordinal);
        for edition in page.site.public_editions() {
            let ordinal = edition.ordinal.to_string();
            let is_default = Some(edition.ordinal) == current;
            let query = if is_default {
                page.query.without("edition")
            } else {
                page.query.with("edition", &ordinal)
            };
            let is_chosen = chosen.map_or(is_default, |value| value == ordinal);
            self.editions.push(SortLink {
                label: edition.short_name(page.lang),
                href: page.with(&query),
                current: is_chosen,
            });
        }
        let all = SortLink {
            label: page.t("全部", "All").into(),
            href: page.with(&page.query.with("edition", "all")),
            current: chosen == Some("all"),
        };
        self.editions.push(all);
    }

    /// A condition without a facet: it comes with a link, and a chip removes it.
    pub fn given(&mut self, page: &Page, name: &str, label: Option<String>) {
        if let Some(label) = label.filter(|_| page.query.get(name).is_some()) {
            self.chip(page, name, label);
        }
    }

    /// A filter by a record, which also comes with a link: the name of the record, or its key where
    /// the name is unknown.
    pub fn named(&mut self, page: &Page, name: &str, what: Option<String>) {
        let Some(value) = page.query.get(name) else { return };
        let (zh, en) =
            page.declared.filter(name).map_or(("条件", "Filter"), |(_, zh, en)| (*zh, *en));
        self.chip(
            page,
            name,
            format!("{} {}", page.t(zh, en), what.unwrap_or_else(|| value.to_string())),
        );
    }

    /// The possible orders of a list; the first needs no parameter.
    pub fn sorts(&mut self, page: &Page, chosen: &str, orders: &[(&str, &str, &str)]) {
        for (i, (code, zh, en)) in orders.iter().enumerate() {
            let query =
                if i == 0 { page.query.without("sort") } else { page.query.with("sort", code) };
            self.sorts.push(SortLink {
                label: page.t(zh, en).to_string(),
                href: page.with(&query),
                current: *code == chosen,
            });
        }
    }

    pub fn is_filtered(&self) -> bool {
        !self.chips.is_empty()
    }

    pub fn is_empty(&self) -> bool {
        self.total == 0
    }
}
