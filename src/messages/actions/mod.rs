//! Acts of messages without a user.

pub mod mail;

use super::{
    model::{NewMessage, Reminder},
    store,
};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// Sends these messages, unless they were sent before; returns how many were sent.
pub async fn remind(
    connection: &mut PgConnection,
    reminder: Reminder,
    today: NaiveDate,
    messages: &[NewMessage],
) -> sqlx::Result<usize> {
    if !store::claim_reminder(&mut *connection, &reminder, today).await? {
        return Ok(0);
    }
    for message in messages {
        store::send(&mut *connection, message).await?;
    }
    Ok(messages.len())
}
