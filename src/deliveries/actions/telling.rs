//! What the other side reads in its inbox.

use crate::{
    messages::{
        self,
        model::{NewMessage, To, Words},
    },
    values::ids::{DeliveryId, OrganisationId},
};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// A delivery by its number.
type Delivery<'a> = (DeliveryId, &'a str);

async fn tell(
    connection: &mut PgConnection,
    to: OrganisationId,
    (id, _): Delivery<'_>,
    subject: Words,
    body: Words,
) -> sqlx::Result<()> {
    let path = Some(format!("/my{}", id.path()));
    let message = NewMessage { to: To::Organisation(to), subject, body, path };
    messages::store::send(connection, &message).await?;
    Ok(())
}

pub async fn shipped(
    connection: &mut PgConnection,
    buyer: OrganisationId,
    delivery: Delivery<'_>,
    due_on: NaiveDate,
) -> sqlx::Result<()> {
    let number = delivery.1;
    let subject = Words::new(format!("{number} 已发货"), format!("{number} is on its way"));
    let body = Words::new(
        format!("预计 {due_on} 到货，到货后请逐行验收。"),
        format!("Due on {due_on}. Please accept it line by line when it arrives."),
    );
    tell(connection, buyer, delivery, subject, body).await
}

pub async fn decided(
    connection: &mut PgConnection,
    supplier: OrganisationId,
    delivery: Delivery<'_>,
    has_dispute: bool,
) -> sqlx::Result<()> {
    let number = delivery.1;
    let (subject, body) = match has_dispute {
        false => (
            Words::new(format!("{number} 已验收"), format!("{number} has been received")),
            Words::new("采购方已逐行验收，请查看。", "The buyer decided on its lines."),
        ),
        true => (
            Words::new(format!("{number} 有争议"), format!("{number} is disputed")),
            Words::new(
                "采购方对部分货物有争议，请查看并回话。",
                "The buyer disputes part of it. Please look at it and answer.",
            ),
        ),
    };
    tell(connection, supplier, delivery, subject, body).await
}

pub async fn offered(
    connection: &mut PgConnection,
    other: OrganisationId,
    delivery: Delivery<'_>,
) -> sqlx::Result<()> {
    let number = delivery.1;
    let subject = Words::new(format!("{number} 的争议有回话"), format!("An answer on {number}"));
    let body = Words::new(
        "对方提出了了结办法，同意或另提均可。",
        "The other side offers to settle the dispute. Agree, or make another offer.",
    );
    tell(connection, other, delivery, subject, body).await
}

pub async fn settled(
    connection: &mut PgConnection,
    party: OrganisationId,
    delivery: Delivery<'_>,
) -> sqlx::Result<()> {
    let number = delivery.1;
    let subject =
        Words::new(format!("{number} 的争议已了结"), format!("The dispute on {number} is settled"));
    let body = Words::new("请查看结果。", "Please look at the outcome.");
    tell(connection, party, delivery, subject, body).await
}

pub async fn withdrawn(
    connection: &mut PgConnection,
    party: OrganisationId,
    delivery: Delivery<'_>,
    reason: &str,
) -> sqlx::Result<()> {
    let number = delivery.1;
    let subject = Words::new(
        format!("{number} 的验收已撤回"),
        format!("A decision on {number} was withdrawn"),
    );
    let body = Words::new(
        format!("原因：{reason}。请重新验收。"),
        format!("Reason: {reason}. Please decide on the goods again."),
    );
    tell(connection, party, delivery, subject, body).await
}
