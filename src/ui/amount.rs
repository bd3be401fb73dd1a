//! An amount never appears without its stamp.

use crate::values::{figure::Figure, lang::Lang, rung::Rung, spoken::AmountText};
use askama::{Template, filters::HtmlSafe};

/// The small square cut from its step's felt.
#[derive(Template)]
#[template(path = "components/stamp.html")]
pub struct Stamp {
    pub rung: Rung,
    pub lang: Lang,
}

impl HtmlSafe for Stamp {}

/// The same stamp in gold: of the accepted goods, what came from the reported households.
#[derive(Template)]
#[template(path = "components/stamp_of.html")]
pub struct StampOf {
    pub lang: Lang,
}

impl HtmlSafe for StampOf {}

#[derive(Template)]
#[template(path = "components/amount.html")]
pub struct AmountTag {
    stamp: Stamp,
    said: AmountText,
    href: Option<String>,
}

impl HtmlSafe for AmountTag {}

impl AmountTag {
    pub fn new(figure: Figure, lang: Lang, href: Option<String>) -> Self {
        Self { stamp: Stamp { rung: figure.rung, lang }, said: figure.say(lang), href }
    }
}
