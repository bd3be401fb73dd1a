//! 对外数据: reported figures, and whether our count matches their wording.

use super::{Point, Scope, Value};
use crate::values::ids::EditionId;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

/// 多, 近, 上百: the wording of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Qualifier {
    Exactly,
    More,
    Nearly,
    AHundredOrMore,
    /// Derived: not reported itself, but computed from reported figures and rounded to two
    /// decimals.
    Derived,
}

#[derive(Debug, Clone)]
pub struct PublishedFigure {
    pub key: String,
    pub indicator: String,
    pub edition_id: Option<EditionId>,
    pub as_of: NaiveDate,
    pub value: String,
    pub unit: String,
    pub qualifier: String,
    pub wording: Option<String>,
    pub said_on: Option<NaiveDate>,
    pub said_in: Option<String>,
    pub said_in_en: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct NewPublishedFigure {
    pub key: String,
    pub position: i16,
    pub indicator: String,
    pub edition_id: Option<EditionId>,
    pub as_of: NaiveDate,
    pub value: String,
    pub unit: String,
    pub qualifier: String,
    pub wording: Option<String>,
    pub said_on: Option<NaiveDate>,
    pub said_in: Option<String>,
    pub said_in_en: Option<String>,
}

impl Qualifier {
    /// As stored in the database.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "=" => Some(Qualifier::Exactly),
            ">" => Some(Qualifier::More),
            "~" => Some(Qualifier::Nearly),
            "~>" => Some(Qualifier::AHundredOrMore),
            "derived" => Some(Qualifier::Derived),
            _ => None,
        }
    }

    fn holds(self, said: Decimal, ours: Decimal) -> bool {
        let times = |percent: i64| said * Decimal::new(percent, 2);
        match self {
            Qualifier::Exactly => ours == said,
            // Below the next rounder number.
            Qualifier::More => ours > said && ours <= times(110),
            Qualifier::Nearly => ours < said && ours >= times(97),
            Qualifier::AHundredOrMore => ours >= said && ours <= times(130),
            Qualifier::Derived => ours == said,
        }
    }
}

impl PublishedFigure {
    /// Its scope: an edition, or all.
    /// The edition and day that it is of.
    pub fn point(&self) -> Point {
        self.scope().on(self.as_of)
    }

    pub fn scope(&self) -> Scope {
        Scope { edition: self.edition_id, ..Scope::default() }
    }

    /// The size of its unit in ours: 10,000 for 万元.
    pub fn scale(&self) -> Decimal {
        match self.unit.as_str() {
            "亿元" => Decimal::from(100_000_000),
            "万元" => Decimal::from(10_000),
            _ => Decimal::ONE,
        }
    }

    /// Our value in its unit, as data.
    pub fn ours(&self, value: Value) -> Option<String> {
        value.in_units_of(self.scale())
    }

    /// Whether our value matches the wording. A difference has to be explained.
    pub fn agrees_with(&self, value: Value) -> bool {
        let Some(ours) = self.ours(value) else { return false };
        let numbers = self.value.parse::<Decimal>().ok().zip(ours.parse::<Decimal>().ok());
        match (numbers, Qualifier::parse(&self.qualifier)) {
            (Some((said, ours)), Some(qualifier)) => qualifier.holds(said, ours),
            (None, Some(Qualifier::Exactly)) => self.value == ours,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(qualifier: &str, value: &str, unit: &str) -> PublishedFigure {
        PublishedFigure {
            key: "x".into(),
            indicator: "x".into(),
            edition_id: None,
            as_of: NaiveDate::MIN,
            value: value.into(),
            unit: unit.into(),
            qualifier: qualifier.into(),
            wording: None,
            said_on: None,
            said_in: None,
            said_in_en: None,
        }
    }

    #[test]
    fn wordings_mean_what_a_reader_takes_them_for() {
        let count = |qualifier: &str, value: &str, ours: i64| {
            figure(qualifier, value, "家").agrees_with(Value::Count(ours))
        };
        assert!(count("=", "61", 61) && !count("=", "61", 62));
        assert!(count(">", "360", 361) && !count(">", "360", 360) && !count(">", "360", 397));
        assert!(count("~", "400", 396) && !count("~", "400", 400) && !count("~", "400", 387));
        assert!(count("~>", "100", 112) && !count("~>", "100", 131));
        let yuan =
            |fen: i64| figure("=", "9.01", "亿元").agrees_with(Value::Yuan(Decimal::new(fen, 2)));
        assert!(yuan(90_100_000_000) && !yuan(90_100_000_001));
        let ratio = figure("derived", "39.39", "%");
        assert!(
            ratio.agrees_with(Value::percent(130.into(), 330.into()))
                && !ratio.agrees_with(Value::Withheld)
        );
        let month = NaiveDate::from_ymd_opt(2018, 11, 1).unwrap();
        assert!(figure("=", "2018-11", "年月").agrees_with(Value::Month(month)));
    }
}
