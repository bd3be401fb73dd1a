//! Suggestions for the scope field while typing.

use crate::{
    http::{problem::Problem, state::App},
    identity::{
        model::role::{Candidate, ScopeKind},
        store,
    },
    values::search_text::{SearchQuery, marked},
    web::{json::as_json, page::Page},
};
use axum::{extract::State, response::Response};
use serde_json::{Value, json};

const OF_EACH_KIND: i64 = 5;

pub async fn suggest(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    let mut groups = Vec::new();
    if let Some(search) = page.search()? {
        for (kind, zh, en) in [
            (ScopeKind::Organisation, "主体", "Organisations"),
            (ScopeKind::Banner, "旗区", "Banners"),
            (ScopeKind::Village, "村", "Villages"),
        ] {
            let found = store::scopes::suggested(app.pool(), kind, &search, OF_EACH_KIND).await?;
            let items: Vec<Value> =
                found.iter().map(|candidate| item(&page, &search, candidate)).collect();
            if !items.is_empty() {
                groups.push(json!({ "title": page.t(zh, en), "items": items }));
            }
        }
    }
    let said = match groups.is_empty() {
        true => page.t("没有这个主体、村或旗区", "No such organisation, village or banner"),
        false => page.t("可用上下方向键选择", "Choose with the arrow keys"),
    };
    Ok(as_json(&json!({ "said": said, "groups": groups })))
}

fn item(page: &Page, search: &SearchQuery, candidate: &Candidate) -> Value {
    let name = page.t(&candidate.full_name, &candidate.full_name_en);
    let parts: Vec<(String, bool)> =
        marked(name, search).into_iter().map(|part| (part.text, part.found)).collect();
    json!({
        "value": name,
        "code": candidate.code,
        "lang": page.lang.tag(),
        "name": parts,
        "beside": candidate.code,
    })
}
