//! Suggestions of a place field while typing, as data for the script: the format of
//! /search/suggestions, with the value of the field instead of an address.

use crate::{
    places::model::Named,
    values::search_text::{SearchQuery, marked},
    web::page::Page,
};
use serde_json::{Value, json};

pub fn none(page: &Page) -> Value {
    json!({ "said": page.t("没有这个地方", "No such place"), "groups": [] })
}

pub fn suggest(page: &Page, search: &SearchQuery, places: &[Named]) -> Value {
    if places.is_empty() {
        return none(page);
    }
    let count = places.len();
    let said = if page.zh() {
        format!("{count} 个地方，可用上下方向键选择")
    } else {
        format!(
            "{count} {}, choose with the arrow keys",
            page.counted(&(count as i64), "", "place", "places")
        )
    };
    let items: Vec<Value> = places.iter().map(|place| item(page, search, place)).collect();
    json!({ "said": said, "groups": [{ "title": "", "items": items }] })
}

/// Beside the name: its banner, and the code that distinguishes equal names.
fn item(page: &Page, search: &SearchQuery, place: &Named) -> Value {
    let name = page.t(&place.full_name, &place.full_name_en);
    let parts: Vec<(String, bool)> =
        marked(name, search).into_iter().map(|part| (part.text, part.found)).collect();
    let code = place.code.as_str();
    let banner = page
        .site
        .banner(code.get(..6).unwrap_or_default())
        .filter(|banner| banner.code != place.code);
    let beside: Vec<&str> =
        banner.map(|banner| banner.name(page.lang)).into_iter().chain([code]).collect();
    json!({
        "value": name,
        "code": code,
        "lang": page.lang.tag(),
        "name": parts,
        "beside": beside.join(page.t("·", " · ")),
    })
}
