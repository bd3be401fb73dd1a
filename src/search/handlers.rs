//! /search, and suggestions while typing.

use super::{
    model::{Kind, SearchResult},
    store,
    views::{Group, Show, suggestions},
};
use crate::{
    http::{
        problem::Problem,
        routes::Routes,
        state::App,
        throttle::{ClientAddress, Throttle},
    },
    values::search_text::SearchQuery,
    web::page::{Page, render},
};
use axum::{
    extract::State,
    http::header::CONTENT_TYPE,
    response::{IntoResponse, Response},
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{sync::Semaphore, time::timeout};

/// Of each kind.
const SHOWN: i64 = 5;
const SUGGESTED: i64 = 3;

/// The limit of suggestions for one address, which a hall full of visitors may share.
const BURST: u32 = 40;
const PER_SECOND: u32 = 20;

/// Connections for suggestions, and how long one waits for its turn: pages have priority.
const AT_ONCE: usize = 4;
const LONGEST_TURN: Duration = Duration::from_millis(1500);

/// Suggestions wait here and not with the pages: excess requests are refused at once.
pub const OWN_TURNS: &[&str] = &["/search/suggestions", "/en/search/suggestions"];

struct Limits {
    throttle: Throttle,
    turns: Semaphore,
}

pub fn routes() -> Routes {
    let limits = Arc::new(Limits {
        throttle: Throttle::new(BURST, PER_SECOND),
        turns: Semaphore::new(AT_ONCE),
    });
    let suggest = move |State(app): State<App>, client: ClientAddress, page: Page| {
        suggest(app, client, page, limits)
    };
    Routes::new()
        .page("/search", show)
        .plain(OWN_TURNS[0], suggest.clone())
        .plain(OWN_TURNS[1], suggest)
}

async fn show(State(app): State<App>, page: Page) -> Result<Response, Problem> {
    let typed = page.query.get("q").unwrap_or_default().to_string();
    let groups = match page.search()?.filter(|search| !search.is_of_nothing()) {
        Some(search) => {
            let edition = page.edition().map(|edition| edition.ordinal);
            groups(
                &page,
                &search,
                &store::found(app.kept(), &search, edition, page.today, SHOWN).await?,
            )
        }
        None => Vec::new(),
    };
    render(&Show { page, typed, groups })
}

async fn suggest(
    app: App,
    client: ClientAddress,
    page: Page,
    limits: Arc<Limits>,
) -> Result<Response, Problem> {
    limits
        .throttle
        .admit(client, Instant::now())
        .map_err(|wait| Problem::TooOften(wait.as_secs() + 1))?;
    let suggested = match page.search()?.filter(|search| !search.is_of_nothing()) {
        Some(search) => {
            let _turn = timeout(LONGEST_TURN, limits.turns.acquire())
                .await
                .map_err(|_| Problem::Unavailable)?;
            suggestions::suggest(
                &page,
                &search,
                &store::suggested(app.kept(), &search, SUGGESTED).await?,
            )
        }
        None => suggestions::none(&page),
    };
    let json = serde_json::to_string(&suggested).map_err(|error| {
        tracing::error!(%error, "suggestions could not be written");
        Problem::Internal
    })?;
    Ok(([(CONTENT_TYPE, "application/json")], json).into_response())
}

/// The banners, then each kind; exact names come first.
fn groups(page: &Page, search: &SearchQuery, found: &[SearchResult]) -> Vec<Group> {
    let of_kind =
        |kind: Kind| found.iter().filter(|record| record.kind == kind.code()).collect::<Vec<_>>();
    let mut kinds: Vec<(Kind, Vec<&SearchResult>)> =
        Kind::ALL.into_iter().map(|kind| (kind, of_kind(kind))).collect();
    kinds.retain(|(_, records)| !records.is_empty());
    kinds.sort_by_key(|(_, records)| records.iter().all(|record| record.rank != Some(1)));
    let banners = Group::of_banners(page, search);
    banners
        .into_iter()
        .chain(kinds.into_iter().map(|(kind, records)| Group::of(page, search, kind, &records)))
        .collect()
}
