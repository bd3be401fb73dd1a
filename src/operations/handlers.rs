//! /healthz: the process is alive. /readyz: it can reach its database. /metrics: its counters.

use crate::http::{problem::Problem, routes::Routes, state::App};
use axum::{
    extract::{MatchedPath, Request, State},
    http::header::CACHE_CONTROL,
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::time::Instant;

pub fn routes() -> Routes {
    Routes::new().plain("/healthz", healthz).plain("/readyz", readyz).plain("/metrics", metrics)
}

async fn healthz() -> impl IntoResponse {
    ([(CACHE_CONTROL, "no-store")], "ok\n")
}

async fn readyz(State(app): State<App>) -> Result<impl IntoResponse, Problem> {
    crate::site::store::is_reachable(app.pool()).await?;
    Ok(([(CACHE_CONTROL, "no-store")], "ready\n"))
}

async fn metrics(State(app): State<App>) -> impl IntoResponse {
    app.metrics().run_upkeep();
    ([(CACHE_CONTROL, "no-store")], app.metrics().render())
}

/// Counts each request by its route, never by its address: addresses are unlimited.
pub async fn measure(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("none".to_string(), |path| path.as_str().to_string());
    let response = next.run(request).await;
    let labels = [("route", route), ("status", response.status().as_u16().to_string())];
    metrics::counter!("farmfair_requests_total", &labels).increment(1);
    metrics::histogram!("farmfair_request_seconds", &labels).record(begun.elapsed().as_secs_f64());
    response
}
