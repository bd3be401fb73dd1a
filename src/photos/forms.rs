//! What is said of a photo, and in which direction it moves.

use super::model::Step;
use crate::{
    files::forms::Sent,
    kit::{
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
        alt(page, &self.alt).map_err(|message| {
            Errors::one("alt", page.t("照片上是什么", "What is to be seen"), message)
        })
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

/// All of the form's photos are fit, and it is said what they show.
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
        errors.add("photos", label, page.t("先拍一张，或者选几张", "Take one, or choose some"));
    }
    match alt(page, sent.get("alt")) {
        Ok(alt) if errors.is_empty() => return Ok(alt),
        Ok(_) => {}
        Err(message) => errors.add("alt", page.t("照片上是什么", "What is to be seen"), message),
    }
    Err(errors)
}

fn alt<'a>(page: &'a Page, typed: &str) -> Result<String, &'a str> {
    words(typed, 200).ok_or(page.t("写一句，最多 200 个字", "A sentence, 200 characters at most"))
}
