//! Publishing, returning and taking down products.

use crate::{
    audit::model::records::Record,
    identity::model::Viewer,
    messages::model::{NewMessage, To, Words},
    products::{
        model::{
            rights::REVIEW_PRODUCTS,
            selling::{ProductScope, State, SupplierProduct},
            trail::PRODUCTS,
        },
        store::selling,
    },
    reviews::{
        actions::{Reviewable, Reviewer},
        model::{Decision, to_correct},
    },
    values::ids::ProductId,
};
use sqlx::PgConnection;

impl Reviewable for SupplierProduct {
    type Id = ProductId;
    type State = State;
    const RECORD: &'static Record = &PRODUCTS;

    async fn lock(
        connection: &mut PgConnection,
        viewer: &Viewer,
        id: ProductId,
    ) -> sqlx::Result<Option<Self>> {
        selling::lock(connection, &ProductScope::reviewed_by(viewer), id).await
    }

    fn id(&self) -> ProductId {
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
        self.offer.name.clone()
    }

    fn after(&self, viewer: &Viewer, decision: Decision<'_>) -> Option<State> {
        let may = viewer.may(REVIEW_PRODUCTS);
        self.state.after(decision).filter(|_| may)
    }

    async fn write(
        &self,
        connection: &mut PgConnection,
        _: &Reviewer<'_>,
        decision: Decision<'_>,
        after: State,
    ) -> sqlx::Result<()> {
        selling::set_state(connection, self.id, after, decision.note()).await
    }

    fn message(&self, decision: Decision<'_>, _: State) -> Option<NewMessage> {
        let name = &self.offer.name;
        let (subject, body) = match decision {
            Decision::Approve => (
                Words::new(
                    format!("产品“{name}”已上架"),
                    format!("The product “{name}” is published"),
                ),
                Words::new("已在公开页面显示。", "It is now on the public pages."),
            ),
            Decision::Return(note) => (
                Words::new(
                    format!("产品“{name}”已退回"),
                    format!("The product “{name}” was returned"),
                ),
                to_correct(note),
            ),
            Decision::Revoke(note) => (
                Words::new(
                    format!("产品“{name}”已下架退回"),
                    format!("The product “{name}” was taken down"),
                ),
                to_correct(note),
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
