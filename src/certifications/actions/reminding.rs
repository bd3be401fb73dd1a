//! A message to the holder before a certificate expires.

use crate::{
    certifications::store,
    messages::{
        self,
        model::{NewMessage, To, Words},
    },
};
use chrono::NaiveDate;
use sqlx::PgPool;

/// Tells each holder once that a certificate expires soon; returns how many were told.
pub async fn remind(pool: &PgPool, today: NaiveDate) -> sqlx::Result<usize> {
    let mut tx = pool.begin().await?;
    let ending = store::remind(&mut tx, today).await?;
    for held in &ending {
        let Some(last) = held.claim.valid_to else { continue };
        let number = &held.claim.number;
        let message = NewMessage {
            to: To::Organisation(held.organisation_id),
            subject: Words::new(
                format!("证书 {number} 即将到期"),
                format!("Certificate {number} expires soon"),
            ),
            body: Words::new(
                format!("{last} 到期，之后认证标志不再显示。续展后请上传新证书。"),
                format!(
                    "It expires on {last}, and its badge is no longer shown. Once it is renewed, \
                     upload the new one."
                ),
            ),
            path: Some(held.own_path()),
        };
        messages::store::send(&mut tx, &message).await?;
    }
    tx.commit().await?;
    Ok(ending.len())
}
