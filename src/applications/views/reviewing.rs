//! The pages of reviewers.

use super::{Way, fair};
use crate::{
    applications::model::{
        Application, Place, Shown,
        rights::{DECIDE_APPLICATIONS, RECOMMEND_APPLICATIONS},
    },
    audit::views::Line,
    choices, columns,
    exhibitors::model::ExhibitorState,
    fairs::model::EditionState,
    identity::model::saved::SavedFilter,
    messages::model::Message,
    reviews::{
        actions::Reviewable,
        model::Decision,
        views::{Act, bulk_acts},
    },
    site::model::Edition,
    ui::{
        crumbs::Crumbs,
        lists::{Listing, PageLink},
        table::{Cell, Column, Table},
    },
    values::facet::FacetCounts,
    web::{forms::Errors, office::Office, page::Page},
};
use askama::Template;

pub fn facets(page: &Page, list: &mut Listing, counts: &FacetCounts) {
    let editions = page
        .site
        .editions
        .iter()
        .rev()
        .map(|edition| (edition.ordinal.to_string(), edition.short_name(page.lang)));
    list.facet(page, ("edition", "届次", "Fair"), counts, editions);
    list.facet(
        page,
        ("state", "状态", "State"),
        counts,
        choices!(page, ExhibitorState::ALL.iter().copied()),
    );
    list.facet(page, ("banner", "旗区", "Banner"), counts, page.banner_choices());
}

/// The columns for reviewers.
pub const COLUMNS: &[Column<Application>] = columns! { Application;
    "organisation" "主体" "Applicant" |_, one| Cell::Link(one.organisation.clone(), one.admin_path());
    "state" "状态" "State" |page, one| Cell::State(one.pill(), one.state.name(page.lang).to_string());
    "edition" "届次" "Fair" |page, one| Cell::text(fair(page, &one.edition));
    "banner" "旗区" "Banner"
        |page, one| Cell::maybe(one.banner.as_ref().map(|code| page.banner_name(code)));
    "kind" "类别" "Kind" |page, one| Cell::text(one.kind.name(page.lang));
    "applied" "报名日期" "Applied" |_, one| Cell::text(one.applied_on.to_string());
    "zone" "意向展区" "Preferred zone"
        |_, one| Cell::maybe(one.asked.as_ref().and_then(|asked| asked.zone.clone()));
    "booth" "展位" "Booth" |_, one| Cell::maybe(one.booth.clone());
    "contact" "联系人" "Contact"
        |_, one| Cell::maybe(one.asked.as_ref().map(|asked| asked.contact_name.clone()));
};

/// The decisions on several applications at once.
pub const ACTS: [Act; 2] = [
    Act {
        code: "recommend",
        label: ("推荐", "Recommend"),
        right: RECOMMEND_APPLICATIONS,
        decision: Decision::Recommend,
        hint: ("", ""),
    },
    Act {
        code: "approve",
        label: ("批准", "Approve"),
        right: DECIDE_APPLICATIONS,
        decision: Decision::Approve,
        hint: ("", ""),
    },
];

#[derive(Template)]
#[template(path = "applications/review.html")]
pub struct Review {
    pub page: Page,
    pub office: Office,
    pub list: Listing,
    pub applications: Vec<Application>,
    pub saved: Vec<SavedFilter>,
}

impl Review {
    fn table(&self) -> Table<'_> {
        Table::new(&self.page, self.page.t("参展报名", "Applications"), COLUMNS, &self.applications)
            .with_saved(&self.saved)
            .acting(bulk_acts(&self.page, &self.office, &ACTS), &self.applications, |one| one.id.0)
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "份报名", "application", "applications")
    }

    fn placeholder(&self) -> &str {
        self.page.t("主体名称、拼音或编号", "Name, pinyin or number")
    }

    /// Editions whose approved exhibitors this user may publish.
    fn publishable(&self) -> Vec<&Edition> {
        let is_near = |edition: &&Edition| {
            matches!(edition.state, EditionState::Scheduled | EditionState::Running)
        };
        let may = self.office.may(DECIDE_APPLICATIONS);
        self.page.site.editions.iter().filter(is_near).filter(|_| may).collect()
    }
}

#[derive(Template)]
#[template(path = "applications/reviewed.html")]
pub struct Reviewed {
    pub page: Page,
    pub office: Office,
    pub application: Application,
    pub way: Way,
    pub shown: Vec<Shown>,
    pub told: Vec<Message>,
    pub history: Vec<Line>,
    pub reason: String,
    pub errors: Errors,
}

impl Reviewed {
    fn may(&self, decision: Decision<'_>) -> bool {
        self.application.after(&self.office.viewer, decision).is_some()
    }

    fn may_recommend(&self) -> bool {
        self.may(Decision::Recommend)
    }

    fn may_approve(&self) -> bool {
        self.may(Decision::Approve)
    }

    fn may_decline(&self) -> bool {
        self.may(Decision::Return("")) || self.may(Decision::Revoke(""))
    }

    /// Approved or published.
    fn is_approved(&self) -> bool {
        matches!(self.application.state, ExhibitorState::Approved | ExhibitorState::Published)
    }

    fn may_check_in(&self) -> bool {
        self.may(Decision::CheckIn)
    }

    fn version(&self) -> i32 {
        self.application.version()
    }

    fn crumbs(&self) -> Crumbs {
        let page = &self.page;
        page.crumbs()
            .to(page.t("参展报名", "Applications"), "/admin/applications")
            .here(&self.application.organisation)
    }
}
