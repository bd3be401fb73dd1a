//! Two versions of a record side by side: the later of two who save chooses, field by field.

use super::{
    office::Office,
    page::{Page, render},
};
use crate::{http::problem::Problem, ui::crumbs::Crumbs};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

/// A value as the form sends it, and as one reads it.
pub type Value = (String, String);

/// A value that is read as it is sent.
pub fn plain(text: impl Into<String>) -> Value {
    let text = text.into();
    (text.clone(), text)
}

pub struct Pair {
    pub field: &'static str,
    pub label: &'static str,
    pub kept: Value,
    pub mine: Value,
}

impl Pair {
    fn is_same(&self) -> bool {
        self.kept.0 == self.mine.0
    }
}

/// A field of the form, and what it is called in Chinese and in English.
pub type Label = (&'static str, &'static str, &'static str);

/// Each field of both versions, in the order of its labels.
pub fn pairs<'a>(
    page: &Page,
    labels: impl IntoIterator<Item = &'a Label>,
    kept: impl IntoIterator<Item = Value>,
    mine: impl IntoIterator<Item = Value>,
) -> Vec<Pair> {
    let versions = kept.into_iter().zip(mine);
    labels
        .into_iter()
        .zip(versions)
        .map(|((field, zh, en), (kept, mine))| Pair { field, label: page.t(zh, en), kept, mine })
        .collect()
}

#[derive(Template)]
#[template(path = "components/conflict.html")]
pub struct Conflict {
    pub page: Page,
    pub office: Office,
    /// The way to the list.
    pub crumbs: Option<Crumbs>,
    /// Which record it is, in Chinese and in English.
    pub title: (&'static str, &'static str),
    /// Where the chosen version is sent, and where one goes who gives way.
    pub path: String,
    /// Whether it is reviewed, with files; otherwise it is saved.
    pub is_reviewed: bool,
    /// What is sent beside the fields.
    pub hidden: Vec<Value>,
    pub pairs: Vec<Pair>,
}

impl Conflict {
    pub fn response(&self) -> Result<Response, Problem> {
        Ok((StatusCode::CONFLICT, render(self)?).into_response())
    }
}
