//! The pages in memory: as many as fit; frequently requested ones first.

use super::{
    coding::Accepted,
    flights::{Flights, Outcome},
    kept::Kept,
};
use crate::http::{
    changes::{Bits, Stamp},
    problem::Problem,
};
use axum::{
    body::{Body, HttpBody, to_bytes},
    extract::Request,
    http::{
        Method, StatusCode,
        header::{
            ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, IF_MODIFIED_SINCE,
            IF_NONE_MATCH, RANGE, SET_COOKIE, VARY,
        },
    },
    middleware::Next,
    response::Response,
};
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{sync::Semaphore, task::spawn_blocking};

/// Larger answers are files, not pages.
const LARGEST: u64 = 1024 * 1024;
/// For this long after a failure, old pages are sent at once and rendered again in the background.
const TROUBLE: Duration = Duration::from_secs(1);

#[derive(Clone)]
pub struct Pages {
    kept: moka::sync::Cache<String, Arc<Kept>>,
    pub flights: Flights,
    /// One compression at a time: it may wait, visitors may not.
    polisher: Arc<Semaphore>,
    /// How many compressions may wait.
    to_polish: Arc<Semaphore>,
    since: Instant,
    /// Milliseconds after `since`.
    trouble_until: Arc<AtomicU64>,
}

impl Pages {
    pub fn new(megabytes: u64) -> Self {
        let weigh = |key: &String, kept: &Arc<Kept>| {
            u32::try_from(key.len() + kept.weight()).unwrap_or(u32::MAX)
        };
        Self {
            kept: moka::sync::Cache::builder().max_capacity(megabytes << 20).weigher(weigh).build(),
            flights: Flights::default(),
            polisher: Arc::new(Semaphore::new(1)),
            to_polish: Arc::new(Semaphore::new(16)),
            since: Instant::now(),
            trouble_until: Arc::default(),
        }
    }

    pub fn get(&self, key: &str) -> Option<Arc<Kept>> {
        self.kept.get(key)
    }

    pub fn put(&self, key: String, kept: Arc<Kept>) {
        self.kept.insert(key, kept);
        metrics::gauge!("farmfair_page_cache_bytes")
            .set(f64::from(u32::try_from(self.kept.weighted_size()).unwrap_or(u32::MAX)));
    }

    /// Compresses at best effort, in the background.
    pub fn polish(&self, key: &str, kept: &Arc<Kept>) {
        let Ok(place) = self.to_polish.clone().try_acquire_owned() else {
            return kept.defer_polish();
        };
        let (pages, key, kept) = (self.clone(), key.to_string(), kept.clone());
        tokio::spawn(async move {
            let _place = place;
            let _one_at_a_time = pages.polisher.acquire().await;
            // The page was rendered again or dropped in the meantime: not worth it any more.
            let is_still_there =
                |kept: &Arc<Kept>| pages.get(&key).is_some_and(|now| Arc::ptr_eq(&now, kept));
            if !is_still_there(&kept) {
                return;
            }
            let rough = kept.clone();
            if let Ok(polished) = spawn_blocking(move || rough.polished()).await
                && is_still_there(&kept)
            {
                pages.put(key.clone(), Arc::new(polished));
            }
        });
    }

    pub fn is_in_trouble(&self) -> bool {
        self.now() < self.trouble_until.load(Ordering::Relaxed)
    }

    pub fn note_trouble(&self) {
        let millis = u64::try_from(TROUBLE.as_millis()).unwrap_or_default();
        self.trouble_until.store(self.now() + millis, Ordering::Relaxed);
    }

    /// A rendered page ends the failure; a failed rendering begins it.
    pub fn learn_from(&self, outcome: &Outcome) {
        match outcome {
            Outcome::Kept(_) => self.trouble_until.store(0, Ordering::Relaxed),
            Outcome::Problem(Problem::Unavailable) => self.note_trouble(),
            _ => {}
        }
    }

    fn now(&self) -> u64 {
        u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// The request without what is specific to one client: accepted codings and cached copies do not
/// affect the page.
pub fn neutral(mut request: Request) -> Request {
    *request.method_mut() = Method::GET;
    *request.body_mut() = Body::empty();
    for name in [ACCEPT_ENCODING, IF_NONE_MATCH, IF_MODIFIED_SINCE, RANGE] {
        request.headers_mut().remove(name);
    }
    request
}

/// `stamp`: taken before rendering.
pub async fn drawn(
    request: Request,
    next: Next,
    stamp: Stamp,
    nouns: Bits,
    accepted: Accepted,
) -> Outcome {
    let response = next.run(neutral(request)).await;
    if let Some(problem) = response.extensions().get::<Problem>() {
        return Outcome::Problem(problem.clone());
    }
    if !may_be_kept(&response) {
        return Outcome::Other(Arc::new(Mutex::new(Some(response))));
    }
    let (mut head, body) = response.into_parts();
    head.headers.remove(CONTENT_LENGTH);
    let Ok(plain) = to_bytes(body, usize::try_from(LARGEST).unwrap_or(usize::MAX)).await else {
        return Outcome::Problem(Problem::Internal);
    };
    Outcome::Kept(Arc::new(Kept::new(&plain, head.headers, stamp, nouns).packed_for(&accepted)))
}

/// A whole page of known length that depends on nobody's identity.
fn may_be_kept(response: &Response) -> bool {
    let headers = response.headers();
    let says = |word: &str| {
        headers
            .get_all(CACHE_CONTROL)
            .iter()
            .any(|value| value.to_str().is_ok_and(|value| value.contains(word)))
    };
    response.status() == StatusCode::OK
        && response.body().size_hint().exact().is_some_and(|size| size <= LARGEST)
        && ![SET_COOKIE, VARY, CONTENT_ENCODING].iter().any(|name| headers.contains_key(name))
        && !says("private")
        && !says("no-store")
}

/// A response can be taken once: the others ask for themselves.
pub fn take(response: &Mutex<Option<Response>>) -> Option<Response> {
    response.lock().unwrap_or_else(PoisonError::into_inner).take()
}
