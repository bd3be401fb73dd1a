//! The views of editions in the back office.

use crate::{
    audit::views::Line,
    fairs::{
        forms::{EditionForm, FIELDS},
        model::{
            EditionState,
            planning::{Planned, Step},
            rights::RUN_EDITIONS,
        },
    },
    ui::crumbs::Crumbs,
    values::day,
    web::{
        conflict::{Conflict, Value, pairs},
        forms::Errors,
        office::Office,
        page::Page,
    },
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
        self.office.may(RUN_EDITIONS)
    }

    fn dates(&self, edition: &Planned) -> String {
        dates(&self.page, edition)
    }
}

fn dates(page: &Page, edition: &Planned) -> String {
    match (edition.plan.starts_on, edition.plan.ends_on) {
        (Some(from), Some(to)) => {
            format!("{}{}{}", page.day(&from), page.t("—", "–"), page.short_day(&to))
        }
        _ => day::month(edition.plan.held_in, page.lang),
    }
}

/// `pill--wait` for states that are not public.
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
    /// The editions whose hall a new one may copy.
    pub others: Vec<Planned>,
    pub form: EditionForm,
    pub errors: Errors,
    pub history: Vec<Line>,
}

impl Edit {
    fn title(&self) -> String {
        match &self.edition {
            None => self.page.t("筹备新一届", "Plan an edition").to_string(),
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
        self.office.may(RUN_EDITIONS)
    }

    fn is_public(&self, edition: &Planned) -> bool {
        edition.state != EditionState::Draft
    }

    fn when(&self, edition: &Planned) -> String {
        dates(&self.page, edition)
    }

    /// The next transition, and its missing conditions.
    fn step(&self) -> Option<(Step, Option<&str>)> {
        let edition = self.edition.as_ref().filter(|_| self.may_run())?;
        let step = edition.next()?;
        Some((step, edition.missing(step).map(|missing| missing.what(self.page.lang))))
    }

    /// The values for a reader who may not write.
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

/// Both versions, for the later of two who save. A place is read by its name.
pub fn conflict(page: Page, office: Office, kept: &Planned, mine: &EditionForm) -> Conflict {
    let value = |(at, typed): (usize, &str)| -> Value {
        let banner = page.site.banner(typed).filter(|_| FIELDS[at].0 == "place");
        (typed.to_string(), banner.map_or(typed, |banner| banner.name(page.lang)).to_string())
    };
    let kept_form = EditionForm::of(kept);
    let was = kept_form.values().into_iter().enumerate().map(value);
    let now = mine.values().map(str::trim).into_iter().enumerate().map(value);
    let crumbs = page
        .crumbs()
        .to(page.t("届次", "Editions"), "/admin/editions")
        .to(kept.short_name(page.lang), kept.path())
        .here(page.t("两个版本", "Two versions"));
    Conflict {
        crumbs: Some(crumbs),
        title: ("这一届已被他人修改", "Someone else has changed this edition"),
        path: kept.path(),
        is_reviewed: false,
        hidden: vec![("version".to_string(), kept.version.to_string())],
        pairs: pairs(&page, &FIELDS, was, now),
        page,
        office,
    }
}
