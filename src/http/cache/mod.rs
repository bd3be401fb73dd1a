//! The cache of public pages. Each address is rendered once a day and sent to everybody until a
//! record behind it changes (`http::changes`). While the database is unavailable or overloaded, old
//! pages are still sent, marked by their age. Refusals and answers with a cookie are never cached.

mod asked;
mod coding;
mod flights;
mod kept;
mod pages;
mod plan;

use crate::{
    http::{problem::Problem, state::App},
    values::clock::Clock,
};
use asked::Asked;
use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header::AGE},
    middleware::Next,
    response::{IntoResponse, Response},
};
use flights::{Arrival, Completion, Outcome, Seat, arrive};
use kept::Kept;
use pages::Pages;
pub use plan::{Plan, plan, reads};
use std::{sync::Arc, time::Duration};
use tokio::time::timeout;
use tracing::Instrument;

/// Nobody waits longer for a page: after that the answer is "try again later".
pub const LONGEST_REQUEST: Duration = Duration::from_millis(2700);
/// How long a visitor waits for a page to be rendered again before the old one is sent: a change
/// must be visible within a second.
const PATIENCE: Duration = Duration::from_millis(800);
/// A page that changes while it is rendered is rendered again, at most this often.
const TRIES: usize = 2;

const CACHE_STATUS: HeaderName = HeaderName::from_static("cache-status");

/// The layer's state.
#[derive(Clone)]
pub struct Cache(Arc<Inner>);

struct Inner {
    app: App,
    plan: Plan,
    pages: Pages,
}

/// The mark of an answer that is compressed, or left plain on purpose.
#[derive(Clone)]
pub struct AsPacked;

/// Where a page came from, for Cache-Status and /metrics.
#[derive(Clone, Copy)]
enum Source {
    Hit,
    Drawn,
    Stale,
}

impl Cache {
    pub fn new(app: App, plan: Plan, megabytes: u64) -> Self {
        Self(Arc::new(Inner { app, plan, pages: Pages::new(megabytes) }))
    }
}

/// The layer.
pub async fn keep(State(cache): State<Cache>, request: Request, next: Next) -> Response {
    let Some(asked) = Asked::of(&request, &cache.0.plan) else {
        return next.run(request).await;
    };
    // Without a frame the day is unknown. After the first request it is refreshed with the pages.
    if cache.0.app.last_site().is_none() {
        let late = |_| Err(sqlx::Error::PoolTimedOut);
        let loaded = timeout(LONGEST_REQUEST, cache.0.app.site()).await.unwrap_or_else(late);
        if let Err(error) = loaded {
            return Problem::from(error).into_response();
        }
    }
    cache.answer(&asked, request, next).await
}

impl Cache {
    async fn answer(&self, asked: &Asked, request: Request, next: Next) -> Response {
        let key = self.key(asked);
        let old = self.0.pages.get(&key);
        if let Some(kept) = old.as_ref().filter(|kept| self.is_current(kept)) {
            return self.send(asked, kept, Source::Hit);
        }
        let mut way = Some((request, next));
        for attempt in 1..=TRIES {
            let (arrival, is_mine) = match self.0.pages.flights.board(&key, || self.current(&key)) {
                Seat::Late(kept) => return self.send(asked, &kept, Source::Hit),
                Seat::Follower(arrival) => (arrival, false),
                Seat::Leader(landing, arrival) => {
                    let Some((request, next)) = way.take() else { break };
                    self.draw(asked, request, next, landing);
                    (arrival, true)
                }
            };
            let outcome = match &old {
                Some(_) => self.hurried(arrival).await,
                None => Some(arrive(arrival).await),
            };
            match outcome {
                // A rendering that began before a change known to this visitor does not count.
                Some(Outcome::Kept(kept))
                    if !is_mine && attempt < TRIES && !self.is_current(&kept) => {}
                Some(outcome) => return self.deliver(asked, outcome, old.as_ref(), way).await,
                None => break,
            }
        }
        match &old {
            Some(kept) => self.send(asked, kept, Source::Stale),
            None => Problem::Unavailable.into_response(),
        }
    }

    async fn deliver(
        &self,
        asked: &Asked,
        outcome: Outcome,
        old: Option<&Arc<Kept>>,
        way: Option<(Request, Next)>,
    ) -> Response {
        match (outcome, old) {
            (Outcome::Kept(kept), _) => self.send(asked, &kept, Source::Drawn),
            (Outcome::Problem(Problem::Unavailable), Some(old)) => {
                self.send(asked, old, Source::Stale)
            }
            (Outcome::Problem(problem), _) => problem.into_response(),
            (Outcome::Other(response), _) => match (pages::take(&response), way) {
                (Some(response), _) => response,
                (None, Some((request, next))) => next.run(request).await,
                (None, None) => Problem::Unavailable.into_response(),
            },
        }
    }

    /// In time, or not at all; no waiting while the database has problems.
    async fn hurried(&self, arrival: Arrival) -> Option<Outcome> {
        let patience = if self.0.pages.is_in_trouble() { Duration::ZERO } else { PATIENCE };
        let outcome = timeout(patience, arrive(arrival)).await.ok();
        if outcome.is_none() {
            self.0.pages.note_trouble();
        }
        outcome
    }

    /// Renders in its own task.
    fn draw(&self, asked: &Asked, request: Request, next: Next, landing: Completion) {
        let (cache, asked) = (self.clone(), asked.clone());
        let drawing = async move {
            let drawing = timeout(LONGEST_REQUEST, cache.drawn(&asked, request, next));
            let outcome = drawing.await.unwrap_or(Outcome::Problem(Problem::Unavailable));
            cache.0.pages.learn_from(&outcome);
            if let Outcome::Kept(kept) = &outcome {
                cache.0.pages.put(cache.key(&asked), kept.clone());
            }
            landing.land(outcome);
        };
        tokio::spawn(drawing.in_current_span());
    }

    async fn drawn(&self, asked: &Asked, request: Request, next: Next) -> Outcome {
        metrics::counter!("farmfair_page_renders_total").increment(1);
        let stamp = self.0.app.changes().stamp();
        // The frame comes first, since it holds the day.
        match self.0.app.site().await {
            Ok(_) => pages::drawn(request, next, stamp, asked.nouns, asked.wish.accepted).await,
            Err(error) => Outcome::Problem(error.into()),
        }
    }

    fn key(&self, asked: &Asked) -> String {
        let site = self.0.app.last_site();
        let day =
            site.map_or_else(|| Clock::new(None).today(), |site| self.0.app.clock(&site).today());
        asked.key(day)
    }

    fn current(&self, key: &str) -> Option<Arc<Kept>> {
        self.0.pages.get(key).filter(|kept| self.is_current(kept))
    }

    fn is_current(&self, kept: &Kept) -> bool {
        self.0.app.changes().is_current(&kept.stamp, kept.nouns)
    }

    fn send(&self, asked: &Asked, kept: &Arc<Kept>, source: Source) -> Response {
        metrics::counter!("farmfair_page_cache_total", "result" => source.word()).increment(1);
        if let Source::Hit = source
            && kept.wants_polish(&asked.wish)
        {
            self.0.pages.polish(&self.key(asked), kept);
        }
        let mut response = kept.answer(&asked.wish);
        response.headers_mut().insert(CACHE_STATUS, HeaderValue::from_static(source.status()));
        if let Source::Stale = source {
            response.headers_mut().insert(AGE, HeaderValue::from(kept.stamp.age().as_secs()));
        }
        response.extensions_mut().insert(AsPacked);
        response
    }
}

impl Source {
    fn word(self) -> &'static str {
        match self {
            Source::Hit => "hit",
            Source::Drawn => "miss",
            Source::Stale => "stale",
        }
    }

    /// As RFC 9211 writes it; a time to live below zero marks an old page.
    fn status(self) -> &'static str {
        match self {
            Source::Hit => "farmfair; hit",
            Source::Drawn => "farmfair; fwd=miss; stored",
            Source::Stale => "farmfair; hit; ttl=-1",
        }
    }
}
