//! The about page.

use crate::{
    kit::{components::amount::Stamp, page::Page},
    values::{lang::Lang, rung::Rung},
};
use askama::Template;

#[derive(Template)]
#[template(path = "about/show.html")]
pub struct Show {
    pub page: Page,
}

impl Show {
    fn stamp(&self, rung: &Rung) -> Stamp {
        Stamp { rung: *rung, lang: self.page.lang }
    }
}
