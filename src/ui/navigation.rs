//! Navigation of every page: the menu, the index in the footer, the dock on a phone. Each noun
//! declares its links.

use crate::web::{
    declaration::links::{Index, Link, Texts},
    page::Page,
};

pub struct Item {
    pub label: String,
    pub href: String,
    pub icon: &'static str,
    pub current: bool,
}

pub struct Group {
    pub title: String,
    pub items: Vec<Item>,
}

impl Page {
    pub fn menu(&self) -> Vec<Item> {
        let item = |link: &'static Link| Some(self.item(link, link.menu?, ""));
        self.declared.links().filter_map(item).collect()
    }

    pub fn dock(&self) -> Vec<Item> {
        let item = |link: &'static Link| {
            let (text, icon) = link.dock?;
            Some(self.item(link, text, icon))
        };
        let all = Item {
            label: self.t("全部", "All").to_string(),
            href: "#all".into(),
            icon: "i-list",
            current: false,
        };
        self.declared.links().filter_map(item).chain([all]).collect()
    }

    /// The ledgers, as tabs over each of their lists.
    pub fn ledgers(&self) -> Vec<Item> {
        let tab = |link: &'static Link| Item {
            current: self.is_in(link.path),
            ..self.item(link, link.text, "")
        };
        self.declared.links().filter(|link| link.index == Some(Index::Ledgers)).map(tab).collect()
    }

    pub fn index(&self) -> Vec<Group> {
        let group = |index: &Index| Group {
            title: self.t(index.title().0, index.title().1).to_string(),
            items: self
                .declared
                .links()
                .filter(|link| link.index == Some(*index) && self.exists(link))
                .map(|link| Item { current: false, ..self.item(link, link.text, "") })
                .collect(),
        };
        Index::ALL.iter().map(group).collect()
    }

    /// Whether there is an edition for a page that needs one.
    fn exists(&self, link: &Link) -> bool {
        self.edition().is_some() || !link.path.contains("{edition}")
    }

    fn item(&self, link: &'static Link, text: Texts, icon: &'static str) -> Item {
        let ordinal = self.edition().map_or(0, |edition| edition.ordinal);
        let path = link.path.replace("{edition}", &ordinal.to_string());
        Item {
            label: self.t(text.0, text.1).to_string(),
            href: if link.is_in_both_languages { self.href(path) } else { path },
            icon,
            current: self.is_current_section(link),
        }
    }

    /// Whether this page belongs to the section that the link opens.
    fn is_current_section(&self, link: &Link) -> bool {
        let belongs = |other: &&'static Link| other.under == Some(link.path);
        self.is_in(link.path)
            || self.declared.links().filter(belongs).any(|other| self.is_in(other.path))
    }

    fn is_in(&self, root: &str) -> bool {
        self.path == root || (root != "/" && self.path.starts_with(&format!("{root}/")))
    }
}
