//! What the parties of a deal are told: the users of its leads, in the transaction of the act.

use crate::{
    messages::{
        self,
        model::{NewMessage, To, Words},
    },
    projects::{
        model::deal::{CeremonyState, Deal},
        store::deals,
    },
};
use sqlx::PgConnection;

/// It is public from now on.
pub async fn released(connection: &mut PgConnection, deal: &Deal) -> sqlx::Result<()> {
    let ((zh, en), title) = (called(deal), &deal.terms.title);
    let (supplier, buyer) = (&deal.parties.supplier.name, &deal.parties.buyer.name);
    let told = Told {
        subject: Words::new(format!("{zh} 已放行"), format!("{en} is public")),
        body: Words::new(
            format!(
                "“{title}”（{supplier}与{buyer}）已核对纸质文本，公开页面和统计从现在起计入。\
                 如与您手中的文本不符，请告知组委会。"
            ),
            format!(
                "“{title}” ({supplier} and {buyer}) was checked against the paper; public pages \
                 and figures count it from now on. If it differs from your copy, tell the \
                 organisers."
            ),
        ),
        path: Some(deal.public_path()),
    };
    told.send(connection, deal).await
}

/// Public pages do not show it until it is corrected and released again.
pub async fn withdrawn(
    connection: &mut PgConnection,
    deal: &Deal,
    reason: &str,
) -> sqlx::Result<()> {
    let ((zh, en), title) = (called(deal), &deal.terms.title);
    let told = Told {
        subject: Words::new(
            format!("{zh} 的放行已收回"),
            format!("{en}: the release was taken back"),
        ),
        body: Words::new(
            format!("“{title}”暂不公开，统计不再计入；更正后再放行。原因：{reason}"),
            format!(
                "“{title}” is not public for now, and figures no longer count it. It is released \
                 again once it is corrected. Reason: {reason}"
            ),
        ),
        path: None,
    };
    told.send(connection, deal).await
}

/// Parties that never heard of a release are not told that a wrong entry is void. `deal`: as it was
/// before.
pub async fn voided(connection: &mut PgConnection, deal: &Deal, reason: &str) -> sqlx::Result<()> {
    let is_known = deal.state == CeremonyState::Released
        || deals::was_withdrawn(&mut *connection, deal.id).await?;
    if !is_known {
        return Ok(());
    }
    let ((zh, en), title) = (called(deal), &deal.terms.title);
    let told = Told {
        subject: Words::new(format!("{zh} 已作废"), format!("{en} is void")),
        body: Words::new(
            format!("“{title}”登记有误，已作废，不公开，也不计入统计。原因：{reason}"),
            format!(
                "“{title}” was entered by mistake and is void: it is not public, and no figure \
                 counts it. Reason: {reason}"
            ),
        ),
        path: None,
    };
    told.send(connection, deal).await
}

/// What the deal is, with the number that its parties know, in Chinese and English.
fn called(deal: &Deal) -> (String, String) {
    let of_contract = deal.terms.contract.as_ref();
    let number = of_contract.and_then(|contract| contract.number.as_ref()).unwrap_or(&deal.number);
    match of_contract {
        Some(_) => (format!("采购合同 {number}"), format!("Contract {number}")),
        None => (format!("签约项目 {number}"), format!("Signed project {number}")),
    }
}

struct Told {
    subject: Words,
    body: Words,
    path: Option<String>,
}

impl Told {
    async fn send(self, connection: &mut PgConnection, deal: &Deal) -> sqlx::Result<()> {
        for party in [&deal.parties.supplier, &deal.parties.buyer] {
            let message = NewMessage {
                to: To::Organisation(party.id),
                subject: self.subject.clone(),
                body: self.body.clone(),
                path: self.path.clone(),
            };
            messages::store::send(&mut *connection, &message).await?;
        }
        Ok(())
    }
}
