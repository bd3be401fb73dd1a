//! Decisions of officers and organisers on an application.

use super::{Step, lock_with_edition, message};
use crate::{
    applications::{
        model::{
            Application, Filter,
            rights::{DECIDE_APPLICATIONS, RECOMMEND_APPLICATIONS},
        },
        store,
    },
    audit::model::records::Record,
    exhibitors::{
        model::{
            ExhibitorState::{
                self, Applied, Approved, CheckedIn, Declined, Published, Recommended,
            },
            trail::EXHIBITORS,
        },
        store::{exhibits, participation},
    },
    fairs::model::EditionState,
    hall::actions::seats,
    identity::model::Viewer,
    messages::model::NewMessage,
    reviews::{
        actions::{Reviewable, Reviewer},
        model::Decision,
    },
    values::ids::ExhibitorId,
};
use sqlx::PgConnection;

impl Reviewable for Application {
    type Id = ExhibitorId;
    type State = ExhibitorState;
    const RECORD: &'static Record = &EXHIBITORS;
    const NOTE: &'static str = "word";

    async fn lock(
        connection: &mut PgConnection,
        viewer: &Viewer,
        id: ExhibitorId,
    ) -> sqlx::Result<Option<Self>> {
        lock_with_edition(connection, &Filter::reviewed_by(viewer), id).await
    }

    fn id(&self) -> ExhibitorId {
        self.id
    }

    fn version(&self) -> i32 {
        self.asked.as_ref().map_or(0, |asked| asked.version)
    }

    fn state(&self) -> ExhibitorState {
        self.state
    }

    /// Each step has its own note.
    fn note(&self) -> Option<&str> {
        None
    }

    fn label(&self) -> String {
        self.organisation.clone()
    }

    /// The officer of the banner decides first, then the organisers. Without a banner, the
    /// organisers do both.
    fn after(&self, viewer: &Viewer, decision: Decision<'_>) -> Option<ExhibitorState> {
        let speaks_first = viewer.may(RECOMMEND_APPLICATIONS)
            && (viewer.scope.banner().is_some() && viewer.scope.banner() == self.banner.as_ref()
                || self.banner.is_none() && viewer.may(DECIDE_APPLICATIONS));
        let decides = viewer.may(DECIDE_APPLICATIONS);
        let is_near = matches!(self.edition_state, EditionState::Scheduled | EditionState::Running);
        let (may, after) = match (self.state, decision) {
            (Applied, Decision::Recommend) => (speaks_first, Recommended),
            (Applied, Decision::Return(_)) => (speaks_first, Declined),
            (Recommended, Decision::Approve) => (decides, Approved),
            (Recommended, Decision::Return(_)) => (decides, Declined),
            // After an objection, or if the exhibitor cannot come.
            (Approved | Published, Decision::Revoke(_)) => (decides, Declined),
            (Published, Decision::CheckIn) => (decides && is_near, CheckedIn),
            _ => return None,
        };
        (may && self.is_open_to_decisions()).then_some(after)
    }

    async fn write(
        &self,
        connection: &mut PgConnection,
        reviewer: &Reviewer<'_>,
        decision: Decision<'_>,
        after: ExhibitorState,
    ) -> sqlx::Result<()> {
        participation::set_state(connection, self.id, after).await?;
        match after {
            Approved => exhibits::show_asked(connection, self.id).await?,
            Declined => seats::vacate(connection, reviewer.viewer, self.id).await?,
            _ => {}
        }
        store::note_step(connection, self.id, after, decision.note()).await
    }

    fn message(&self, decision: Decision<'_>, after: ExhibitorState) -> Option<NewMessage> {
        let step = Step { before: Some(self.state), after, note: decision.note() };
        message(self.organisation_id, self.id, self.edition, step)
    }
}
