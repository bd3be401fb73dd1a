//! The pages on which one applies, and decides.

pub mod conflict;

use super::{
    actions::Decision,
    forms::{ApplicationForm, NoticeForm},
    model::{Application, Next, Notice, Place, Shown},
};
use crate::{
    audit::views::Line,
    choices,
    exhibitors::model::ExhibitorState,
    fairs::model::{EditionState, Zone, ordinal},
    identity::model::permissions::Action,
    kit::{
        components::crumbs::Crumbs,
        forms::Errors,
        lists::{Listing, PageLink},
        office::Office,
        page::Page,
        table::{BulkAct, Cell, Column, Table},
    },
    messages::model::Message,
    site::model::Edition,
    values::facet::FacetCounts,
};
use crate::{columns, identity::model::saved::SavedFilter};
use askama::Template;
use chrono::{DateTime, Utc};

/// The way of an application, and what was reached when.
pub type Way = Vec<(ExhibitorState, Place, Option<DateTime<Utc>>)>;

/// `第四届`, `4th fair`.
pub fn fair(page: &Page, n: &i16) -> String {
    format!("{}{}", ordinal(*n, page.lang), page.t("", " fair"))
}

#[derive(Template)]
#[template(path = "applications/mine.html")]
pub struct Mine {
    pub page: Page,
    pub office: Office,
    pub applications: Vec<Application>,
    /// Editions that can be applied to.
    pub open: Vec<Edition>,
}

#[derive(Template)]
#[template(path = "applications/edit.html")]
pub struct Edit {
    pub page: Page,
    pub office: Office,
    pub edition: Edition,
    pub zones: Vec<Zone>,
    pub offers: Vec<Shown>,
    pub form: ApplicationForm,
    pub errors: Errors,
    /// `None`: a new one.
    pub application: Option<Application>,
    /// Whether there is a fair before to copy from.
    pub has_last: bool,
}

impl Edit {
    pub fn offering_the_last(self, has_last: bool) -> Self {
        Self { has_last, ..self }
    }

    fn action(&self) -> String {
        self.page.href(
            self.application
                .as_ref()
                .map_or_else(|| "/my/applications".to_string(), Application::own_path),
        )
    }

    fn title(&self) -> String {
        let fair = self.edition.short_name(self.page.lang);
        if self.page.zh() { format!("报名参加{fair}") } else { format!("Apply to the {fair}") }
    }

    fn crumbs(&self) -> Crumbs {
        let page = &self.page;
        page.crumbs()
            .to(page.t("我的", "Home"), "/my")
            .to(page.t("参展报名", "Applications"), "/my/applications")
            .here(self.title())
    }
}

#[derive(Template)]
#[template(path = "applications/show.html")]
pub struct Show {
    pub page: Page,
    pub office: Office,
    pub application: Application,
    pub way: Way,
    pub shown: Vec<Shown>,
    pub told: Vec<Message>,
    pub note: String,
    pub errors: Errors,
    pub history: Vec<Line>,
}

impl Show {
    fn title(&self) -> String {
        let fair = fair(&self.page, &self.application.edition);
        if self.page.zh() {
            format!("{fair}参展报名")
        } else {
            format!("Application to the {fair}")
        }
    }

    fn crumbs(&self) -> Crumbs {
        let page = &self.page;
        page.crumbs()
            .to(page.t("我的", "Home"), "/my")
            .to(page.t("参展报名", "Applications"), "/my/applications")
            .here(self.title())
    }

    fn is_mine_to_act(&self) -> bool {
        self.application.next() == Next::Applicant
    }
}

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

/// What is shown of each to those who decide.
pub const COLUMNS: &[Column<Application>] = columns! { Application;
    "organisation" "主体" "Applicant" |_, one| Cell::Link(one.organisation.clone(), one.admin_path());
    "state" "状态" "State" |page, one| Cell::State(one.pill(), one.state.name(page.lang).to_string());
    "edition" "届次" "Fair" |page, one| Cell::text(fair(page, &one.edition));
    "banner" "旗区" "Banner"
        |page, one| Cell::maybe(one.banner.as_ref().map(|code| page.banner_name(code)));
    "kind" "类别" "Kind" |page, one| Cell::text(one.kind.name(page.lang));
    "applied" "报名日" "Applied" |_, one| Cell::text(one.applied_on.to_string());
    "zone" "想要的展区" "Zone wished for"
        |_, one| Cell::maybe(one.asked.as_ref().and_then(|asked| asked.zone.clone()));
    "booth" "展位" "Booth" |_, one| Cell::maybe(one.booth.clone());
    "contact" "联系人" "Contact"
        |_, one| Cell::maybe(one.asked.as_ref().map(|asked| asked.contact_name.clone()));
};

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
    fn acts(&self) -> Vec<BulkAct> {
        let act = |code, zh, en| BulkAct { code, label: self.page.t(zh, en).to_string() };
        let recommend = self
            .office
            .may(Action::RecommendApplications)
            .then(|| act("recommend", "推荐", "Recommend"));
        let approve =
            self.office.may(Action::DecideApplications).then(|| act("approve", "批准", "Approve"));
        recommend.into_iter().chain(approve).collect()
    }

    fn table(&self) -> Table<'_> {
        Table::new(&self.page, self.page.t("参展报名", "Applications"), COLUMNS, &self.applications)
            .with_saved(&self.saved)
            .acting(self.acts(), &self.applications, |one| one.id.0)
    }

    fn counted(&self) -> &str {
        self.page.counted(&self.list.total, "份报名", "application", "applications")
    }

    fn placeholder(&self) -> &str {
        self.page.t("主体名称、拼音或编号", "Name, pinyin or number")
    }

    /// Editions whose approved can be published.
    fn publishable(&self) -> Vec<&Edition> {
        let is_near = |edition: &&Edition| {
            matches!(edition.state, EditionState::Scheduled | EditionState::Running)
        };
        let may = self.office.may(Action::DecideApplications);
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
    pub note: String,
    pub errors: Errors,
}

impl Reviewed {
    fn may(&self, decision: Decision<'_>) -> bool {
        decision.is_open_to(&self.office.viewer, &self.application)
    }

    fn may_recommend(&self) -> bool {
        self.may(Decision::Recommend)
    }

    fn may_approve(&self) -> bool {
        self.may(Decision::Approve)
    }

    fn may_decline(&self) -> bool {
        self.may(Decision::Decline(""))
    }

    /// Approved, or public already.
    fn is_let_in(&self) -> bool {
        matches!(self.application.state, ExhibitorState::Approved | ExhibitorState::Published)
    }

    fn may_check_in(&self) -> bool {
        self.may(Decision::CheckIn)
    }

    fn version(&self) -> i32 {
        self.application.asked.as_ref().map_or(0, |asked| asked.version)
    }

    fn crumbs(&self) -> Crumbs {
        let page = &self.page;
        page.crumbs()
            .to(page.t("参展报名", "Applications"), "/admin/applications")
            .here(&self.application.organisation)
    }
}

#[derive(Template)]
#[template(path = "applications/publication.html")]
pub struct Publication {
    pub page: Page,
    pub office: Office,
    pub edition: Edition,
    pub approved: Vec<Application>,
    pub counts: Vec<(ExhibitorState, i64)>,
    pub notices: Vec<Notice>,
    pub history: Vec<Line>,
    pub form: NoticeForm,
    pub errors: Errors,
}

impl Publication {
    fn count(&self, state: ExhibitorState) -> String {
        self.page.count(&self.counts.iter().find(|(of, _)| *of == state).map_or(0, |(_, n)| *n))
    }

    fn is_near(&self) -> bool {
        matches!(self.edition.state, EditionState::Scheduled | EditionState::Running)
    }

    fn title(&self) -> String {
        let fair = self.edition.short_name(self.page.lang);
        if self.page.zh() {
            format!("{fair}公示")
        } else {
            format!("Public notice of the {fair}")
        }
    }

    fn crumbs(&self) -> Crumbs {
        let page = &self.page;
        page.crumbs()
            .to(page.t("参展报名", "Applications"), "/admin/applications")
            .here(self.title())
    }
}
