//! Verified, returned, or not verified any more.

use crate::{
    audit::model::nouns::Noun,
    certifications::{
        model::{Held, State, Whose},
        store,
    },
    identity::model::{Viewer, permissions::Action},
    messages::model::{NewMessage, To, Words},
    reviews::{
        actions::{Reviewable, Reviewer},
        model::Decision,
    },
    values::ids::CertificationId,
};
use sqlx::PgConnection;

impl Reviewable for Held {
    type Id = CertificationId;
    type State = State;
    const NOUN: Noun = Noun::Certifications;

    async fn lock(
        connection: &mut PgConnection,
        viewer: &Viewer,
        id: CertificationId,
    ) -> sqlx::Result<Option<Self>> {
        store::lock(connection, &Whose::reviewed_by(viewer), id).await
    }

    fn id(&self) -> CertificationId {
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
        self.claim.number.clone()
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
