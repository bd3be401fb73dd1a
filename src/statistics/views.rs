//! The catalogue with its figures, and one indicator with its series and breakdowns.

pub mod answers;
pub mod series;

use crate::{
    indicators::model::{
        Dimension, Facts, Indicator, PublishedFigure, Qualifier, RecordsKind, Scope, Source, Unit,
        Value, catalogue,
    },
    kit::{
        components::{
            chart::{Chart, Dot},
            ladder::Ladder,
        },
        page::Page,
    },
    organisations::model::{OrganisationKind, Side},
    products::model::Category,
    values::{amount::plain, figure::Figure, lang::Lang},
};
use askama::Template;
use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy::MidpointAwayFromZero};
use series::Part;

/// An indicator with its value and where its records are.
pub struct Row {
    pub indicator: &'static Indicator,
    pub said: Said,
    pub href: String,
    /// The records behind it come to it; a mean, a share or a date they only explain.
    pub is_sum: bool,
    /// The day it is of, where that is not the day asked for.
    pub own_day: Option<NaiveDate>,
}

/// A value as a page says it: an amount with its stamp, or words.
pub enum Said {
    Amount(Figure),
    Words(String),
}

impl Said {
    fn new(page: &Page, indicator: &Indicator, value: Value) -> Self {
        let unit = match page.lang {
            Lang::Zh if matches!(indicator.unit, Unit::Of(..)) => {
                format!(" {}", indicator.unit.name(Lang::Zh))
            }
            _ => String::new(),
        };
        let rounded = |ratio: Decimal| ratio.round_dp_with_strategy(2, MidpointAwayFromZero);
        // One decimal says enough of a share or a mean.
        let ratio_of =
            |ratio: Decimal| plain(ratio.round_dp_with_strategy(1, MidpointAwayFromZero), 1);
        match (value, indicator.rung) {
            (Value::Yuan(yuan), Some(rung)) => Said::Amount(Figure::new(rung, yuan)),
            (Value::Ratio(ratio), Some(rung)) if indicator.unit == Unit::Yuan => {
                Said::Amount(Figure::new(rung, rounded(ratio)))
            }
            (Value::Yuan(yuan), None) => Said::Words(page.yuan(&yuan)),
            (Value::Ratio(ratio), _) if indicator.unit == Unit::Percent => {
                Said::Words(format!("{}%", ratio_of(ratio)))
            }
            (Value::Ratio(ratio), _) => Said::Words(format!("{}{unit}", ratio_of(ratio))),
            (Value::Count(n), _) => Said::Words(format!("{}{unit}", page.count(&n))),
            (Value::Day(day), _) => Said::Words(page.day(&day)),
            (Value::Month(month), _) => Said::Words(page.month(&month)),
            (Value::Withheld, _) => Said::Words(page.t("不公布", "Not published").into()),
            (Value::Unknown, _) => Said::Words(page.t("没有", "none").into()),
        }
    }

    fn text(&self, lang: Lang) -> String {
        match self {
            Said::Amount(figure) => figure.say(lang).line(),
            Said::Words(words) => words.clone(),
        }
    }
}

impl Row {
    pub fn new(
        page: &Page,
        indicator: &'static Indicator,
        facts: &Facts,
        scope: &Scope,
        as_of: NaiveDate,
    ) -> Self {
        let value = (indicator.value)(facts);
        let day = indicator.day(facts, as_of);
        Self {
            indicator,
            said: Said::new(page, indicator, value),
            is_sum: is_sum(indicator, value),
            href: page.href(indicator.records.href(&page.site, scope, (day, page.today))),
            own_day: (day != as_of).then_some(day),
        }
    }
}

/// An edition's page tells how long it was; it is no list of days.
fn is_sum(indicator: &Indicator, value: Value) -> bool {
    let is_told = matches!(indicator.records.kind, RecordsKind::Edition | RecordsKind::Page);
    matches!(value, Value::Count(_) | Value::Yuan(_)) && !is_told
}

/// What was said in public, beside what we count for the same edition and day.
pub struct Spoken {
    pub indicator: &'static Indicator,
    pub wording: String,
    pub said_in: String,
    pub as_of: NaiveDate,
    pub ours: Said,
    pub href: String,
    pub is_sum: bool,
    pub agrees: bool,
}

impl Spoken {
    /// `None` for what was said by nobody.
    pub fn new(page: &Page, figure: &PublishedFigure, facts: &Facts) -> Option<Self> {
        let indicator = catalogue::find(&figure.indicator)?;
        let value = (indicator.value)(facts);
        Some(Self {
            indicator,
            wording: figure
                .wording
                .clone()
                .filter(|_| Qualifier::parse(&figure.qualifier) != Some(Qualifier::Derived))?,
            said_in: page.t(figure.said_in.as_deref()?, figure.said_in_en.as_deref()?).to_string(),
            as_of: figure.as_of,
            ours: Said::new(page, indicator, value),
            is_sum: is_sum(indicator, value),
            href: page.href(indicator.records.href(
                &page.site,
                &figure.scope(),
                (figure.as_of, page.today),
            )),
            agrees: figure.agrees_with(value),
        })
    }
}

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

    /// Goods of a village or township, which nothing else narrows.
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
                "每月最后一天的数，最后一行是所看的那一天。",
                "As of each month's last day; the last row is the day looked at.",
            ),
        }
    }

    fn said(&self, value: &Value) -> Said {
        Said::new(&self.page, self.indicator, *value)
    }

    /// Of the values that are numbers; none where fewer than two differ.
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

    /// The dimensions that can be chosen from a list; the others come with links and are kept.
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
