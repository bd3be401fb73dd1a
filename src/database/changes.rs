//! Listens for changes, whichever server wrote them. It has its own connection, so that neither a
//! full pool nor its cleanup can interrupt it. While it is disconnected it says so: nobody knows
//! then which changes were missed.

use super::connection;
use anyhow::Result;
use sqlx::{
    Executor, PgPool,
    postgres::{PgListener, PgPoolOptions},
};
use std::time::Duration;
use tokio::time::{interval, sleep, timeout};

/// The channel on which migrations/0002_changes.sql announces changes.
const CHANNEL: &str = "farmfair_changes";
/// The name of the connection in pg_stat_activity.
const NAME: &str = "farmfair, hearing of changes";
/// How often the connection is probed, and how long its answer may take: together less than the
/// second after which everybody should see a change.
const PROBED_EVERY: Duration = Duration::from_millis(300);
const LONGEST_SILENCE: Duration = Duration::from_millis(600);
/// A silence that no longer counts as slowness.
const LONGEST_HANG: Duration = Duration::from_secs(5);
const LONGEST_CONNECT: Duration = Duration::from_secs(2);
const SHORTEST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// It listens from now on; earlier changes are unknown.
    Listening,
    Deaf,
    /// It was only slow: nothing was missed.
    Recovered,
    /// Records of this noun changed.
    Changed(String),
}

/// Passes on every notification, and never ends: a lost connection is made again, sooner at first
/// and later if that keeps failing.
pub async fn follow(url: &str, tell: impl Fn(Word)) -> Result<()> {
    let options = connection::options(url)?.application_name(NAME);
    let mut pause = SHORTEST_PAUSE;
    loop {
        // A new one each time: a connection that hangs would hold the only place of the old one.
        let line = PgPoolOptions::new()
            .max_connections(1)
            .acquire_timeout(LONGEST_CONNECT)
            .connect_lazy_with(options.clone());
        match listen(&line, &tell, &mut pause).await {
            Ok(()) => {
                tracing::info!("the connection that hears of changes has ended and is made again")
            }
            Err(error) => {
                tracing::info!(%error,
                    "the connection that hears of changes is lost and is made again")
            }
        }
        tell(Word::Deaf);
        sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

async fn listen(line: &PgPool, tell: impl Fn(Word), pause: &mut Duration) -> sqlx::Result<()> {
    let mut listener = in_time(LONGEST_CONNECT, PgListener::connect_with(line)).await?;
    listener.eager_reconnect(false);
    in_time(LONGEST_CONNECT, listener.listen(CHANNEL)).await?;
    *pause = SHORTEST_PAUSE;
    tell(Word::Listening);
    let mut probe = interval(PROBED_EVERY);
    loop {
        tokio::select! {
            heard = listener.try_recv() => match heard? {
                Some(word) => tell(Word::Changed(word.payload().to_string())),
                None => return Ok(()),
            },
            _ = probe.tick() => ask(&mut listener, &tell).await?,
        }
    }
}

/// Whether the connection is alive. Notifications arrive before the answer to a later question:
/// once the answer is here, none is pending.
async fn ask(listener: &mut PgListener, tell: impl Fn(Word)) -> sqlx::Result<()> {
    let mut answer = Box::pin(listener.execute(""));
    if let Ok(answer) = timeout(LONGEST_SILENCE, &mut answer).await {
        return answer.map(|_| ());
    }
    tell(Word::Deaf);
    in_time(LONGEST_HANG, &mut answer).await?;
    drop(answer);
    while let Some(word) = listener.next_buffered() {
        tell(Word::Changed(word.payload().to_string()));
    }
    tell(Word::Recovered);
    Ok(())
}

async fn in_time<T>(
    longest: Duration,
    work: impl Future<Output = sqlx::Result<T>>,
) -> sqlx::Result<T> {
    timeout(longest, work).await.unwrap_or(Err(sqlx::Error::PoolTimedOut))
}
