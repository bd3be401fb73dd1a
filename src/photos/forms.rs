//! The description of a photo, and the direction of a move.

use super::model::Step;
use crate::{
    files::forms::Sent,
    web::{
        forms::{Errors, words},
        page::Page,
    },
};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AltForm {
    pub alt: String,
}

impl AltForm {
    pub fn parse(&self, page: &Page) -> Result<String, Errors> {
        alt(page, &self.alt)
            .map_err(|message| Errors::one("alt", page.t("照片说明", "Photo description"), message))
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct StepForm {
    pub to: String,
}

impl StepForm {
    pub fn parse(&self) -> Option<Step> {
        match self.to.as_str() {
            "earlier" => Some(Step::Earlier),
            "later" => Some(Step::Later),
            _ => None,
        }
    }
}

/// All photos of the form are valid, and have a description.
pub fn added(page: &Page, sent: &Sent) -> Result<String, Errors> {
    let mut errors = Errors::default();
    let label = page.t("照片", "Photos");
    for (called, unfit) in &sent.unfit {
        let called: String = called.chars().take(60).collect();
        errors.add(
            "photos",
            label,
            format!("{called}{}{}", page.t("：", ": "), unfit.says(page.lang)),
        );
    }
    if sent.files.is_empty() && sent.unfit.is_empty() {
        errors.add("photos", label, page.t("请拍照或选择照片", "Take or choose a photo"));
    }
    match alt(page, sent.get("alt")) {
        Ok(alt) if errors.is_empty() => return Ok(alt),
        Ok(_) => {}
        Err(message) => errors.add("alt", page.t("照片说明", "Photo description"), message),
    }
    Err(errors)
}

fn alt<'a>(page: &'a Page, typed: &str) -> Result<String, &'a str> {
    words(typed, 200).ok_or(page.t("请填写，不超过 200 个字", "Enter 1 to 200 characters"))
}
