//! What officers and organisers do with an application.

use super::{Applicant, Refusal, lock_with_edition, take_step};
use crate::{
    applications::{
        model::{Application, Filter},
        store,
    },
    audit::model::Changes,
    exhibitors::model::ExhibitorState::{
        self, Applied, Approved, CheckedIn, Declined, Published, Recommended,
    },
    fairs::model::EditionState,
    hall::actions::seats,
    identity::model::{Viewer, permissions::Action},
    values::ids::ExhibitorId,
};
use sqlx::PgPool;

#[derive(Debug, Clone, Copy)]
pub enum Decision<'a> {
    Recommend,
    /// With a word on why.
    Decline(&'a str),
    Approve,
    /// At the fair.
    CheckIn,
}

impl Decision<'_> {
    fn state(self) -> ExhibitorState {
        match self {
            Decision::Recommend => Recommended,
            Decision::Decline(_) => Declined,
            Decision::Approve => Approved,
            Decision::CheckIn => CheckedIn,
        }
    }

    fn note(&self) -> Option<&str> {
        if let Decision::Decline(note) = self { Some(note) } else { None }
    }

    /// Whether `viewer` may take this step from the state an application is in. The banner's
    /// officer speaks first, the organisers after; for who is of no banner they do both.
    pub fn is_open_to(self, viewer: &Viewer, application: &Application) -> bool {
        let speaks_first = viewer.may(Action::RecommendApplications)
            && (viewer.scope.banner().is_some()
                && viewer.scope.banner() == application.banner.as_ref()
                || application.banner.is_none() && viewer.may(Action::DecideApplications));
        let decides = viewer.may(Action::DecideApplications);
        let is_near =
            matches!(application.edition_state, EditionState::Scheduled | EditionState::Running);
        application.is_open_to_decisions()
            && match (self, application.state) {
                (Decision::Recommend | Decision::Decline(_), Applied) => speaks_first,
                (Decision::Approve | Decision::Decline(_), Recommended) => decides,
                // After an objection, or because they cannot come.
                (Decision::Decline(_), Approved | Published) => decides,
                (Decision::CheckIn, Published) => decides && is_near,
                _ => false,
            }
    }
}

/// `version`: of what was looked at, so that nobody decides of what he has not seen.
pub async fn decide(
    pool: &PgPool,
    viewer: &Viewer,
    (scope, id): (&Filter, ExhibitorId),
    version: i32,
    decision: Decision<'_>,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let before = lock_with_edition(&mut tx, scope, id).await?.ok_or(Refusal::NotFound)?;
    if !decision.is_open_to(viewer, &before) {
        return Err(Refusal::NotNow);
    }
    if before.asked.as_ref().is_some_and(|asked| asked.version != version) {
        return Err(Refusal::Later(Box::new(before)));
    }
    store::set_state(&mut tx, id, decision.state()).await?;
    if matches!(decision, Decision::Approve) {
        store::exhibit(&mut tx, id).await?;
    }
    if matches!(decision, Decision::Decline(_)) {
        seats::vacate(&mut tx, viewer, id).await?;
    }
    let applicant = Applicant {
        id,
        organisation: before.organisation_id,
        name: &before.organisation,
        edition: before.edition,
    };
    take_step(
        &mut tx,
        viewer,
        &applicant,
        (Some(before.state), decision.state()),
        (decision.note(), Changes::default()),
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
