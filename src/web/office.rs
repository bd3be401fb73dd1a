//! The frame of the pages for signed-in users: the user, the last action, the navigation.

use super::{declaration::links::RailLink, flash::Flash, page::Page};
use crate::{
    identity::model::{
        Viewer,
        permissions::{Right, SEE_DESK},
    },
    ui::navigation::Item,
};

#[derive(Debug, Clone)]
pub struct Office {
    pub viewer: Viewer,
    pub said: Option<Flash>,
}

/// A page that a signed-in user asks for.
#[derive(Debug, Clone)]
pub struct OfficePage {
    pub page: Page,
    pub office: Office,
}

impl Office {
    pub fn may(&self, right: Right) -> bool {
        self.viewer.may(right)
    }

    /// Whether the user has a desk with its search.
    pub fn has_desk(&self) -> bool {
        self.may(SEE_DESK)
    }

    /// The pages that this user may open.
    pub fn rail(&self, page: &Page) -> Vec<Item> {
        let item = |link: &RailLink| Item {
            label: page.t(link.text.0, link.text.1).to_string(),
            href: page.href(link.path),
            icon: "",
            current: link.covers(&page.path),
        };
        page.declared.rail().into_iter().filter(|link| self.may(link.right)).map(item).collect()
    }
}
