//! Contracts signed, completed, terminated and voided.

use crate::{agreements::store::Sides, promises::model::Ending, values::ids::ContractId};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, query};

/// From now on it is public, with the banner and the buyer's kind of this day.
pub async fn mark_signed(
    connection: &mut PgConnection,
    id: ContractId,
    sides: &Sides<'_>,
) -> sqlx::Result<()> {
    query!(
        "update contracts
         set state = 'signed', owner_banner_code = $2, buyer_kind = $3, version = version + 1
         where id = $1",
        id.0,
        sides.banner.as_str(),
        sides.buyer.kind.code()
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn mark_completed(
    connection: &mut PgConnection,
    id: ContractId,
    on: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update contracts set state = 'completed', completed_on = $2, version = version + 1
         where id = $1",
        id.0,
        on
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn mark_terminated(
    connection: &mut PgConnection,
    id: ContractId,
    ending: &Ending,
) -> sqlx::Result<()> {
    query!(
        "update contracts
         set state = 'terminated', terminated_on = $2, termination_class = $3,
             termination_reason = $4, version = version + 1
         where id = $1",
        id.0,
        ending.on,
        ending.class.code(),
        ending.reason
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A data error: it counts on no day.
pub async fn mark_void(
    connection: &mut PgConnection,
    id: ContractId,
    at: DateTime<Utc>,
    reason: &str,
) -> sqlx::Result<()> {
    query!(
        "update contracts
         set state = 'void', voided_at = $2, void_reason = $3, version = version + 1
         where id = $1",
        id.0,
        at,
        reason
    )
    .execute(connection)
    .await?;
    Ok(())
}
