//! The catalogue with its figures, and one indicator with its series and breakdowns.

pub mod answers;
mod row;
pub mod series;
mod show;

pub use row::{Row, Spoken, ValueText};
pub use show::{Breakdown, Show};

use crate::{
    indicators::model::{Indicator, Unit},
    ui::ladder::Ladder,
    values::lang::Lang,
    web::page::Page,
};
use askama::Template;
use chrono::NaiveDate;

#[derive(Template)]
#[template(path = "statistics/index.html")]
pub struct Index {
    pub page: Page,
    pub as_of: NaiveDate,
    pub ladder: Ladder,
    pub rows: Vec<Row>,
    pub spoken: Vec<Spoken>,
}

impl Index {
    fn deals(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| is_of_deals(row.indicator))
    }

    fn fairs(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| !is_of_deals(row.indicator))
    }
}

fn is_of_deals(indicator: &Indicator) -> bool {
    indicator.rung.is_some() || matches!(indicator.unit, Unit::Percent)
}
