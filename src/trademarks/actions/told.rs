//! What owners are told of their trademarks.

use crate::{
    messages::{
        self,
        model::{NewMessage, To, Words},
    },
    trademarks::{actions::Decision, model::Held, store},
};
use chrono::NaiveDate;
use sqlx::PgPool;

pub fn decided(held: &Held, decision: Decision<'_>) -> NewMessage {
    let number = &held.claim.number;
    let (subject, body) = match decision {
        Decision::Verify(_) => (
            Words::new(format!("商标 {number} 已核验"), format!("Trademark {number} is verified")),
            Words::new(
                "品牌公开了；有效期内，用它的产品写明注册商标。",
                "The brand is public; while the term lasts, its products say that it is registered.",
            ),
        ),
        Decision::Return(note) => (
            Words::new(format!("商标 {number} 退回了"), format!("Trademark {number} was returned")),
            Words::new(format!("要改：{note}"), format!("To mend: {note}")),
        ),
        Decision::Revoke(note) => (
            Words::new(
                format!("商标 {number} 的核验撤销了"),
                format!("Trademark {number} is not verified any more"),
            ),
            Words::new(
                format!("公开页面上不再写注册商标。原因：{note}"),
                format!("It is no longer said to be registered. Why: {note}"),
            ),
        ),
    };
    NewMessage {
        to: To::Organisation(held.organisation_id),
        subject,
        body,
        path: Some(held.own_path()),
    }
}

fn ending(held: &Held) -> NewMessage {
    let (number, last) = (&held.claim.number, held.claim.expires_on);
    NewMessage {
        to: To::Organisation(held.organisation_id),
        subject: Words::new(
            format!("商标 {number} 快到期了"),
            format!("Trademark {number} ends soon"),
        ),
        body: Words::new(
            format!("{last} 到期，之后公开页面上不再写注册商标。续展以后请传上续展证明。"),
            format!(
                "It ends on {last}, and is no longer said to be registered. Once it is renewed, send the proof."
            ),
        ),
        path: Some(held.own_path()),
    }
}

/// Tells each owner once that a trademark ends soon; how many were told.
pub async fn remind(pool: &PgPool, today: NaiveDate) -> sqlx::Result<usize> {
    let mut tx = pool.begin().await?;
    let all = store::remind(&mut tx, today).await?;
    for held in &all {
        messages::store::send(&mut tx, &ending(held)).await?;
    }
    tx.commit().await?;
    Ok(all.len())
}
