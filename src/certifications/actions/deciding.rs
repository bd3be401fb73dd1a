//! Verified, returned, or not verified any more; the holder is told.

use super::{Refusal, record};
use crate::{
    audit::model::{Act, Changes},
    certifications::{
        model::{Held, State, Whose},
        store,
    },
    identity::model::Viewer,
    messages::{
        self,
        model::{NewMessage, To, Words},
    },
    values::ids::CertificationId,
};
use chrono::NaiveDate;
use sqlx::PgPool;

#[derive(Debug, Clone, Copy)]
pub enum Decision<'a> {
    /// On the business day.
    Verify(NaiveDate),
    /// With a word on what to mend.
    Return(&'a str),
    /// Verified, but wrongly, or not true any more: with a word on why.
    Revoke(&'a str),
}

impl Decision<'_> {
    fn is_open_to(self, state: State) -> bool {
        state
            == if matches!(self, Decision::Revoke(_)) { State::Verified } else { State::Submitted }
    }
}

/// Of what was seen, in the version in which it was seen; of two at once the second is told.
pub async fn decide(
    pool: &PgPool,
    viewer: &Viewer,
    (whose, id): (&Whose, CertificationId),
    version: i32,
    decision: Decision<'_>,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let before = store::lock(&mut tx, whose, id).await?.ok_or(Refusal::NotFound)?;
    if !decision.is_open_to(before.state) || before.version != version {
        return Err(Refusal::NotNow);
    }
    let (after, note) = match decision {
        Decision::Verify(day) => {
            store::verify(&mut tx, id, day, &viewer.name).await?;
            (State::Verified, None)
        }
        Decision::Return(note) | Decision::Revoke(note) => {
            store::give_back(&mut tx, id, note).await?;
            (State::Returned, Some(note))
        }
    };
    let changes = Changes::default()
        .field("state", Some(before.state.code()), Some(after.code()))
        .field("review_note", None, note);
    record(&mut tx, viewer, Act::Change, (id, &before.claim), changes).await?;
    messages::store::send(&mut tx, &told(&before, decision)).await?;
    tx.commit().await?;
    Ok(())
}

fn told(held: &Held, decision: Decision<'_>) -> NewMessage {
    let number = &held.claim.number;
    let (subject, body) = match decision {
        Decision::Verify(_) => (
            Words::new(
                format!("证书 {number} 已核验"),
                format!("Certificate {number} is verified"),
            ),
            Words::new(
                "有效期内，它写明的产品在公开页面上带认证标志。",
                "While it is valid the products that it names carry its badge.",
            ),
        ),
        Decision::Return(note) => (
            Words::new(
                format!("证书 {number} 退回了"),
                format!("Certificate {number} was returned"),
            ),
            Words::new(format!("要改：{note}"), format!("To mend: {note}")),
        ),
        Decision::Revoke(note) => (
            Words::new(
                format!("证书 {number} 的核验撤销了"),
                format!("Certificate {number} is not verified any more"),
            ),
            Words::new(
                format!("认证标志不再显示。原因：{note}"),
                format!("Its badge is gone. Why: {note}"),
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
