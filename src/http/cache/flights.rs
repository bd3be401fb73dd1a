//! Single flight: one rendering for each page at a time. Whoever asks for a page while it is
//! rendered waits for that rendering. It goes on when its visitors have left, since the next
//! visitor will want it.

use super::kept::Kept;
use crate::http::problem::Problem;
use axum::response::Response;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::watch;

#[derive(Clone)]
pub enum Outcome {
    Kept(Arc<Kept>),
    Problem(Problem),
    /// No cacheable page: the caller takes it, and the others ask for themselves.
    Other(Arc<Mutex<Option<Response>>>),
}

pub type Arrival = watch::Receiver<Option<Outcome>>;

#[derive(Clone, Default)]
pub struct Flights(Arc<Mutex<HashMap<String, Arrival>>>);

pub enum Seat {
    /// The caller renders the page.
    Leader(Completion, Arrival),
    Follower(Arrival),
    /// The page is ready by now.
    Late(Arc<Kept>),
}

/// Ends a flight, also one that fails.
pub struct Completion {
    flights: Flights,
    key: String,
    outcome: watch::Sender<Option<Outcome>>,
}

impl Flights {
    /// `landed` checks whether the page is cached by now. A page is cached before its flight ends,
    /// so a check under the lock leaves no gap for a second rendering.
    pub fn board(&self, key: &str, landed: impl FnOnce() -> Option<Arc<Kept>>) -> Seat {
        let mut flights = self.lock();
        if let Some(arrival) = flights.get(key) {
            return Seat::Follower(arrival.clone());
        }
        if let Some(kept) = landed() {
            return Seat::Late(kept);
        }
        let (outcome, arrival) = watch::channel(None);
        flights.insert(key.to_string(), arrival.clone());
        Seat::Leader(Completion { flights: self.clone(), key: key.to_string(), outcome }, arrival)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Arrival>> {
        // Each change is one call: a panic elsewhere leaves the map consistent.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Completion {
    pub fn land(self, outcome: Outcome) {
        self.flights.lock().remove(&self.key);
        self.outcome.send_replace(Some(outcome));
    }
}

impl Drop for Completion {
    fn drop(&mut self) {
        let mut flights = self.flights.lock();
        // The flight has landed and the next one is under way: keep that one's place.
        if flights
            .get(&self.key)
            .is_some_and(|arrival| arrival.same_channel(&self.outcome.subscribe()))
        {
            flights.remove(&self.key);
        }
    }
}

pub async fn arrive(mut arrival: Arrival) -> Outcome {
    match arrival.wait_for(Option::is_some).await {
        Ok(outcome) => outcome.clone().unwrap_or(Outcome::Problem(Problem::Internal)),
        Err(_) => Outcome::Problem(Problem::Internal),
    }
}
