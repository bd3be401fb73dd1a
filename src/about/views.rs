//! The about page.

use crate::{
    ui::amount::Stamp,
    values::{lang::Lang, rung::Rung},
    web::page::Page,
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
