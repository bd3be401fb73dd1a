//! Waiting rooms. The pages of each noun use at most half the pool at once. So one locked table, or
//! one page that a crowd requests, leaves room for the others. A bounded number of further requests
//! waits a moment; all others are told to try again later.

use super::{problem::Problem, routes::Route};
use crate::database::connection::MAX_CONNECTIONS;
use axum::{
    extract::{MatchedPath, Request, State},
    http::Method,
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};
use tokio::{sync::Semaphore, time::timeout};

const AT_ONCE: usize = MAX_CONNECTIONS as usize / 2;
const WAITING: usize = 64;
const LONGEST_WAIT: Duration = Duration::from_secs(1);

#[derive(Clone)]
pub struct Gate(Arc<Rooms>);

struct Rooms {
    rooms: HashMap<String, Room>,
    elsewhere: &'static [&'static str],
    /// Uploads and exports: a slow client would hold a seat for minutes.
    long: HashSet<(&'static str, String)>,
}

struct Room {
    seats: Semaphore,
    /// Seats and waiting places together.
    places: Semaphore,
}

impl Gate {
    /// `elsewhere`: routes that limit their own load.
    pub fn new(routes: &[Route], elsewhere: &'static [&'static str]) -> Self {
        let room =
            || Room { seats: Semaphore::new(AT_ONCE), places: Semaphore::new(AT_ONCE + WAITING) };
        let rooms = routes.iter().map(|route| (noun(&route.path).to_string(), room())).collect();
        Self(Arc::new(Rooms { rooms, elsewhere, long: long(routes) }))
    }

    fn room(&self, request: &Request) -> Option<&Room> {
        let path = request.extensions().get::<MatchedPath>()?.as_str();
        self.0.rooms.get(noun(path)).filter(|_| {
            !is_long(&self.0.long, request.method(), path) && !self.0.elsewhere.contains(&path)
        })
    }
}

/// The layer.
pub async fn pass(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    // An unknown path needs no database.
    let Some(room) = gate.room(&request) else { return next.run(request).await };
    let Ok(_place) = room.places.try_acquire() else { return Problem::Unavailable.into_response() };
    match timeout(LONGEST_WAIT, room.seats.acquire()).await {
        Ok(Ok(_seat)) => next.run(request).await,
        _ => Problem::Unavailable.into_response(),
    }
}

/// Methods and paths that may take longer than others.
pub fn long(routes: &[Route]) -> HashSet<(&'static str, String)> {
    routes
        .iter()
        .filter(|route| route.is_long)
        .map(|route| (route.method, route.path.clone()))
        .collect()
}

pub fn is_long(long: &HashSet<(&'static str, String)>, method: &Method, path: &str) -> bool {
    let method = if *method == Method::POST { "POST" } else { "GET" };
    long.iter().any(|(of, long)| *of == method && long == path)
}

/// `contracts` of `/en/contracts/{id}`.
fn noun(path: &str) -> &str {
    path.trim_start_matches('/').split('/').find(|part| *part != "en").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::noun;

    #[test]
    fn both_languages_and_all_records_of_a_noun_wait_in_one_room() {
        assert_eq!(
            ["/contracts", "/en/contracts/{id}", "/", "/en/", "/en"].map(noun),
            ["contracts", "contracts", "", "", ""]
        );
    }
}
