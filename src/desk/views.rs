//! The desk, one's own home, and the trail.

use super::model::waits::Waiting;
use crate::{
    audit::model::{Act, Event},
    identity::model::role::Role,
    indicators::model::Sums,
    kit::{
        components::ladder::Ladder,
        lists::{Listing, PageLink},
        office::Office,
        page::Page,
    },
    values::{ids::OrganisationId, place_code::PlaceCode},
};
use askama::Template;

#[derive(Template)]
#[template(path = "desk/index.html")]
pub struct Index {
    pub page: Page,
    pub office: Office,
    /// None for a village, which promises and payments are not split by.
    pub ladder: Option<Ladder>,
    pub sums: Sums,
    pub waiting: Vec<Waiting>,
    /// The last things done; nothing for those who do not read the trail.
    pub events: Vec<Event>,
    /// Their page at the current edition, where they exhibit.
    pub public_page: Option<String>,
}

impl Index {
    fn village(&self) -> Option<&PlaceCode> {
        self.office.viewer.scope.village()
    }

    fn organisation(&self) -> Option<OrganisationId> {
        self.office.viewer.scope.organisation()
    }
}

#[derive(Template)]
#[template(path = "desk/trail.html")]
pub struct Trail {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub events: Vec<Event>,
}

impl Trail {
    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "条记录", "entry", "entries")
    }
}

pub fn role<'a>(page: &Page, event: &'a Event) -> &'a str {
    let role = event.role.as_deref().unwrap_or_default();
    role.parse::<Role>().map_or(role, |role| role.name(page.lang))
}
