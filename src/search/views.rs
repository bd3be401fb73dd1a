//! Grouped results with the matched part marked.

use crate::{
    kit::page::{Page, split_mark},
    values::{figure::Figure, lang::Lang},
};
use askama::{Template, filters::HtmlSafe};

#[derive(Template)]
#[template(path = "search/show.html")]
pub struct Show {
    pub page: Page,
    pub typed: String,
    pub groups: Vec<Group>,
}

/// The first results of one kind.
pub struct Group {
    pub id: &'static str,
    pub title: String,
    pub hits: Vec<Hit>,
    /// The whole list, where there is more.
    pub all: Option<String>,
}

pub struct Hit {
    pub href: String,
    pub name: Marked,
    pub below: String,
    pub figure: Option<Figure>,
    /// A price, a booth.
    pub aside: String,
}

/// A name in three parts, of which the middle is what was searched for.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"<span lang="zh-CN">{{ before }}{% if !found.is_empty() %}<mark>{{ found }}</mark>{% endif %}{{ after }}{% if invented %}<small class="ds">(演示)</small>{% endif %}</span>"#
)]
pub struct Marked {
    before: String,
    found: String,
    after: String,
    invented: bool,
}

impl HtmlSafe for Marked {}

impl Marked {
    /// A match by pinyin or by another column marks nothing.
    pub fn new(name: &str, typed: &str) -> Self {
        let (bare, invented) = split_mark(name);
        let lower = bare.to_lowercase();
        let typed = typed.trim().to_lowercase();
        // Lower case may have another length; then nothing is marked rather than something wrong.
        let at = lower.find(&typed).filter(|_| lower.len() == bare.len() && !typed.is_empty());
        let (start, end) = at.map_or((bare.len(), bare.len()), |at| (at, at + typed.len()));
        Self { before: bare[..start].to_string(), found: bare[start..end].to_string(), after: bare[end..].to_string(), invented }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matched_part_is_marked_and_the_mark_of_an_invented_party_is_kept() {
        let html = Marked::new("鄂托克旗示范绒山羊合作社(演示)", "山羊").render().unwrap();
        assert_eq!(html, r#"<span lang="zh-CN">鄂托克旗示范绒<mark>山羊</mark>合作社<small class="ds">(演示)</small></span>"#);
        assert!(!Marked::new("山羊肉", "shanyang").render().unwrap().contains("<mark>"));
        assert!(!Marked::new("<b>", "x").render().unwrap().contains("<b>"));
    }
}
