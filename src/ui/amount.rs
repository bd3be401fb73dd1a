//! An amount never appears without its stamp.

use crate::values::{figure::Figure, lang::Lang, rung::Rung, spoken::AmountText};
use askama::{Template, filters::HtmlSafe};

/// The small square cut from its step's felt.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<span class="stamp stamp--{{ rung.number() }}"><span aria-hidden="true">{{ rung.mark() }}</span><span class="vh">{{ rung.name(*lang) }}</span></span>"#
)]
pub struct Stamp {
    pub rung: Rung,
    pub lang: Lang,
}

impl HtmlSafe for Stamp {}

/// The same stamp in gold: of the accepted goods, what came from the reported households.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<span class="stamp stamp--of"><span aria-hidden="true">肆</span><span class="vh">{{ lang.t("到货金额中", "Of accepted goods") }}</span></span>"#
)]
pub struct StampOf {
    pub lang: Lang,
}

impl HtmlSafe for StampOf {}

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<span class="amount num">{{ stamp }}{% if let Some(href) = href %}<a class="fig" href="{{ href }}">{% endif %}{% if !said.before.is_empty() %}<span class="u">{{ said.before }} </span>{% endif %}{{ said.number }}{% if !said.unit.is_empty() %}<span class="u"> {{ said.unit }}</span>{% endif %}{% if href.is_some() %}</a>{% endif %}</span>"#
)]
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
