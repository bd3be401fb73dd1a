//! Changes of one's own account.

use crate::{
    audit::{
        self,
        model::{Act, Changes, NewEvent},
    },
    identity::{
        actions::{Context, Refusal, hashing, second_factor::is_own_password},
        model::{Viewer, trail::USERS},
        store,
    },
    values::ids::SessionId,
};

/// A new password, with the current one; other sessions end. Returns whether the current one was
/// right.
pub async fn change_password(
    desk: Context<'_>,
    viewer: &Viewer,
    old: &str,
    new: &str,
) -> Result<bool, Refusal> {
    if !is_own_password(desk, viewer, old).await? {
        return Ok(false);
    }
    let hash = hashing::hash(new).await?;
    let mut tx = desk.pool.begin().await?;
    store::set_password(&mut tx, viewer.user, &hash).await?;
    store::sessions::end_all(&mut tx, viewer.user, Some(viewer.session)).await?;
    audit::store::record(
        &mut tx,
        &NewEvent::new(&viewer.actor(), Act::Password, &USERS, viewer.user, &*viewer.login),
    )
    .await?;
    tx.commit().await?;
    Ok(true)
}

/// The mail address for messages; `None` for none.
pub async fn change_email(
    desk: Context<'_>,
    viewer: &Viewer,
    email: Option<&str>,
) -> Result<(), Refusal> {
    let mut tx = desk.pool.begin().await?;
    let before = store::email_of(&mut *tx, viewer.user).await?;
    let changes = Changes::default().field("email", before.as_deref(), email);
    if !changes.is_empty() {
        store::set_email(&mut tx, viewer.user, email).await?;
        let actor = viewer.actor();
        audit::store::record(
            &mut tx,
            &NewEvent::new(&actor, Act::Change, &USERS, viewer.user, &*viewer.login).with(changes),
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Ends one of one's own sessions; returns whether there was one.
pub async fn end_session(
    desk: Context<'_>,
    viewer: &Viewer,
    id: SessionId,
) -> Result<bool, Refusal> {
    let mut tx = desk.pool.begin().await?;
    let was = store::sessions::end(&mut tx, viewer.user, id).await?;
    if was {
        audit::store::record(
            &mut tx,
            &NewEvent::new(&viewer.actor(), Act::EndSession, &USERS, viewer.user, &*viewer.login),
        )
        .await?;
    }
    tx.commit().await?;
    Ok(was)
}
