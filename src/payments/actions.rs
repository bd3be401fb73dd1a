//! The public part of payments; and the acts of those who pay and of the office: one transaction
//! each: lock the goods, then the payment; rule, write, trail, message.

mod correcting;
mod entering;
mod reminding;
mod settling;
mod telling;

pub use correcting::{add_voucher, void};
pub use entering::{Entering, allocate, enter};
pub use reminding::remind;
pub use settling::{Word, settle};

use super::{
    model::{
        owed::ShareFault,
        publication::{Publication, Row, payments_day},
        record::PaymentRecord,
        trail::PAYMENTS,
    },
    store::{self, office},
};
use crate::{
    audit::{
        self,
        model::{Act, Changes, NewEvent},
    },
    deliveries::model::reach::Reach,
    identity::model::Viewer,
    journal::{
        self,
        model::{Account, Heads},
    },
    values::{
        ids::{DeliveryLineId, OrganisationId, PaymentId, Seen},
        memo::Memo,
    },
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgPool};
use std::{collections::HashMap, sync::Arc};

/// Of all buyers: the last entry it covers, and its day.
static LAST: Memo<(Heads, NaiveDate), Publication> = Memo::empty();

/// As of `asked`, on `today`; of one buyer alone, or of all.
pub async fn publication(
    pool: &PgPool,
    buyer: Option<OrganisationId>,
    asked: NaiveDate,
    today: NaiveDate,
) -> sqlx::Result<Arc<Publication>> {
    if buyer.is_some() {
        let day = payments_day(asked, today);
        return Ok(Arc::new(Publication::new(&store::movements(pool, buyer, day).await?, day)));
    }
    publication_of_all(pool, &journal::store::heads(pool).await?, asked, today).await
}

/// Of all buyers, cached up to the last entry of the journal.
pub async fn publication_of_all(
    pool: &PgPool,
    heads: &Heads,
    asked: NaiveDate,
    today: NaiveDate,
) -> sqlx::Result<Arc<Publication>> {
    let day = payments_day(asked, today);
    let key = (heads.of(&[Account::PaymentPaid]), day);
    if let Some(publication) = LAST.get(&key) {
        return Ok(publication);
    }
    let publication = Publication::new(&store::movements(pool, None, day).await?, day);
    Ok(LAST.keep(key, publication))
}

/// The names of the buyers of some rows.
pub async fn names(pool: &PgPool, rows: &[Row]) -> sqlx::Result<HashMap<OrganisationId, String>> {
    let buyers: Vec<OrganisationId> =
        rows.iter().filter_map(|row| row.buyer.map(|buyer| buyer.id)).collect();
    store::names(pool, &buyers).await
}

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("no such payment")]
    NotFound,
    /// Somebody acted on it since it was seen.
    #[error("not as it was seen")]
    Stale,
    /// Void, or without the difference.
    #[error("not in this state")]
    WrongState,
    /// The payment of another buyer, or to a supplier of another banner.
    #[error("outside the own scope")]
    OutsideScope,
    /// The buyer has a payment of this number.
    #[error("the number is taken")]
    NumberTaken,
    /// By the line that a fault is about.
    #[error("cannot be divided so")]
    Shares(Vec<(Option<DeliveryLineId>, ShareFault)>),
    /// More than a tail may be, in yuan.
    #[error("a tail is at most {0}")]
    OverTail(Decimal),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Locked within the viewer's reach, not void, and as it was seen.
async fn locked(
    connection: &mut PgConnection,
    viewer: &Viewer,
    seen: Seen<PaymentId>,
) -> Result<PaymentRecord, Refusal> {
    let record = office::lock(connection, seen.id, &Reach::of(viewer)).await?;
    let record = record.ok_or(Refusal::NotFound)?;
    if record.version != seen.version {
        Err(Refusal::Stale)
    } else if record.is_void() {
        Err(Refusal::WrongState)
    } else {
        Ok(record)
    }
}

/// Where somebody acts for the buyer, the trail says so.
async fn record(
    connection: &mut PgConnection,
    viewer: &Viewer,
    payment: (PaymentId, &str),
    buyer: OrganisationId,
    (act, changes): (Act, Changes),
) -> sqlx::Result<()> {
    let actor = viewer.actor();
    let event = NewEvent::new(&actor, act, &PAYMENTS, payment.0, payment.1)
        .with(changes)
        .acting_for(buyer, viewer.scope.organisation());
    audit::store::record(connection, &event).await
}
