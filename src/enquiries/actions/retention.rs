//! Retention of enquiries.

use crate::{
    audit::{
        self,
        model::{Act, Actor, NewEvent},
    },
    enquiries::{
        model::{KEPT, trail::ENQUIRIES},
        store,
    },
    identity::actions::Context,
};

/// Deletes the content of enquiries that were silent for too long; returns how many.
pub async fn erase(desk: Context<'_>) -> sqlx::Result<i64> {
    let mut tx = desk.pool.begin().await?;
    let erased = store::erase_silent_since(&mut tx, desk.now - KEPT, desk.now).await?;
    if erased > 0 {
        let actor =
            Actor { user: None, login: "farmfair".into(), role: None, address: "server".into() };
        let event = NewEvent::without_record(&actor, Act::Change, &ENQUIRIES, "retention")
            .noting(format!("{erased} erased"));
        audit::store::record(&mut tx, &event).await?;
    }
    tx.commit().await?;
    Ok(erased)
}
