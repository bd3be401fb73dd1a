//! The fields that the forms of agreements and contracts read alike. Each adds its own error.

use crate::{
    values::{day, typed::words},
    web::{forms::Errors, page::Page},
};
use chrono::NaiveDate;

/// A field: its name, what was typed, and its label in Chinese and English.
#[derive(Debug, Clone, Copy)]
pub struct Field<'a> {
    pub name: &'static str,
    pub typed: &'a str,
    pub label: (&'static str, &'static str),
}

impl Field<'_> {
    /// A line of at most so many characters.
    pub fn line(self, page: &Page, most: usize, errors: &mut Errors) -> Option<String> {
        let line = words(self.typed, most);
        if line.is_none() {
            let message = match page.zh() {
                true => format!("请按纸面填写，不超过 {most} 个字"),
                false => format!("As on the paper, in {most} characters or fewer"),
            };
            errors.add(self.name, page.t(self.label.0, self.label.1), message);
        }
        line
    }

    pub fn day(self, page: &Page, errors: &mut Errors) -> Option<NaiveDate> {
        let day = day::parse(self.typed.trim());
        if day.is_none() {
            let message = page.t("格式为 2020-09-28", "Use the format 2020-09-28");
            errors.add(self.name, page.t(self.label.0, self.label.1), message);
        }
        day
    }
}

/// The project that a promise is said to come from is not there.
pub fn no_such_project(page: &Page, errors: &mut Errors) {
    let message = page.t(
        "没有这个编号的已放行项目，编号如 3-012",
        "No released project has this number, such as 3-012",
    );
    errors.add("project", page.t("来源项目", "Comes from"), message);
}
