//! An organisation's name; the mark of an invented one is set small.

use askama::{Template, filters::HtmlSafe};

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<span lang="zh-CN">{{ bare }}{% if invented %}<small class="ds">(演示)</small>{% endif %}</span>"#
)]
pub struct Name<'a> {
    bare: &'a str,
    invented: bool,
}

impl HtmlSafe for Name<'_> {}

pub fn name(name: &str) -> Name<'_> {
    let (bare, invented) = split_mark(name);
    Name { bare, invented }
}

/// An invented party's name ends in (演示), which the look sets small: the name, and whether it does.
pub fn split_mark(name: &str) -> (&str, bool) {
    match name.strip_suffix("(演示)") {
        Some(bare) => (bare, true),
        None => (name, false),
    }
}
