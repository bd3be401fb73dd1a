//! Verifying, returning and revoking trademarks.

use crate::{
    audit::model::records::Record,
    identity::model::Viewer,
    messages::model::{NewMessage, To, Words},
    products::model::rights::REVIEW_PRODUCTS,
    reviews::{
        actions::{Reviewable, Reviewer},
        model::{Decision, to_correct},
    },
    trademarks::{
        model::{State, TrademarkRecord, TrademarkScope, trail::TRADEMARKS},
        store,
    },
    values::ids::TrademarkId,
};
use sqlx::PgConnection;

impl Reviewable for TrademarkRecord {
    type Id = TrademarkId;
    type State = State;
    const RECORD: &'static Record = &TRADEMARKS;

    async fn lock(
        connection: &mut PgConnection,
        viewer: &Viewer,
        id: TrademarkId,
    ) -> sqlx::Result<Option<Self>> {
        store::lock(connection, &TrademarkScope::reviewed_by(viewer), id).await
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
        self.claim.label()
    }

    fn after(&self, viewer: &Viewer, decision: Decision<'_>) -> Option<State> {
        let may = viewer.may(REVIEW_PRODUCTS);
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
            Some(note) => store::set_returned(connection, self.id, note).await,
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
                    "品牌已公开；有效期内，使用该品牌的产品注明注册商标。",
                    concat!(
                        "The brand is public; while it is valid, products of the brand show it ",
                        "as registered."
                    ),
                ),
            ),
            Decision::Return(note) => (
                Words::new(
                    format!("商标 {number} 已退回"),
                    format!("Trademark {number} was returned"),
                ),
                to_correct(note),
            ),
            Decision::Revoke(note) => (
                Words::new(
                    format!("商标 {number} 的核验已撤销"),
                    format!("The verification of trademark {number} was revoked"),
                ),
                Words::new(
                    format!("公开页面不再注明注册商标。原因：{note}"),
                    format!("It is no longer shown as registered. Reason: {note}"),
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
