//! The list of signed projects and the project's page.

use super::model::{FollowUp, Found, ProjectType, Row, Stage, StageRow};
use crate::{
    agreements, choices, contracts,
    kit::{
        components::ladder::Ladder,
        lists::{Listing, PageLink},
        page::Page,
    },
    organisations::model::{OrganisationKind, Side},
    values::{amount::Amount, facet::FacetCounts, lang::Lang, rung::Intent},
};
use askama::Template;

#[derive(Template)]
#[template(path = "projects/index.html")]
pub struct Index {
    pub page: Page,
    pub list: Listing,
    pub rows: Vec<Row>,
}

impl Index {
    fn placeholder(&self) -> &str {
        self.page.t("项目、编号、供货方或采购方", "Title, number or party")
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "项", "project", "projects")
    }
}

pub fn facets(page: &Page, list: &mut Listing, counts: &FacetCounts) {
    list.facet(page, ("type", "类型", "Type"), counts, choices!(page, ProjectType::ALL.iter().copied()));
    let live = ("live".to_string(), page.t("现行（未失效）", "Live (not lapsed)").to_string());
    list.facet(page, ("stage", "阶段", "Stage"), counts, std::iter::once(live).chain(choices!(page, Stage::ALL.iter().copied())));
    list.facet(page, ("banner", "归属旗区", "Owner banner"), counts, page.banner_choices());
    list.facet(page, ("buyer_kind", "采购方类别", "Kind of buyer"), counts, choices!(page, OrganisationKind::of_side(Side::Buyer)));
    list.sum = Some(Amount::<Intent>::fen(counts.get("fen", "")).figure());
}

#[derive(Template)]
#[template(path = "projects/show.html")]
pub struct Show {
    pub page: Page,
    pub project: Found,
    pub ladder: Ladder,
    pub looks: Vec<Look>,
    pub stages: Vec<StageRow>,
    pub agreements: Vec<agreements::model::Row>,
    pub contracts: Vec<contracts::model::Row>,
}

/// One of the five looks at a promise.
pub struct Look {
    pub after: u64,
    pub seen: FollowUp,
    /// Days until it is due, where it is not yet.
    pub due_in: Option<i64>,
    pub is_latest: bool,
}

impl Show {
    /// The project's records of a lower rung, as they stood on the day of a look.
    fn seen(&self, list: &str, look: &Look) -> String {
        format!("{list}&project={}&as_of={}", self.project.id, look.seen.day)
    }

    fn edition_name(&self) -> String {
        self.page.site.edition(self.project.edition_id).map_or(String::new(), |edition| edition.short_name(self.page.lang))
    }

    fn edition_path(&self) -> String {
        self.page.site.edition(self.project.edition_id).map_or("/fairs".into(), |edition| edition.path())
    }

    fn edition_query(&self) -> String {
        self.page.site.edition(self.project.edition_id).map_or(String::new(), |edition| format!("?edition={}", edition.ordinal))
    }
}
