//! 公示: all approved exhibitors become public at once.

use super::{Applicant, Refusal, Step, take_step};
use crate::{
    applications::{
        model::{Notice, trail::PUBLIC_NOTICES},
        store,
    },
    audit::{
        self,
        model::{Act, Changes, NewEvent},
    },
    exhibitors::{
        model::ExhibitorState::{Approved, Published},
        store::participation,
    },
    fairs::model::EditionState,
    identity::model::Viewer,
    site::model::Edition,
    submissions::{self, model::Submission},
};
use sqlx::PgPool;

/// Returns how many were published. `WrongState`: nobody is approved, or the form was used before.
pub async fn publish(
    pool: &PgPool,
    viewer: &Viewer,
    edition: &Edition,
    notice: &Notice,
    form: &Submission,
) -> Result<usize, Refusal> {
    let mut tx = pool.begin().await?;
    if submissions::store::claim(&mut tx, PUBLIC_NOTICES.code, form).await?.is_some() {
        return Err(Refusal::WrongState);
    }
    let state = store::hold_edition(&mut tx, edition.id).await?;
    if !matches!(state, Some(EditionState::Scheduled | EditionState::Running)) {
        return Err(Refusal::Closed);
    }
    let published = participation::publish(&mut tx, edition.id, notice.starts_on).await?;
    if published.is_empty() {
        return Err(Refusal::WrongState);
    }
    let notice =
        Notice { exhibitors: i32::try_from(published.len()).unwrap_or(i32::MAX), ..notice.clone() };
    let id = store::insert_notice(&mut tx, edition.id, &notice).await?;
    submissions::store::complete(&mut tx, PUBLIC_NOTICES.code, form, id).await?;
    for one in &published {
        let applicant = Applicant {
            id: one.id,
            organisation: one.organisation_id,
            name: &one.organisation,
            edition: edition.ordinal,
        };
        let step = Step { before: Some(Approved), after: Published, note: None };
        take_step(&mut tx, viewer, &applicant, step, Changes::default()).await?;
    }
    let changes = Changes::default()
        .field("notice_from", None, Some(&notice.starts_on.to_string()))
        .field("notice_until", None, Some(&notice.ends_on.to_string()))
        .field("objections_to", None, Some(&notice.contact))
        .field("exhibitors", None, Some(&notice.exhibitors.to_string()));
    let actor = viewer.actor();
    audit::store::record(
        &mut tx,
        &NewEvent::new(&actor, Act::Create, &PUBLIC_NOTICES, edition.id, &*edition.name)
            .with(changes),
    )
    .await?;
    tx.commit().await?;
    Ok(published.len())
}
