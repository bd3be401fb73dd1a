//! Grouped results with the matched part marked.

pub mod suggestions;

use super::model::{Kind, MOST_COUNTED, SearchResult, name};
use crate::{
    ui::name::split_mark,
    values::{
        figure::Figure,
        lang::Lang,
        search_text::{Part, SearchQuery, marked},
    },
    web::page::Page,
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
    pub count: String,
    pub hits: Vec<Hit>,
    /// The whole list, if there are more.
    pub all: Option<String>,
}

pub struct Hit {
    pub href: String,
    pub name: Marked,
    pub below: Vec<Marked>,
    pub figure: Option<Figure>,
    /// A price, a booth.
    pub aside: String,
}

/// Text with its matches marked.
#[derive(Template)]
#[template(path = "components/marked.html")]
pub struct Marked {
    pub parts: Vec<Part>,
    pub is_chinese: bool,
    pub invented: bool,
}

impl HtmlSafe for Marked {}

impl Marked {
    /// A name or word as recorded, in Chinese unless it is plain letters.
    pub fn new(text: &str, search: &SearchQuery) -> Self {
        let (bare, invented) = split_mark(text);
        Self { parts: marked(bare, search), is_chinese: !bare.is_ascii(), invented }
    }

    fn plain(text: impl Into<String>) -> Self {
        Self {
            parts: vec![Part { text: text.into(), found: false }],
            is_chinese: false,
            invented: false,
        }
    }

    pub fn is_found(&self) -> bool {
        self.parts.iter().any(|part| part.found)
    }

    /// Without its marks.
    pub fn text(&self) -> String {
        self.parts.iter().map(|part| part.text.as_str()).collect()
    }
}

impl Group {
    pub fn of_banners(page: &Page, search: &SearchQuery) -> Option<Self> {
        let hits: Vec<Hit> = page
            .site
            .banners_found(search)
            .into_iter()
            .map(|banner| {
                let below = names_beside(page, search, &banner.name, Some(&banner.name_en))
                    .chain([Marked::new(banner.code.as_str(), search)])
                    .collect();
                Hit {
                    href: page.href(banner.code.path()),
                    name: Marked::new(banner.name(page.lang), search),
                    below,
                    figure: None,
                    aside: String::new(),
                }
            })
            .collect();
        let count = page.count(&(hits.len() as i64));
        (!hits.is_empty()).then(|| Self {
            id: "banner",
            title: page.t("旗区", "Banners").to_string(),
            count,
            hits,
            all: None,
        })
    }

    pub fn of(page: &Page, search: &SearchQuery, kind: Kind, records: &[&SearchResult]) -> Self {
        let total = records.first().map_or(0, |record| record.total);
        let query = crate::web::query::Query::default().with("q", &search.typed).suffix();
        let all = kind.list().filter(|_| total > records.len() as i64);
        Self {
            id: kind.code(),
            title: kind.title(page.lang).to_string(),
            count: if total < MOST_COUNTED {
                page.count(&total)
            } else {
                format!("{}+", page.count(&(MOST_COUNTED - 1)))
            },
            hits: records.iter().map(|record| Hit::of(page, search, kind, record)).collect(),
            all: all
                .map(|(path, every_edition)| page.href(format!("{path}{query}{every_edition}"))),
        }
    }
}

impl Hit {
    fn of(page: &Page, search: &SearchQuery, kind: Kind, record: &SearchResult) -> Self {
        let price = record
            .price
            .as_ref()
            .zip(record.unit_code.as_ref())
            .map(|(price, unit)| format!("{} {}", page.number(price), page.per(unit)));
        let open_ceiling =
            (kind == Kind::Agreement).then(|| page.t("未约定上限", "no ceiling set").to_string());
        let aside = if kind == Kind::Exhibitor {
            record.booth_code.clone()
        } else {
            price.or(open_ceiling)
        };
        let figures = [
            record.intent.map(|a| a.figure()),
            record.framework.map(|a| a.figure()),
            record.contract.map(|a| a.figure()),
        ];
        Self {
            href: page.href(kind.path(&record.key)),
            name: Marked::new(name(&record.name, record.name_en.as_ref(), page.lang), search),
            below: below(page, search, kind, record),
            figure: figures.into_iter().flatten().next(),
            aside: aside.unwrap_or_default(),
        }
    }
}

/// The kind of record, its place and date; and the matching text, if that is not its name.
fn below(page: &Page, search: &SearchQuery, kind: Kind, record: &SearchResult) -> Vec<Marked> {
    let is_deal = matches!(kind, Kind::Project | Kind::Agreement | Kind::Contract);
    let number = record
        .number
        .as_ref()
        .map(|number| Marked::new(number, search))
        .filter(|number| is_deal || number.is_found());
    let day = record.signed_on.as_ref().map(|day| Marked::plain(page.day(day)));
    let sort = record.sort_of(kind, page.lang).map(Marked::plain);
    let banner = record
        .banner_code
        .as_ref()
        .filter(|_| is_deal || matches!(kind, Kind::Village | Kind::Township | Kind::Brand));
    let banner = banner.map(|code| Marked::new(page.banner_name(code), search));
    let place = record
        .place
        .as_ref()
        .zip(record.place_en.as_ref())
        .map(|(zh, en)| Marked::new(page.t(zh, en), search));
    let code = matches!(kind, Kind::Village | Kind::Township)
        .then(|| Marked::new(&record.key, search))
        .filter(Marked::is_found);
    let past = record
        .edition
        .filter(|ordinal| page.edition().is_some_and(|current| current.ordinal != *ordinal));
    let past = past
        .and_then(|ordinal| page.site.by_ordinal(ordinal))
        .map(|edition| Marked::plain(edition.short_name(page.lang)));
    let words = record.words.iter().map(|word| Marked::new(word, search)).filter(Marked::is_found);
    let other_name = names_beside(page, search, &record.name, record.name_en.as_deref());
    other_name
        .chain([number, day, sort, banner, place, code, past].into_iter().flatten())
        .chain(words)
        .collect()
}

/// The name of a place in the other language, if that matched.
pub fn names_beside<'a>(
    page: &Page,
    search: &'a SearchQuery,
    name: &'a str,
    name_en: Option<&'a str>,
) -> impl Iterator<Item = Marked> + use<'a> {
    let (here, beside) = match (page.lang, name_en) {
        (Lang::En, Some(name_en)) => (name_en, Some(name)),
        (_, name_en) => (name, name_en),
    };
    beside
        .filter(|_| !Marked::new(here, search).is_found())
        .map(|beside| Marked::new(beside, search))
        .filter(Marked::is_found)
        .into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matched_part_is_marked_and_the_mark_of_an_invented_party_is_kept() {
        let html = |name: &str, typed: &str| {
            Marked::new(name, &SearchQuery::new(typed, &[]).unwrap()).render().unwrap()
        };
        let party = concat!(
            r#"<span lang="zh-CN">鄂托克旗示范绒<mark>山羊</mark>合作社"#,
            r#"<small class="ds">(演示)</small></span>"#
        );
        assert_eq!(html("鄂托克旗示范绒山羊合作社(演示)", "山羊"), party);
        assert_eq!(html("鄂托克旗示范绒山羊合作社(演示)", "shanyang"), party);
        assert_eq!(html("HJ-1", "hj"), "<span><mark>HJ</mark>-1</span>");
        assert!(!html("<b>", "b").contains("<b>"));
    }
}
