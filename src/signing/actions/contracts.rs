//! The contract of a deal that is one.

use super::Refusal;
use crate::{
    contracts::store::ceremony,
    database::constraint::refused_by,
    projects::model::deal::{Deal, Terms},
    values::ids::ProjectId,
};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Its draft says what the deal says.
pub async fn write_draft(
    connection: &mut PgConnection,
    id: ProjectId,
    terms: &Terms,
) -> Result<(), Refusal> {
    ceremony::write(connection, id, terms).await.map_err(|error| {
        match refused_by(&error, "contracts_number_is_unique") {
            true => Refusal::NumberIsTaken,
            false => error.into(),
        }
    })
}

pub async fn release(connection: &mut PgConnection, deal: &Deal) -> sqlx::Result<()> {
    match deal.contract_id {
        Some(_) => ceremony::mark_signed(connection, deal.id).await,
        None => Ok(()),
    }
}

pub async fn withdraw(connection: &mut PgConnection, deal: &Deal) -> sqlx::Result<()> {
    match deal.contract_id {
        Some(_) => ceremony::mark_draft(connection, deal.id).await,
        None => Ok(()),
    }
}

pub async fn void(
    connection: &mut PgConnection,
    deal: &Deal,
    at: DateTime<Utc>,
    reason: &str,
) -> sqlx::Result<()> {
    match deal.contract_id {
        Some(_) => ceremony::mark_void(connection, deal.id, at, reason).await,
        None => Ok(()),
    }
}

pub async fn has_followers(connection: &mut PgConnection, deal: &Deal) -> sqlx::Result<bool> {
    match deal.contract_id {
        Some(_) => ceremony::lock_and_ask_for_followers(connection, deal.id).await,
        None => Ok(false),
    }
}
