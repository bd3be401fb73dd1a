//! /places/suggestions: suggestions for a place field while typing.

use crate::{
    http::{
        problem::Problem,
        routes::Routes,
        state::App,
        throttle::{ClientAddress, Throttle},
    },
    places::{store, views::suggestions},
    web::{json::as_json, page::Page},
};
use axum::{extract::State, response::Response};
use std::{sync::Arc, time::Instant};

const SUGGESTED: i64 = 8;
/// The limit of one address, which a hall full of people may share.
const BURST: u32 = 40;
const PER_SECOND: u32 = 20;

pub fn routes() -> Routes {
    let throttle = Arc::new(Throttle::new(BURST, PER_SECOND));
    let suggest = move |State(app): State<App>, client: ClientAddress, page: Page| {
        suggest(app, client, page, throttle)
    };
    Routes::new()
        .plain("/places/suggestions", suggest.clone())
        .plain("/en/places/suggestions", suggest)
}

async fn suggest(
    app: App,
    client: ClientAddress,
    page: Page,
    throttle: Arc<Throttle>,
) -> Result<Response, Problem> {
    throttle.admit(client, Instant::now()).map_err(|wait| Problem::TooOften(wait.as_secs() + 1))?;
    let suggested = match page.search()?.filter(|search| !search.is_of_nothing()) {
        Some(search) => suggestions::suggest(
            &page,
            &search,
            &store::suggested(app.pool(), &search, SUGGESTED).await?,
        ),
        None => suggestions::none(&page),
    };
    Ok(as_json(&suggested))
}
