//! Tasks that the program runs at its start and every day.

use crate::{
    certifications, deliveries, enquiries, http::state::App, identity::actions::Context, payments,
    submissions, trademarks,
};
use std::time::Duration;
use tokio::{task::JoinHandle, time::sleep};

const A_DAY: Duration = Duration::from_secs(24 * 3600);
/// After a failure: the database may be unavailable for a while.
const A_WHILE: Duration = Duration::from_secs(15 * 60);

/// Runs until the task is aborted.
pub fn attend(app: App) -> JoinHandle<()> {
    tokio::spawn(async move {
        loop {
            let pause = match once(&app).await {
                Ok(()) => A_DAY,
                Err(error) => {
                    tracing::error!(%error, "what is to be done every day was not done");
                    A_WHILE
                }
            };
            sleep(pause).await;
        }
    })
}

/// Each can be repeated without harm.
async fn once(app: &App) -> sqlx::Result<()> {
    let erased =
        enquiries::actions::retention::erase(Context { pool: app.pool(), now: app.now() }).await?;
    if erased > 0 {
        tracing::info!(erased, "enquiries that were silent for 180 days erased");
    }
    let today = app.clock(&*app.site().await?).today();
    let reminded = certifications::actions::remind(app.pool(), today).await?;
    if reminded > 0 {
        tracing::info!(reminded, "holders told that a certificate ends soon");
    }
    let reminded = trademarks::actions::remind(app.pool(), today).await?;
    if reminded > 0 {
        tracing::info!(reminded, "owners told that a trademark ends soon");
    }
    let reminded = deliveries::actions::remind(app.pool(), today).await?
        + payments::actions::remind(app.pool(), today).await?;
    if reminded > 0 {
        tracing::info!(reminded, "buyers and suppliers told whose turn it is");
    }
    let forgotten =
        submissions::store::forget(app.pool(), app.now() - submissions::model::KEPT).await?;
    if forgotten > 0 {
        tracing::info!(forgotten, "forms that were sent 90 days ago forgotten");
    }
    Ok(())
}
