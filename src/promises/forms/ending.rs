//! The form of an early end.

use crate::{
    promises::{forms::fields::Field, model::Ending},
    values::typed::words,
    web::{forms::Errors, page::Page},
};
use chrono::NaiveDate;
use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct EndingForm {
    pub version: String,
    pub on: String,
    pub class: String,
    pub reason: String,
}

impl EndingForm {
    /// As it is opened.
    pub fn blank(today: NaiveDate) -> Self {
        Self { on: today.to_string(), ..Self::default() }
    }

    pub fn parse(&self, page: &Page) -> Result<Ending, Errors> {
        let mut errors = Errors::default();
        let on = Field { name: "on", typed: &self.on, label: ("终止日", "Terminated on") };
        let on = on.day(page, &mut errors);
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

/// In characters.
const LONGEST_REASON: usize = 200;

/// The reason of an act that has more fields.
pub fn reason(
    page: &Page,
    typed: &str,
    field: &'static str,
    errors: &mut Errors,
) -> Option<String> {
    let reason = words(typed, LONGEST_REASON);
    if reason.is_none() {
        let message =
            page.t("请写明原因，不超过 200 个字", "Enter a reason of 1 to 200 characters");
        errors.add(field, page.t("原因", "Reason"), message);
    }
    reason
}
