//! What the program sees to by itself, when it starts and every day after.

use crate::{enquiries, identity::actions::Desk, kit::state::App};
use std::time::Duration;
use tokio::{task::JoinHandle, time::sleep};

const A_DAY: Duration = Duration::from_secs(24 * 3600);
/// After a failure: the database may be away for a while.
const A_WHILE: Duration = Duration::from_secs(15 * 60);

/// Until the task ends.
pub fn attend(app: App) -> JoinHandle<()> {
    tokio::spawn(async move {
        loop {
            sleep(once(&app).await).await;
        }
    })
}

/// How long until the next time.
async fn once(app: &App) -> Duration {
    match enquiries::actions::retention::erase(Desk { pool: app.pool(), now: app.now() }).await {
        Ok(erased) => {
            if erased > 0 {
                tracing::info!(erased, "enquiries that were silent for 180 days erased");
            }
            A_DAY
        }
        Err(error) => {
            tracing::error!(%error, "old enquiries could not be erased");
            A_WHILE
        }
    }
}
