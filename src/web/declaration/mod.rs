//! What a noun says of itself. The frame of the pages, the desk, the trail and the page cache read
//! from the declarations of all nouns what they show. The kit names no noun.

pub mod desk;
pub mod links;
pub mod lists;

use super::flash::{Flash, shared};
use crate::audit::model::records::{Record, Records};
use desk::{DeskContext, Finds, Group, Search, Waiting, Waits};
use links::{Link, RailLink};
use lists::List;
use std::sync::Arc;

#[derive(Debug, Clone, Copy)]
pub struct Declaration {
    /// Public pages in the navigation.
    pub links: &'static [Link],
    /// Pages for signed-in users.
    pub rail: &'static [RailLink],
    pub flashes: &'static [Flash],
    /// Public lists that are also sheets. A list of the office is an `OfficeList`.
    pub public_lists: &'static [List],
    /// Pages that show the state of a day (`as_of=`), by their routes; lists do anyway.
    pub dated: &'static [&'static str],
    /// Filters of other lists by a record of this noun, such as `product=7` on the list of contracts.
    pub filters: &'static [Filter],
    /// The names under which its tables announce changes (`announce_change` in the migrations); a
    /// test finds a name that nobody declares.
    pub announces: &'static [&'static str],
    /// What its public pages read, by route. A page that is not listed is rendered again after any
    /// change; pages for signed-in users are never cached.
    pub reads: &'static [Reads],
    /// Its records in the trail.
    pub records: &'static [&'static Record],
    /// Pending tasks on the desk.
    pub waits: Option<Waits>,
    /// Its part of the search over the back office.
    pub finds: Option<Finds>,
}

/// A parameter, and its title in Chinese and English.
pub type Filter = (&'static str, &'static str, &'static str);

/// A route, and the announced names of what its page reads besides the frame.
pub type Reads = (&'static str, &'static [&'static str]);

impl Declaration {
    /// Nothing; what is needed is filled in: `Declaration { flashes: …, ..Declaration::NONE }`.
    pub const NONE: Self = Self {
        links: &[],
        rail: &[],
        flashes: &[],
        public_lists: &[],
        dated: &[],
        filters: &[],
        announces: &[],
        reads: &[],
        records: &[],
        waits: None,
        finds: None,
    };
}

/// The declarations of all nouns, in the order in which navigation and desk show them.
#[derive(Debug, Clone)]
pub struct Declarations {
    list: Arc<[Declaration]>,
    records: Records,
}

impl Declarations {
    pub fn new(list: impl IntoIterator<Item = Declaration>) -> Self {
        let list: Arc<[Declaration]> = list.into_iter().collect();
        let records = list.iter().flat_map(|noun| noun.records).copied().collect();
        Self { list, records }
    }

    pub fn iter(&self) -> impl Iterator<Item = &Declaration> {
        self.list.iter()
    }

    pub fn records(&self) -> &Records {
        &self.records
    }

    pub fn links(&self) -> impl Iterator<Item = &'static Link> {
        self.iter().flat_map(|noun| noun.links)
    }

    pub fn rail(&self) -> Vec<&'static RailLink> {
        let mut rail: Vec<_> = self.iter().flat_map(|noun| noun.rail).collect();
        rail.sort_by_key(|link| link.place);
        rail
    }

    /// The viewer's pending tasks.
    pub async fn waiting(&self, desk: DeskContext<'_>) -> sqlx::Result<Vec<Waiting>> {
        let mut waiting = Vec::new();
        for waits in self.iter().filter_map(|noun| noun.waits) {
            waiting.extend(waits.of(desk).await?);
        }
        waiting.sort_by_key(|one| one.task.place);
        Ok(waiting)
    }

    /// What a search over the back office finds.
    pub async fn found(&self, search: Search<'_>) -> sqlx::Result<Vec<Group>> {
        let mut finds: Vec<Finds> = self.iter().filter_map(|noun| noun.finds).collect();
        finds.sort_by_key(|finds| finds.place);
        let mut groups = Vec::new();
        for finds in finds {
            if search.desk.viewer.may(finds.right) {
                groups.extend((finds.find)(search).await?);
            }
        }
        Ok(groups)
    }

    pub fn flash(&self, code: &str) -> Option<Flash> {
        let all = self.iter().flat_map(|noun| noun.flashes).chain(shared::ALL);
        all.copied().find(|flash| flash.code == code)
    }

    /// The public list at this address.
    pub fn list_at(&self, path: &str) -> Option<&'static List> {
        self.iter().flat_map(|noun| noun.public_lists).find(|list| matches(list.path, path))
    }

    /// The names of the filters of a list, by the name of its sheet; none for other pages.
    pub fn filters_of(&self, sheet: &str) -> &'static [&'static str] {
        let mut lists = self.iter().flat_map(|noun| noun.public_lists);
        lists.find(|list| list.sheet == sheet).map_or(&[], |list| list.filters)
    }

    /// Whether the page at this address shows the state of a day.
    pub fn is_dated(&self, path: &str) -> bool {
        self.list_at(path).is_some()
            || self.iter().flat_map(|noun| noun.dated).any(|route| matches(route, path))
    }

    pub fn filter(&self, parameter: &str) -> Option<&'static Filter> {
        self.iter().flat_map(|noun| noun.filters).find(|(name, ..)| *name == parameter)
    }

    pub fn announced(&self) -> Vec<&'static str> {
        self.iter().flat_map(|noun| noun.announces).copied().collect()
    }

    /// `None`: the page of this route may read anything.
    pub fn reads(&self, route: &str) -> Option<&'static [&'static str]> {
        let mut listed = self.iter().flat_map(|noun| noun.reads);
        listed.find(|(path, _)| *path == route).map(|(_, names)| *names)
    }
}

/// Whether `path` is an address of this route.
fn matches(route: &str, path: &str) -> bool {
    let is_same = |(pattern, part): (&str, &str)| pattern == part || pattern.starts_with('{');
    route.split('/').count() == path.split('/').count()
        && route.split('/').zip(path.split('/')).all(is_same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_matches_its_route() {
        for (route, path, expected) in [
            ("/fairs/{ordinal}/sales", "/fairs/3/sales", true),
            ("/fairs/{ordinal}/sales", "/fairs/3/floor-plan", false),
            ("/fairs/{ordinal}", "/fairs/3/sales", false),
            ("/fairs", "/fairs", true),
        ] {
            assert_eq!(matches(route, path), expected, "{route} {path}");
        }
    }
}
