//! Suggestions while typing, as data for the script.

use super::{Marked, names_beside};
use crate::{
    search::model::{Kind, Suggested, name},
    values::search_text::SearchQuery,
    web::{page::Page, query::Query},
};
use serde::Serialize;

const MOST: usize = 9;
const MOST_BANNERS: usize = 3;

#[derive(Serialize)]
pub struct Suggestions {
    /// For users of screen readers.
    said: String,
    groups: Vec<Group>,
}

#[derive(Serialize)]
struct Group {
    title: &'static str,
    items: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    href: String,
    lang: &'static str,
    /// The name in pieces, each with whether it matches.
    name: Vec<(String, bool)>,
    beside: String,
}

pub fn none(page: &Page) -> Suggestions {
    Suggestions { said: page.t("没有建议", "No suggestions").to_string(), groups: Vec::new() }
}

/// The best of all kinds, grouped by kind; and the link to all results.
pub fn suggest(page: &Page, search: &SearchQuery, found: &[Suggested]) -> Suggestions {
    let banners: Vec<Item> = page
        .site
        .banners_found(search)
        .into_iter()
        .take(MOST_BANNERS)
        .map(|banner| {
            item(
                page,
                banner.code.path(),
                &Marked::new(banner.name(page.lang), search),
                banner.code.to_string(),
            )
        })
        .collect();
    let mut best: Vec<(Kind, &Suggested)> = Kind::ALL
        .into_iter()
        .flat_map(|kind| {
            found
                .iter()
                .filter(move |record| record.kind == kind.code())
                .map(move |record| (kind, record))
        })
        .collect();
    best.sort_by_key(|(_, record)| record.rank);
    best.truncate(MOST - banners.len());
    let count = banners.len() + best.len();
    if count == 0 {
        return none(page);
    }
    let of_kind = |kind: Kind| Group {
        title: kind.title(page.lang),
        items: best
            .iter()
            .filter(|(of, _)| *of == kind)
            .map(|(_, record)| of_record(page, search, kind, record))
            .collect(),
    };
    let mut groups = vec![Group { title: page.t("旗区", "Banners"), items: banners }];
    groups.extend(Kind::ALL.into_iter().map(of_kind));
    groups.retain(|group| !group.items.is_empty());
    groups.push(Group { title: "", items: vec![all(page, search)] });
    let said = if page.zh() {
        format!("{count} 条建议，可用上下方向键选择")
    } else {
        format!(
            "{count} {}, choose with the arrow keys",
            page.counted(&(count as i64), "", "suggestion", "suggestions")
        )
    };
    Suggestions { said, groups }
}

/// Beside the name: for a place its name in the other language, for a deal its number, and the
/// banner.
fn of_record(page: &Page, search: &SearchQuery, kind: Kind, record: &Suggested) -> Item {
    let other_name =
        names_beside(page, search, &record.name, record.name_en.as_deref()).map(|name| name.text());
    let is_deal = matches!(kind, Kind::Project | Kind::Agreement | Kind::Contract);
    let number =
        record.number.clone().filter(|number| is_deal || Marked::new(number, search).is_found());
    let banner = record.banner_code.as_ref().map(|code| page.banner_name(code).to_string());
    let beside: Vec<String> = other_name.chain(number).chain(banner).collect();
    let name = Marked::new(name(&record.name, record.name_en.as_ref(), page.lang), search);
    item(page, kind.path(&record.key), &name, beside.join(page.t("·", " · ")))
}

fn all(page: &Page, search: &SearchQuery) -> Item {
    let name = vec![(page.t("查看全部结果", "All results").to_string(), false)];
    let path = format!("/search{}", Query::default().with("q", &search.typed).suffix());
    Item { href: page.href(path), lang: page.lang.tag(), name, beside: String::new() }
}

fn item(page: &Page, path: String, name: &Marked, beside: String) -> Item {
    let parts = name.parts.iter().map(|part| (part.text.clone(), part.found));
    let invented = name.invented.then(|| ("(演示)".to_string(), false));
    Item {
        href: page.href(path),
        lang: if name.is_chinese { "zh-CN" } else { page.lang.tag() },
        name: parts.chain(invented).collect(),
        beside,
    }
}
