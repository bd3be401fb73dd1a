//! /screen/events: tells open screens that there is something new. A stream makes no statement: it
//! waits for the changes that the server hears of anyway, and its screen then fetches the page,
//! which the page cache renders once for all of them.

use crate::{
    http::{
        cache::reads,
        changes::{Bits, Heard},
        problem::Problem,
        state::App,
    },
    values::day,
};
use axum::{
    extract::State,
    http::{HeaderName, HeaderValue},
    response::{IntoResponse, Response, Sse, sse::Event},
};
use futures_util::{StreamExt, stream};
use std::{convert::Infallible, time::Duration};
use tokio::{
    sync::watch,
    time::{Instant, Interval, MissedTickBehavior, interval, sleep_until},
};

pub const PATH: &str = "/screen/events";

/// Streams at once, of the 2,000 connections of a server. Further screens ask every ten seconds.
const MOST: usize = 600;
/// How often a screen hears that nothing is new.
const BEAT: Duration = Duration::from_secs(10);
/// One transaction announces several nouns.
const TOGETHER: Duration = Duration::from_millis(50);
/// The shortest time between two pieces of news: an import changes records all the time.
const PAUSE: Duration = Duration::from_millis(500);
/// After which a browser connects again.
const AGAIN: Duration = Duration::from_secs(2);
/// nginx passes each event on at once.
const UNBUFFERED: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));

pub async fn index(State(app): State<App>) -> Result<Response, Problem> {
    if app.changes().followers() >= MOST {
        return Err(Problem::Unavailable);
    }
    let events = stream::unfold(News::of(app), |mut news| async {
        let event = news.next().await?;
        Some((Ok::<_, Infallible>(event), news))
    });
    Ok(([UNBUFFERED], Sse::new(events.fuse())).into_response())
}

/// What one screen has been told.
struct News {
    app: App,
    /// What the page reads.
    nouns: Bits,
    heard: watch::Receiver<Heard>,
    told: Option<u64>,
    earliest: Instant,
    beat: Interval,
}

impl News {
    fn of(app: App) -> Self {
        let mut beat = interval(BEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        // The first tick is at once.
        beat.reset();
        Self {
            nouns: app.changes().bits(&reads(app.declarations(), "/screen")),
            heard: app.changes().follow(),
            told: None,
            earliest: Instant::now(),
            beat,
            app,
        }
    }

    /// `None` when the server ends.
    async fn next(&mut self) -> Option<Event> {
        loop {
            let heard = *self.heard.borrow_and_update();
            if heard.is_ending {
                return None;
            }
            if self.told != Some(self.newest()) {
                return Some(self.tell().await);
            }
            tokio::select! {
                changed = self.heard.changed() => changed.ok()?,
                _ = self.beat.tick() => return Some(self.confirm(heard)),
            }
        }
    }

    /// The first one makes the screen fetch what it missed while it connected.
    async fn tell(&mut self) -> Event {
        if self.told.is_some() {
            sleep_until(self.earliest.max(Instant::now() + TOGETHER)).await;
        }
        self.told = Some(self.newest());
        self.earliest = Instant::now() + PAUSE;
        self.beat.reset();
        self.event("news").retry(AGAIN)
    }

    /// Nothing is new, if the server would know.
    fn confirm(&self, heard: Heard) -> Event {
        if heard.is_listening { self.event("beat") } else { Event::default().comment("deaf") }
    }

    fn newest(&self) -> u64 {
        self.app.changes().newest(self.nouns)
    }

    /// With the time, as the clock of the screen shows it.
    fn event(&self, name: &str) -> Event {
        Event::default().event(name).data(day::second(self.app.now()))
    }
}
