//! A series as a chart. A table of the same numbers is beside it; the chart itself is decorative.

use crate::values::rung::Rung;
use askama::{Template, filters::HtmlSafe};
use rust_decimal::{Decimal, prelude::ToPrimitive};

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 240.0;
const LEFT: f64 = 8.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 30.0;

pub struct Dot {
    /// The label in the table: a month.
    pub label: String,
    pub value: Decimal,
    pub said: String,
}

#[derive(Template)]
#[template(path = "components/chart.html")]
pub struct Chart {
    title: String,
    class: &'static str,
    line: String,
    points: Vec<(f64, f64)>,
    first: String,
    last: String,
    said: String,
    end: (f64, f64),
}

impl HtmlSafe for Chart {}

impl Chart {
    /// Evenly spaced from left to right, from zero at the bottom to the maximum at the top.
    pub fn new(title: &str, rung: Option<Rung>, dots: Vec<Dot>) -> Self {
        let value = |dot: &Dot| dot.value.to_f64().unwrap_or_default();
        let most = dots.iter().map(value).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
        let step = (WIDTH - 2.0 * LEFT) / (dots.len().max(2) - 1) as f64;
        let y = |dot: &Dot| HEIGHT - BOTTOM - value(dot) / most * (HEIGHT - TOP - BOTTOM);
        let points: Vec<(f64, f64)> =
            dots.iter().enumerate().map(|(i, dot)| (LEFT + step * i as f64, y(dot))).collect();
        let line: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        Self {
            title: title.to_string(),
            class: rung.map_or("plain", Rung::class),
            line: line.join(" "),
            end: points.last().copied().unwrap_or_default(),
            points,
            first: dots.first().map(|dot| dot.label.clone()).unwrap_or_default(),
            last: dots.last().map(|dot| dot.label.clone()).unwrap_or_default(),
            said: dots.last().map(|dot| dot.said.clone()).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_rises_from_the_foot_to_the_top() {
        let dot = |label: &str, value: i64| Dot {
            label: label.into(),
            value: value.into(),
            said: value.to_string(),
        };
        let chart = Chart::new(
            "合同",
            Some(Rung::Contract),
            vec![dot("2020-01", 0), dot("2020-02", 50), dot("2020-03", 100)],
        );
        assert_eq!(chart.line, "8.0,210.0 360.0,122.0 712.0,34.0");
        let svg = chart.render().unwrap();
        assert!(svg.contains("2020-01") && svg.contains("2020-03") && svg.contains("aria-hidden"));
    }
}
