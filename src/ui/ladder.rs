//! The ladder, drawn the same way wherever a chain of amounts is shown. The area of a slab is its
//! amount.

use super::amount::{Stamp, StampOf};
use crate::values::{figure::Figure, lang::Lang, rung::Rung, share::percent, spoken::AmountText};
use askama::{Template, filters::HtmlSafe};
use rust_decimal::{Decimal, prelude::ToPrimitive};

/// How tall the tallest slab is, in pixels: on the home page, and elsewhere.
const TALLEST_AT_HOME: f64 = 85.0;
const TALLEST: f64 = 52.0;
/// A slab that is not zero is visible.
const THINNEST: f64 = 2.0;
const PIXELS_OF_TEXT: f64 = 16.0;
/// The outline of a step that is not published here.
const UNSAID: f64 = 10.0;

#[derive(Template)]
#[template(path = "components/ladder.html")]
pub struct Ladder {
    pub lang: Lang,
    pub at_home: bool,
    pub steps: Vec<Step>,
    pub note: bool,
}

impl HtmlSafe for Ladder {}

pub struct Step {
    pub rung: Rung,
    /// `None`: zero, or not published here; `instead` says which.
    pub figure: Option<Figure>,
    pub instead: String,
    pub href: Option<String>,
    /// The line below the amount: how many records, or why there is no amount.
    pub count: String,
    pub count_href: Option<String>,
    /// 口径, as a sidenote and on tap.
    pub definition: String,
    /// A named ratio, or the reason why there is none.
    pub share: Share,
    pub share_href: Option<String>,
    pub of: Option<Households>,
    /// The page itself is this step.
    pub here: bool,
    pub height: f64,
}

/// A sentence with an emphasized ratio: `合同的` **39.4%** `已到货`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Share {
    pub before: String,
    pub ratio: Option<String>,
    pub after: String,
}

impl Share {
    pub fn words(text: impl Into<String>) -> Self {
        Self { before: text.into(), ..Self::default() }
    }

    pub fn ratio(before: &str, ratio: String, after: &str) -> Self {
        Self { before: before.to_string(), ratio: Some(ratio), after: after.to_string() }
    }
}

/// The gold corner of 肆: the part from the three household categories.
pub struct Households {
    /// `None`: not published.
    pub said: Option<AmountText>,
    /// Its own day, where it differs from the ladder's.
    pub day: Option<String>,
    pub href: String,
    pub share: Option<String>,
    /// Of the slab's width, in percent.
    pub width: String,
}

impl Step {
    pub fn new(rung: Rung, figure: Option<Figure>) -> Self {
        Self {
            rung,
            figure,
            instead: String::new(),
            href: None,
            count: String::new(),
            count_href: None,
            definition: String::new(),
            share: Share::default(),
            share_href: None,
            of: None,
            here: false,
            height: 0.0,
        }
    }

    /// In units of the text, so that the drawing grows with it on a large screen.
    fn height(&self) -> String {
        format!("{:.3}rem", self.height / PIXELS_OF_TEXT)
    }

    pub fn said(&self, lang: Lang) -> Option<AmountText> {
        self.figure.map(|figure| figure.say(lang))
    }
}

impl Ladder {
    /// Slabs are drawn to one scale: the largest amount is the tallest.
    pub fn new(lang: Lang, at_home: bool, mut steps: Vec<Step>) -> Self {
        let tallest = if at_home { TALLEST_AT_HOME } else { TALLEST };
        let yuan = |step: &Step| {
            step.figure.and_then(|figure| figure.in_yuan().to_f64()).unwrap_or_default()
        };
        let most = steps.iter().map(yuan).fold(0.0, f64::max);
        for step in &mut steps {
            step.height = match yuan(step) {
                _ if step.figure.is_none() => UNSAID,
                amount if amount <= 0.0 || most <= 0.0 => 0.0,
                amount => (amount / most * tallest).max(THINNEST),
            };
        }
        Self { lang, at_home, steps, note: at_home }
    }

    fn stamp(&self, rung: &Rung) -> Stamp {
        Stamp { rung: *rung, lang: self.lang }
    }

    fn stamp_of(&self) -> StampOf {
        StampOf { lang: self.lang }
    }

    /// The sidenotes in the margin of the same section.
    pub fn notes(&self) -> Notes<'_> {
        Notes { ladder: self }
    }

    fn has_households(&self) -> bool {
        self.steps.iter().any(|step| step.of.is_some())
    }
}

#[derive(Template)]
#[template(path = "components/ladder_notes.html")]
pub struct Notes<'a> {
    ladder: &'a Ladder,
}

impl HtmlSafe for Notes<'_> {}

/// "合同的 39.4% 已到货": `part` of `whole`, where both are above zero.
pub fn share(part: Decimal, whole: Decimal) -> Option<String> {
    percent(part, whole).filter(|_| !part.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(rung: Rung, yuan: i64) -> Step {
        Step::new(rung, Some(Figure::new(rung, Decimal::from(yuan))))
    }

    #[test]
    fn slabs_are_drawn_to_scale_and_never_vanish() {
        let ladder = Ladder::new(
            Lang::Zh,
            false,
            vec![
                step(Rung::Intent, 1000),
                step(Rung::Contract, 500),
                step(Rung::Purchase, 1),
                step(Rung::Payment, 0),
                Step::new(Rung::Payment, None),
            ],
        );
        let heights: Vec<f64> = ladder.steps.iter().map(|s| s.height).collect();
        assert_eq!(heights, [TALLEST, TALLEST / 2.0, THINNEST, 0.0, UNSAID]);
    }

    #[test]
    fn every_amount_has_its_stamp() {
        let html =
            Ladder::new(Lang::En, true, vec![step(Rung::Contract, 330_000_000)]).render().unwrap();
        assert!(html.contains("stamp--3") && html.contains("330") && html.contains("million"));
    }
}
