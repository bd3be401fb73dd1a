//! The desk, one's own home, and the trail.

use super::model::{found::Group, waits::Waiting};
use crate::{
    audit::model::{Act, Event},
    columns,
    identity::model::{role::Role, saved::SavedFilter},
    indicators::model::Sums,
    kit::{
        components::ladder::Ladder,
        lists::{Listing, PageLink},
        office::Office,
        page::Page,
        query::Query,
        table::{Cell, Column},
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
    /// Filters that they keep, of any list.
    pub saved: Vec<SavedFilter>,
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
    fn sheet_query(&self) -> String {
        let query = self.page.query.without("page");
        if self.page.zh() { query.suffix() } else { query.with("lang", "en").suffix() }
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "条记录", "entry", "entries")
    }
}

pub fn role<'a>(page: &Page, event: &'a Event) -> &'a str {
    let role = event.role.as_deref().unwrap_or_default();
    role.parse::<Role>().map_or(role, |role| role.name(page.lang))
}

/// What a sheet has of each entry; times in Beijing.
pub const ENTRIES: &[Column<Event>] = columns! { Event;
    "id" "序号" "No." |_, event| Cell::count(event.id);
    "at" "时间" "When" |page, event| Cell::text(page.moment(&event.at));
    "account" "谁" "Who" |_, event| Cell::text(&event.actor);
    "role" "角色" "Role" |page, event| Cell::text(role(page, event));
    "address" "地址" "From" |_, event| Cell::text(&event.address);
    "on_behalf_of" "代谁" "On behalf of" |_, event| Cell::maybe(event.on_behalf_of.clone());
    "action" "做了什么" "What" |page, event| Cell::text(event.act(page.lang));
    "noun" "对什么" "To what" |_, event| Cell::text(&event.noun);
    "record" "记录" "Record" |_, event| Cell::maybe(event.record_id.clone());
    "label" "名称" "Called" |_, event| Cell::text(&event.label);
    "changes" "改前与改后" "Before and after" |_, event| Cell::text(event.changes.to_string());
    "note" "说明" "Note" |_, event| Cell::maybe(event.note.clone());
};

/// One box over everything that somebody may see.
#[derive(Template)]
#[template(path = "desk/search.html")]
pub struct Search {
    pub page: Page,
    pub office: Office,
    pub typed: String,
    pub groups: Vec<Group>,
}

impl Search {
    fn all(&self, group: &Group) -> String {
        let (list, every_edition) = group.list;
        self.page.href(format!("{list}{}{every_edition}", Query::default().with("q", &self.typed).suffix()))
    }

    fn title(&self) -> String {
        match self.typed.as_str() {
            "" => self.page.t("查找", "Search").to_string(),
            typed => format!("{}{typed}", self.page.t("查找：", "Search: ")),
        }
    }
}
