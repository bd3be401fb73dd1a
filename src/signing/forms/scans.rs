//! The scan of a deal, and the day by which it is promised.

use crate::{
    files::{
        forms::Sent,
        model::{FileCode, Kept},
    },
    projects::model::deal::Deal,
    signing::actions::NewScan,
    values::day,
    web::{forms::Errors, page::Page},
};
use chrono::NaiveDate;
use serde::Deserialize;

/// The received file, and the scan that it replaces.
pub fn new_scan<'a>(page: &Page, sent: &'a Sent) -> Result<NewScan<'a>, Errors> {
    let mut errors = Errors::default();
    sent.check_scan(page, label(page), false, &mut errors);
    // A file chosen now comes after one that is held from a refused form.
    let file: Option<&Kept> = sent.files.last();
    match file {
        Some(file) if errors.is_empty() => {
            Ok(NewScan { file, seen: FileCode::read(sent.get("seen")) })
        }
        _ => Err(errors),
    }
}

pub fn label(page: &Page) -> &str {
    page.t("扫描件", "Scan")
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PromiseForm {
    pub version: String,
    /// Empty: no scan is promised.
    pub promised: String,
}

impl PromiseForm {
    pub fn parse(&self, page: &Page, deal: &Deal) -> Result<Option<NaiveDate>, Errors> {
        let typed = self.promised.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        let said = match day::parse(typed) {
            Some(due) if due >= deal.terms.signed_on => return Ok(Some(due)),
            Some(_) => page.t("不能早于签约日", "Must not be before the day of signing"),
            None => page.t("格式为 2020-10-09", "Use the format 2020-10-09"),
        };
        Err(Errors::one("promised", page.t("承诺补交，最迟", "Promised by"), said))
    }
}
