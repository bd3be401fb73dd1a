//! Verifying, returning and revoking certificates.

use crate::{
    audit::model::records::Record,
    certifications::{
        model::{CertificationRecord, CertificationScope, State, trail::CERTIFICATIONS},
        store,
    },
    identity::model::Viewer,
    messages::model::{NewMessage, To, Words},
    products::model::rights::REVIEW_PRODUCTS,
    reviews::{
        actions::{Reviewable, Reviewer},
        model::{Decision, to_correct},
    },
    values::ids::CertificationId,
};
use sqlx::PgConnection;

impl Reviewable for CertificationRecord {
    type Id = CertificationId;
    type State = State;
    const RECORD: &'static Record = &CERTIFICATIONS;

    async fn lock(
        connection: &mut PgConnection,
        viewer: &Viewer,
        id: CertificationId,
    ) -> sqlx::Result<Option<Self>> {
        store::lock(connection, &CertificationScope::reviewed_by(viewer), id).await
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
                    format!("证书 {number} 已核验"),
                    format!("Certificate {number} is verified"),
                ),
                Words::new(
                    "有效期内，证书覆盖的产品在公开页面显示认证标志。",
                    "While it is valid, the products it covers show its badge.",
                ),
            ),
            Decision::Return(note) => (
                Words::new(
                    format!("证书 {number} 已退回"),
                    format!("Certificate {number} was returned"),
                ),
                to_correct(note),
            ),
            Decision::Revoke(note) => (
                Words::new(
                    format!("证书 {number} 的核验已撤销"),
                    format!("The verification of certificate {number} was revoked"),
                ),
                Words::new(
                    format!("认证标志不再显示。原因：{note}"),
                    format!("Its badge is no longer shown. Reason: {note}"),
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
