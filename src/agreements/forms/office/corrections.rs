//! The forms of what happens to a signed agreement: an early end, and a corrected origin.

use super::no_such_project;
use crate::{
    agreements::model::record::Ending,
    projects::model::source::Source,
    values::{day, ids::ProjectId, typed::words},
    web::{forms::Errors, page::Page},
};
use serde::Deserialize;

/// In characters.
const LONGEST_REASON: usize = 200;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct EndingForm {
    pub version: String,
    pub on: String,
    pub class: String,
    pub reason: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct OriginForm {
    pub version: String,
    /// The number of the project; empty if it comes from none.
    pub project: String,
    pub reason: String,
}

/// What an agreement comes from instead, and why.
#[derive(Debug, Clone)]
pub struct Correction {
    pub project: Option<ProjectId>,
    pub reason: String,
}

impl EndingForm {
    pub fn parse(&self, page: &Page) -> Result<Ending, Errors> {
        let mut errors = Errors::default();
        let on = day::parse(self.on.trim());
        if on.is_none() {
            let message = page.t("格式为 2020-09-28", "Use the format 2020-09-28");
            errors.add("on", page.t("终止日", "Terminated on"), message);
        }
        let class = self.class.parse().ok();
        if class.is_none() {
            let message = page.t("请选择一类", "Choose one");
            errors.add("class", page.t("类别", "Class of the reason"), message);
        }
        let reason = reason(page, &self.reason, "why-terminated", &mut errors);
        match (on, class, reason) {
            (Some(on), Some(class), Some(reason)) => Ok(Ending { on, class, reason }),
            _ => Err(errors),
        }
    }
}

impl OriginForm {
    /// `found`: the project of this number.
    pub fn parse(
        &self,
        page: &Page,
        found: Option<Source<ProjectId>>,
    ) -> Result<Correction, Errors> {
        let mut errors = Errors::default();
        if found.is_none() && !self.project.trim().is_empty() {
            no_such_project(page, &mut errors);
        }
        let reason = reason(page, &self.reason, "why-relinked", &mut errors);
        match reason {
            Some(reason) if errors.is_empty() => {
                Ok(Correction { project: found.map(|project| project.id), reason })
            }
            _ => Err(errors),
        }
    }
}

fn reason(page: &Page, typed: &str, field: &'static str, errors: &mut Errors) -> Option<String> {
    let reason = words(typed, LONGEST_REASON);
    if reason.is_none() {
        let message =
            page.t("请写明原因，不超过 200 个字", "Enter a reason of 1 to 200 characters");
        errors.add(field, page.t("原因", "Reason"), message);
    }
    reason
}
