//! Cached pages: sent as rendered, and rendered again as soon as a record behind them changes.

mod answers;
mod changes;
mod crowds;
mod reads;

use crate::harness::site::TestApp;
use std::time::{Duration, Instant};

/// Waits until this many servers listen, and earlier pages have become suspect.
pub async fn await_hearing(app: &TestApp, servers: usize) {
    let hearing = "select pid::text from pg_stat_activity where datname = current_database() and application_name like '%hearing%'
                   and state = 'idle' and query = ''";
    let until = Instant::now() + Duration::from_secs(10);
    while app.texts(hearing).await.len() < servers {
        assert!(Instant::now() < until, "nobody hears");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
