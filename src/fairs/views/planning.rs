//! The pages on which editions are planned.

use crate::{
    audit::views::Line,
    fairs::{
        forms::{EditionForm, FIELDS},
        model::{
            EditionState,
            planning::{Planned, Step},
        },
    },
    identity::model::permissions::Action,
    kit::{components::crumbs::Crumbs, forms::Errors, office::Office, page::Page},
    values::day,
};
use askama::Template;

#[derive(Template)]
#[template(path = "fairs/planned.html")]
pub struct Editions {
    pub page: Page,
    pub office: Office,
    pub editions: Vec<Planned>,
}

impl Editions {
    fn may_run(&self) -> bool {
        self.office.may(Action::RunEditions)
    }

    fn dates(&self, edition: &Planned) -> String {
        dates(&self.page, edition)
    }
}

fn dates(page: &Page, edition: &Planned) -> String {
    match (edition.plan.starts_on, edition.plan.ends_on) {
        (Some(from), Some(to)) => format!("{}—{}", page.day(&from), page.short_day(&to)),
        _ => day::month(edition.plan.held_in, page.lang),
    }
}

/// `pill--wait` for what the public does not see yet.
pub fn pill(state: EditionState) -> &'static str {
    if state == EditionState::Draft { "pill pill--wait" } else { "pill" }
}

#[derive(Template)]
#[template(path = "fairs/edit.html")]
pub struct Edit {
    pub page: Page,
    pub office: Office,
    /// `None`: a new one.
    pub edition: Option<Planned>,
    /// Those whose hall a new one may take over.
    pub others: Vec<Planned>,
    pub form: EditionForm,
    pub errors: Errors,
    pub history: Vec<Line>,
}

impl Edit {
    fn title(&self) -> String {
        match &self.edition {
            None => self.page.t("筹备一届展会", "Plan an edition").to_string(),
            Some(edition) => edition.short_name(self.page.lang),
        }
    }

    fn crumbs(&self) -> Crumbs {
        self.page.crumbs().to(self.page.t("届次", "Editions"), "/admin/editions").here(self.title())
    }

    fn action(&self) -> String {
        self.page.href(
            self.edition.as_ref().map_or_else(|| "/admin/editions".to_string(), Planned::path),
        )
    }

    fn may_run(&self) -> bool {
        self.office.may(Action::RunEditions)
    }

    fn is_public(&self, edition: &Planned) -> bool {
        edition.state != EditionState::Draft
    }

    fn when(&self, edition: &Planned) -> String {
        dates(&self.page, edition)
    }

    /// The next act, and what it still waits for.
    fn step(&self) -> Option<(Step, Option<&str>)> {
        let edition = self.edition.as_ref().filter(|_| self.may_run())?;
        let step = edition.next()?;
        Some((step, edition.missing(step).map(|missing| missing.what(self.page.lang))))
    }

    /// What is read where nothing may be written.
    fn facts(&self) -> Vec<(&str, String)> {
        let read = |(at, (field, zh, en)): (usize, &(&str, &'static str, &'static str))| {
            let typed = self.form.values()[at];
            let said = if *field == "place" { self.banner(typed) } else { typed.to_string() };
            (self.page.t(zh, en), said)
        };
        FIELDS.iter().enumerate().map(read).filter(|(_, said)| !said.is_empty()).collect()
    }

    fn banner(&self, code: &str) -> String {
        self.page.site.banner(code).map_or(code, |banner| banner.name(self.page.lang)).to_string()
    }

    fn label(&self, field: &str) -> &str {
        crate::fairs::forms::label(&self.page, field)
    }

    fn is_of(&self, ordinal: &i16) -> bool {
        self.form.copy == ordinal.to_string()
    }
}

/// One field of two versions, as the form sends it.
pub struct Pair {
    pub field: &'static str,
    pub label: &'static str,
    pub kept: String,
    pub mine: String,
}

impl Pair {
    pub fn is_same(&self) -> bool {
        self.kept == self.mine
    }
}

#[derive(Template)]
#[template(path = "fairs/conflict.html")]
pub struct Conflict {
    pub page: Page,
    pub office: Office,
    pub kept: Planned,
    pub pairs: Vec<Pair>,
}

impl Conflict {
    pub fn new(page: Page, office: Office, kept: Planned, mine: &EditionForm) -> Self {
        let was = EditionForm::of(&kept);
        let fields = FIELDS.iter().zip(was.values().into_iter().zip(mine.values()));
        let pairs = fields
            .map(|((field, zh, en), (kept, mine))| Pair {
                field,
                label: page.t(zh, en),
                kept: kept.to_string(),
                mine: mine.trim().to_string(),
            })
            .collect();
        Self { page, office, kept, pairs }
    }

    fn crumbs(&self) -> Crumbs {
        let page = &self.page;
        page.crumbs()
            .to(page.t("届次", "Editions"), "/admin/editions")
            .to(self.kept.short_name(page.lang), self.kept.path())
            .here(page.t("两个版本", "Two versions"))
    }

    /// A place is read by its name.
    fn said(&self, field: &str, value: &str) -> String {
        let banner = self.page.site.banner(value).filter(|_| field == "place");
        banner.map_or(value, |banner| banner.name(self.page.lang)).to_string()
    }
}
