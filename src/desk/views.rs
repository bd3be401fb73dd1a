//! The desk, the start page of participants, and the trail.

use crate::{
    audit::{
        model::{Act, Entry, Filter},
        views::{self as audit, Line},
    },
    choices, columns,
    identity::model::saved::SavedFilter,
    indicators::model::Sums,
    ui::{
        ladder::Ladder,
        lists::{Listing, PageLink},
        table::{Cell, Column, Table},
    },
    values::{facet::FacetCounts, ids::OrganisationId, place_code::PlaceCode},
    web::{
        declaration::desk::{Group, Waiting},
        office::Office,
        page::Page,
        query::Query,
    },
};
use askama::Template;
use chrono::NaiveDate;

#[derive(Template)]
#[template(path = "desk/index.html")]
pub struct Index {
    pub page: Page,
    pub office: Office,
    /// `None` for a village: promises and payments are not split by village.
    pub ladder: Option<Ladder>,
    pub sums: Sums,
    pub waiting: Vec<Waiting>,
    /// The latest acts; empty for users who may not read the trail.
    pub lines: Vec<Line>,
    /// The saved filters of the user, of any list.
    pub saved: Vec<SavedFilter>,
    /// The user's page at the current edition, if they exhibit.
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

/// The trail as an ordinary list.
#[derive(Template)]
#[template(path = "desk/trail.html")]
pub struct Trail {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub entries: Vec<Entry>,
    pub saved: Vec<SavedFilter>,
}

impl Trail {
    fn table(&self) -> Table<'_> {
        Table::new(&self.page, self.page.t("审计记录", "Audit trail"), ENTRIES, &self.entries)
            .with_saved(&self.saved)
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "条记录", "entry", "entries")
    }

    fn placeholder(&self) -> &str {
        self.page.t("完整账号", "Account, in full")
    }

    fn given(&self, name: &str) -> &str {
        self.page.query.get(name).unwrap_or_default()
    }

    /// The other filters, which the form of days and numbers must keep.
    fn kept(&self) -> &[(String, String)] {
        &self.list.kept
    }
}

pub fn facets(page: &Page, list: &mut Listing, counts: &FacetCounts, filter: &Filter) {
    let kinds =
        page.declared.records().iter().map(|kind| (kind.code.into(), kind.name(page.lang).into()));
    list.facet(page, ("noun", "对象", "Record type"), counts, kinds);
    list.facet(page, ("action", "操作", "Action"), counts, choices!(page, Act::ALL.iter()));
    let day = |name: (&str, &str), day: Option<NaiveDate>| {
        day.map(|day| format!("{} {}", page.t(name.0, name.1), page.day(&day)))
    };
    list.given(page, "from", day(("从", "from"), filter.from));
    list.given(page, "to", day(("到", "to"), filter.to));
    list.given(
        page,
        "record",
        filter.record.as_ref().map(|record| format!("{} {record}", page.t("编号", "no."))),
    );
}

fn changed(page: &Page, entry: &Entry) -> Cell {
    let colon = page.t("：", ": ");
    Cell::Changes(
        audit::changes(page, entry)
            .into_iter()
            .map(|(field, was, is)| (format!("{field}{colon}"), was, is))
            .collect(),
    )
}

/// The columns of an entry; times in Beijing.
pub const ENTRIES: &[Column<Entry>] = columns! { Entry;
    "at" "时间" "When" |page, entry| Cell::text(page.moment(&entry.event.at));
    "account" "操作人" "Who" |page, entry| Cell::Private(audit::who(page, &entry.event), None);
    "role" "角色" "Role" |page, entry| Cell::text(audit::role(page, &entry.event));
    "on_behalf_of" "代办主体" "On behalf of" |_, entry| Cell::maybe(entry.event.on_behalf_of.clone());
    "action" "操作" "Action" |page, entry| Cell::text(entry.event.act(page.lang));
    "noun" "对象" "Record type" |page, entry| Cell::text(entry.noun(page.lang));
    "label" "名称" "Name"
        |page, entry| {
            let label = audit::label(page, &entry.event).to_string();
            Cell::Private(label, audit::office_path(entry))
        };
    "changes" "改前与改后" "Before and after" |page, entry| changed(page, entry);
    "note" "说明" "Note"
        |page, entry| Cell::Private(audit::note(page, &entry.event).unwrap_or_default(), None);
    "address" "来源地址" "Address" |page, entry| Cell::text(audit::address(page, &entry.event));
    "record" "编号" "Number" |_, entry| Cell::maybe(entry.event.record_id.clone());
    "id" "序号" "Entry no." |_, entry| Cell::count(entry.event.id);
};

/// One search over everything that the user may see.
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
        self.page.href(format!(
            "{list}{}{every_edition}",
            Query::default().with("q", &self.typed).suffix()
        ))
    }

    fn title(&self) -> String {
        match self.typed.as_str() {
            "" => self.page.t("查找", "Search").to_string(),
            typed => format!("{}{typed}", self.page.t("查找：", "Search: ")),
        }
    }
}
