//! A message to the owner before a term ends.

use crate::{
    messages::{
        self,
        model::{NewMessage, To, Words},
    },
    trademarks::{model::TrademarkRecord, store},
};
use chrono::NaiveDate;
use sqlx::PgPool;

fn ending(held: &TrademarkRecord) -> NewMessage {
    let (number, last) = (&held.claim.number, held.claim.expires_on);
    NewMessage {
        to: To::Organisation(held.organisation_id),
        subject: Words::new(
            format!("商标 {number} 即将到期"),
            format!("Trademark {number} expires soon"),
        ),
        body: Words::new(
            format!("{last} 到期，之后公开页面不再注明注册商标。续展后请上传续展证明。"),
            format!(
                "It expires on {last} and is then no longer shown as registered. Once it is \
                 renewed, upload the proof."
            ),
        ),
        path: Some(held.own_path()),
    }
}

/// Tells each owner once that a trademark expires soon; returns how many were told.
pub async fn remind(pool: &PgPool, today: NaiveDate) -> sqlx::Result<usize> {
    let mut tx = pool.begin().await?;
    let all = store::remind(&mut tx, today).await?;
    for held in &all {
        messages::store::send(&mut tx, &ending(held)).await?;
    }
    tx.commit().await?;
    Ok(all.len())
}
