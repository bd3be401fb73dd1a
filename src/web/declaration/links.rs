//! Links to the pages of a noun: in the public navigation, and in the rail of signed-in users.

use crate::identity::model::permissions::Right;

/// A group of the index in the footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Index {
    Fair,
    Directory,
    Ledgers,
    Statistics,
    Places,
    About,
}

impl Index {
    pub const ALL: &[Self] =
        &[Self::Fair, Self::Directory, Self::Ledgers, Self::Statistics, Self::Places, Self::About];

    pub fn title(self) -> (&'static str, &'static str) {
        match self {
            Self::Fair => ("展会", "Fair"),
            Self::Directory => ("名录", "Directory"),
            Self::Ledgers => ("账本", "Ledgers"),
            Self::Statistics => ("统计", "Statistics"),
            Self::Places => ("地方", "Places"),
            Self::About => ("关于", "About"),
        }
    }
}

/// In Chinese and English.
pub type Texts = (&'static str, &'static str);

/// A public page in the navigation.
#[derive(Debug)]
pub struct Link {
    pub text: Texts,
    /// `{edition}` stands for the number of the current edition.
    pub path: &'static str,
    pub index: Option<Index>,
    pub menu: Option<Texts>,
    /// With its icon.
    pub dock: Option<(Texts, &'static str)>,
    /// The page in the menu to which it belongs.
    pub under: Option<&'static str>,
    pub is_in_both_languages: bool,
}

impl Link {
    pub const fn new(index: Index, zh: &'static str, en: &'static str, path: &'static str) -> Self {
        Self {
            text: (zh, en),
            path,
            index: Some(index),
            menu: None,
            dock: None,
            under: None,
            is_in_both_languages: true,
        }
    }

    /// Also in the menu, under this name.
    pub const fn in_menu(self, zh: &'static str, en: &'static str) -> Self {
        Self { menu: Some((zh, en)), ..self }
    }

    /// Also in the dock.
    pub const fn in_dock(self, zh: &'static str, en: &'static str, icon: &'static str) -> Self {
        Self { dock: Some(((zh, en), icon)), ..self }
    }

    pub const fn under(self, path: &'static str) -> Self {
        Self { under: Some(path), ..self }
    }

    /// A page without a language in its address.
    pub const fn in_one_language(self) -> Self {
        Self { is_in_both_languages: false, ..self }
    }
}

/// An entry of the rail, and the right that shows it.
#[derive(Debug)]
pub struct RailLink {
    /// Its position in the rail: the smaller, the higher. Unique among all nouns.
    pub place: u16,
    pub text: (&'static str, &'static str),
    pub path: &'static str,
    /// Where else its pages stand, such as `/admin/booths`.
    pub also: &'static [&'static str],
    pub right: Right,
}

impl RailLink {
    pub const fn new(
        place: u16,
        text: (&'static str, &'static str),
        path: &'static str,
        right: Right,
    ) -> Self {
        Self { place, text, path, also: &[], right }
    }

    pub const fn also(self, paths: &'static [&'static str]) -> Self {
        Self { also: paths, ..self }
    }

    /// Whether a page belongs to this entry. The desk itself, `/admin` or `/my`, is one page.
    pub fn covers(&self, page: &str) -> bool {
        let is_desk = self.path == "/admin" || self.path == "/my";
        let below = |path: &str| page.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'));
        page == self.path
            || (!is_desk && below(self.path))
            || self.also.iter().any(|path| page == *path || below(path))
    }
}
