//! One indicator: its series, its breakdowns and its filter form.

use super::{
    row::{Row, Spoken, ValueText},
    series,
};
use crate::{
    indicators::model::{Dimension, Facts, Indicator, Source, Value},
    organisations::model::{OrganisationKind, Side},
    products::model::Category,
    ui::chart::{Chart, Dot},
    values::lang::Lang,
    web::page::Page,
};
use askama::Template;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use series::Part;

/// The values of one dimension.
pub struct Breakdown {
    pub title: &'static str,
    pub rows: Vec<(String, Row)>,
    pub is_additive: bool,
}

impl Breakdown {
    pub fn all(
        page: &Page,
        indicator: &'static Indicator,
        parts: Vec<Part>,
        facts: &[Facts],
    ) -> Vec<Self> {
        let mut breakdowns: Vec<(Dimension, Self)> = Vec::new();
        for (part, facts) in parts.into_iter().zip(facts) {
            let value = (indicator.value)(facts);
            if value.number().is_some_and(|n| n.is_zero()) {
                continue;
            }
            let row = Row::new(page, indicator, facts, &part.scope, part.point.day);
            if breakdowns.last().is_none_or(|(dimension, _)| *dimension != part.dimension) {
                let title = part.dimension.name(page.lang);
                breakdowns.push((
                    part.dimension,
                    Self {
                        title,
                        rows: Vec::new(),
                        is_additive: series::is_additive(indicator, part.dimension),
                    },
                ));
            }
            if let Some((_, breakdown)) = breakdowns.last_mut() {
                breakdown.rows.push((part.name, row));
            }
        }
        breakdowns.into_iter().map(|(_, breakdown)| breakdown).collect()
    }
}

#[derive(Template)]
#[template(path = "statistics/show.html")]
pub struct Show {
    pub page: Page,
    pub indicator: &'static Indicator,
    pub as_of: NaiveDate,
    pub row: Row,
    pub values: Vec<(NaiveDate, Value)>,
    /// The same, each with its records.
    pub months: Vec<(NaiveDate, Row)>,
    pub breakdowns: Vec<Breakdown>,
    pub spoken: Vec<Spoken>,
}

/// A select of the form: parameter, title, chosen value, choices.
type Field = (&'static str, &'static str, String, Vec<(String, String)>);

impl Show {
    fn own_day(&self) -> String {
        self.page.day(&self.row.own_day.unwrap_or(self.as_of))
    }

    /// Goods of a village or township, which have no further filter.
    fn is_of_a_place(&self) -> bool {
        self.indicator.is_of_goods()
            && ["village", "township"].iter().any(|name| self.page.query.get(name).is_some())
    }

    fn is_of_releases(&self) -> bool {
        self.indicator.sources.contains(&Source::Households) || self.is_of_a_place()
    }

    fn series_title(&self) -> &str {
        if self.is_of_releases() {
            self.page.t("逐次公布", "Release by release")
        } else {
            self.page.t("逐月", "Month by month")
        }
    }

    fn series_note(&self) -> &str {
        match self.is_of_releases() {
            true => self.page.t("各次公布的数字。", "As of each release."),
            false => self.page.t(
                "每月最后一天的数值，最后一行为所选日期。",
                "As of the last day of each month; the last row is the date selected.",
            ),
        }
    }

    fn said(&self, value: &Value) -> ValueText {
        ValueText::new(&self.page, self.indicator, *value)
    }

    /// Of the numeric values; none if fewer than two differ.
    fn chart(&self) -> Option<Chart> {
        let dots: Vec<Dot> = self
            .values
            .iter()
            .filter_map(|(day, value)| Some(self.dot(*day, *value, value.number()?)))
            .collect();
        let moves = dots.windows(2).any(|pair| pair[0].value != pair[1].value);
        moves.then(|| Chart::new(self.indicator.name(self.page.lang), self.indicator.rung, dots))
    }

    fn dot(&self, day: NaiveDate, value: Value, number: Decimal) -> Dot {
        Dot {
            label: day.format("%Y-%m").to_string(),
            value: number,
            said: self.said(&value).text(self.page.lang),
        }
    }

    /// The dimensions with a select list; the others come with links and are kept.
    fn fields(&self) -> Vec<Field> {
        let page = &self.page;
        let choices = |dimension: Dimension| -> Vec<(String, String)> {
            match dimension {
                Dimension::Edition => page.edition_choices(),
                Dimension::Banner => page.banner_choices(),
                Dimension::BuyerKind => {
                    crate::choices!(page, OrganisationKind::of_side(Side::Buyer))
                }
                Dimension::Category => Category::top()
                    .map(|c| (c.code.clone(), c.name(page.lang).to_string()))
                    .collect(),
                Dimension::Township | Dimension::Village | Dimension::Buyer => Vec::new(),
            }
        };
        let field = |dimension: &Dimension| {
            let chosen = page.query.get(dimension.code()).unwrap_or_default().to_string();
            (dimension.code(), dimension.name(page.lang), chosen, choices(*dimension))
        };
        let is_open = |(.., choices): &Field| !choices.is_empty() && !self.is_of_a_place();
        self.indicator.dimensions.iter().map(field).filter(is_open).collect()
    }

    fn kept(&self) -> Vec<(&str, &str)> {
        let is_kept = |name: &str| ["township", "village", "buyer"].contains(&name);
        self.page
            .query
            .pairs()
            .iter()
            .filter(|(name, _)| is_kept(name))
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect()
    }
}
