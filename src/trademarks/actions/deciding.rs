//! Verified, returned, or not verified any more.

use crate::{
    audit::model::nouns::Noun,
    identity::model::{Viewer, permissions::Action},
    messages::model::{NewMessage, To, Words},
    reviews::{
        actions::{Reviewable, Reviewer},
        model::Decision,
    },
    trademarks::{
        model::{Held, State, Whose},
        store,
    },
    values::ids::TrademarkId,
};
use sqlx::PgConnection;

impl Reviewable for Held {
    type Id = TrademarkId;
    type State = State;
    const NOUN: Noun = Noun::Trademarks;

    async fn lock(
        connection: &mut PgConnection,
        viewer: &Viewer,
        id: TrademarkId,
    ) -> sqlx::Result<Option<Self>> {
        store::lock(connection, &Whose::reviewed_by(viewer), id).await
    }

    fn id(&self) -> TrademarkId {
        self.id
    }

    fn version(&self) -> i32 {
        self.version
    }

    fn state(&self) -> State {
        self.state
    }

    fn note(&self) -> Option<&str> {
        self.review_note.as_deref()
    }

    fn label(&self) -> String {
        format!("{} {}", self.claim.brand, self.claim.number)
    }

    fn after(&self, viewer: &Viewer, decision: Decision<'_>) -> Option<State> {
        let may = viewer.may(Action::ReviewProducts);
        self.state.after(decision).filter(|_| may)
    }

    async fn write(
        &self,
        connection: &mut PgConnection,
        reviewer: &Reviewer<'_>,
        decision: Decision<'_>,
        _: State,
    ) -> sqlx::Result<()> {
        match decision.note() {
            None => store::verify(connection, self.id, reviewer.today, &reviewer.viewer.name).await,
            Some(note) => store::give_back(connection, self.id, note).await,
        }
    }

    fn message(&self, decision: Decision<'_>, _: State) -> Option<NewMessage> {
        let number = &self.claim.number;
        let (subject, body) = match decision {
            Decision::Approve => (
                Words::new(
                    format!("商标 {number} 已核验"),
                    format!("Trademark {number} is verified"),
                ),
                Words::new(
                    "品牌公开了；有效期内，用它的产品写明注册商标。",
                    "The brand is public; while the term lasts, its products say that it is registered.",
                ),
            ),
            Decision::Return(note) => (
                Words::new(
                    format!("商标 {number} 退回了"),
                    format!("Trademark {number} was returned"),
                ),
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
            _ => return None,
        };
        Some(NewMessage {
            to: To::Organisation(self.organisation_id),
            subject,
            body,
            path: Some(self.own_path()),
        })
    }
}
