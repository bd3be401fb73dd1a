//! The form of an early end.

use crate::{
    choices,
    projects::model::EndingClass,
    promises::{forms::reader::Reader, model::Ending},
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

    pub fn classes(&self, page: &Page) -> Vec<(String, String)> {
        choices!(page, EndingClass::ALL.iter().copied())
    }

    pub fn parse(&self, page: &Page) -> Result<Ending, Errors> {
        let mut reader = Reader::new(page);
        let on = reader.day(("on", ("终止日", "Terminated on")), &self.on);
        let class = self.class.parse().ok();
        if class.is_none() {
            let named = ("class", ("类别", "Class of the reason"));
            reader.fault(named, ("请选择一类", "Choose one"));
        }
        let reason = reader.reason("why-terminated", &self.reason);
        match (on, class, reason) {
            (Some(on), Some(class), Some(reason)) => Ok(Ending { on, class, reason }),
            _ => Err(reader.errors),
        }
    }
}
