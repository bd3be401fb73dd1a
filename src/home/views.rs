//! The current edition: what, when, where, and its results so far.

use crate::{
    fairs::{
        model::Zone,
        views::{Outcome, When, event},
    },
    places::views::Atlas,
    products::{model::Category, views::Label},
    projects,
    site::model::Edition,
    ui::ladder::Ladder,
    values::lang::Lang,
    web::{page::Page, structured::Structured},
};
use askama::Template;

#[derive(Template)]
#[template(path = "home/index.html")]
pub struct Index {
    pub page: Page,
    pub edition: Edition,
    pub when: When,
    pub outcome: Outcome,
    pub villages: i64,
    pub ladder: Ladder,
    pub atlas: Atlas,
    pub labels: Vec<Label>,
    pub categories: Vec<(&'static Category, i64)>,
    pub signings: Vec<projects::model::Row>,
    pub zones: Vec<Zone>,
}

impl Index {
    fn event(&self) -> Option<Structured> {
        event(&self.page, &self.edition)
    }

    /// The name of the edition in two lines, if it begins with the city's.
    fn name_lines(&self) -> Vec<&str> {
        let name = self.edition.name(self.page.lang);
        match name.find('第').filter(|at| *at > 0 && self.page.zh()) {
            Some(at) => vec![&name[..at], &name[at..]],
            None => vec![name],
        }
    }
}

/// The page before the first edition is announced.
#[derive(Template)]
#[template(path = "home/empty.html")]
pub struct Empty {
    pub page: Page,
}
