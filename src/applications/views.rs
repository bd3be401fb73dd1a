//! The pages of applicants and reviewers.

pub mod conflict;
mod reviewing;

pub use reviewing::{ACTS, COLUMNS, Review, Reviewed, facets};

use super::{
    forms::{ApplicationForm, NoticeForm},
    model::{Application, Next, Notice, Place, Shown},
};
use crate::{
    audit::views::Line,
    exhibitors::model::ExhibitorState,
    fairs::model::{EditionState, Zone, ordinal},
    messages::model::Message,
    site::model::Edition,
    ui::crumbs::Crumbs,
    web::{forms::Errors, office::Office, page::Page},
};
use askama::Template;
use chrono::{DateTime, Utc};

/// The steps of an application, and when each was reached.
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
    /// Editions that take applications.
    pub open: Vec<Edition>,
}

/// What a form can choose from.
pub struct Choice {
    pub edition: Edition,
    pub zones: Vec<Zone>,
    /// The selectable products.
    pub offers: Vec<Shown>,
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
    /// Whether there is a previous fair to copy from.
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
    pub reason: String,
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
