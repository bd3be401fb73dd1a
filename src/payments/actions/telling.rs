//! What the supplier reads in its inbox.

use crate::{
    messages::{
        self,
        model::{NewMessage, To, Words},
    },
    payments::model::record::Paper,
    values::{
        ids::{OrganisationId, PaymentId},
        lang::Lang,
    },
};
use sqlx::PgConnection;

/// A payment by its number.
type Payment<'a> = (PaymentId, &'a str);

async fn tell(
    connection: &mut PgConnection,
    supplier: OrganisationId,
    (id, _): Payment<'_>,
    subject: Words,
    body: Words,
) -> sqlx::Result<()> {
    let path = Some(format!("/my{}", id.path()));
    let message = NewMessage { to: To::Organisation(supplier), subject, body, path };
    messages::store::send(connection, &message).await?;
    Ok(())
}

pub async fn paid(
    connection: &mut PgConnection,
    supplier: OrganisationId,
    payment: Payment<'_>,
    paper: &Paper,
) -> sqlx::Result<()> {
    let (number, day) = (payment.1, paper.paid_on);
    let (zh, en) = (paper.amount.say(Lang::Zh).line(), paper.amount.say(Lang::En).line());
    let subject = Words::new(format!("付款 {number}：{zh}"), format!("Payment {number}: {en}"));
    let body = Words::new(
        format!("采购方记下 {day} 付款 {zh}，请核对到账和分到的货。"),
        format!("The buyer recorded {en} paid on {day}. Please check what arrived and what for."),
    );
    tell(connection, supplier, payment, subject, body).await
}

pub async fn void(
    connection: &mut PgConnection,
    supplier: OrganisationId,
    payment: Payment<'_>,
    reason: &str,
) -> sqlx::Result<()> {
    let number = payment.1;
    let subject = Words::new(format!("付款 {number} 已作废"), format!("Payment {number} is void"));
    let body = Words::new(
        format!("原因：{reason}。它付过的货又列为欠付。"),
        format!("Reason: {reason}. The goods it was for are unpaid again."),
    );
    tell(connection, supplier, payment, subject, body).await
}
