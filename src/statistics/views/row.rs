//! An indicator with its value, in words and beside the reported figure.

use crate::{
    indicators::model::{
        Facts, Indicator, PublishedFigure, Qualifier, RecordsKind, Scope, Unit, Value, catalogue,
    },
    values::{figure::Figure, lang::Lang, spoken::plain},
    web::page::Page,
};
use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy::MidpointAwayFromZero};

/// An indicator with its value and where its records are.
pub struct Row {
    pub indicator: &'static Indicator,
    pub said: ValueText,
    pub href: String,
    /// The records behind it add up to it; a mean, a share or a date is only explained by them.
    pub is_sum: bool,
    /// Its own day, if that is not the requested day.
    pub own_day: Option<NaiveDate>,
}

/// A value for a page: an amount with its stamp, or words.
pub enum ValueText {
    Amount(Figure),
    Words(String),
}

impl ValueText {
    pub(super) fn new(page: &Page, indicator: &Indicator, value: Value) -> Self {
        let unit = match page.lang {
            Lang::Zh if matches!(indicator.unit, Unit::Of(..)) => {
                format!(" {}", indicator.unit.name(Lang::Zh))
            }
            _ => String::new(),
        };
        let rounded = |ratio: Decimal| ratio.round_dp_with_strategy(2, MidpointAwayFromZero);
        // One decimal is enough for a share or a mean.
        let ratio_of =
            |ratio: Decimal| plain(ratio.round_dp_with_strategy(1, MidpointAwayFromZero), 1);
        match (value, indicator.rung) {
            (Value::Yuan(yuan), Some(rung)) => ValueText::Amount(Figure::new(rung, yuan)),
            (Value::Ratio(ratio), Some(rung)) if indicator.unit == Unit::Yuan => {
                ValueText::Amount(Figure::new(rung, rounded(ratio)))
            }
            (Value::Yuan(yuan), None) => ValueText::Words(page.yuan(&yuan)),
            (Value::Ratio(ratio), _) if indicator.unit == Unit::Percent => {
                ValueText::Words(format!("{}%", ratio_of(ratio)))
            }
            (Value::Ratio(ratio), _) => ValueText::Words(format!("{}{unit}", ratio_of(ratio))),
            (Value::Count(n), _) => ValueText::Words(format!("{}{unit}", page.count(&n))),
            (Value::Day(day), _) => ValueText::Words(page.day(&day)),
            (Value::Month(month), _) => ValueText::Words(page.month(&month)),
            (Value::Withheld, _) => ValueText::Words(page.t("不公布", "Not published").into()),
            (Value::Unknown, _) => ValueText::Words(page.t("暂无", "none").into()),
        }
    }

    pub(super) fn text(&self, lang: Lang) -> String {
        match self {
            ValueText::Amount(figure) => figure.say(lang).line(),
            ValueText::Words(words) => words.clone(),
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
            said: ValueText::new(page, indicator, value),
            is_sum: is_sum(indicator, value),
            href: page.href(indicator.records.href(&page.site, scope, day, page.today)),
            own_day: (day != as_of).then_some(day),
        }
    }
}

/// The page of an edition shows its length; it is not a list of days.
fn is_sum(indicator: &Indicator, value: Value) -> bool {
    let is_told = matches!(indicator.records.kind, RecordsKind::Edition | RecordsKind::Page);
    matches!(value, Value::Count(_) | Value::Yuan(_)) && !is_told
}

/// A reported figure, beside our count for the same edition and day.
pub struct Spoken {
    pub indicator: &'static Indicator,
    pub wording: String,
    pub said_in: String,
    pub as_of: NaiveDate,
    pub ours: ValueText,
    pub href: String,
    pub is_sum: bool,
    pub agrees: bool,
}

impl Spoken {
    /// `None` for a derived figure.
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
            ours: ValueText::new(page, indicator, value),
            is_sum: is_sum(indicator, value),
            href: page.href(indicator.records.href(
                &page.site,
                &figure.scope(),
                figure.as_of,
                page.today,
            )),
            agrees: figure.agrees_with(value),
        })
    }
}
