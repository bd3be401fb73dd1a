//! Reads what is public of payments.

use super::{
    model::publication::{Publication, Row, payments_day},
    store,
};
use crate::values::ids::OrganisationId;
use chrono::NaiveDate;
use sqlx::PgPool;
use std::collections::HashMap;

/// As of `asked`, on `today`; of one buyer alone, or of all.
pub async fn publication(pool: &PgPool, buyer: Option<OrganisationId>, asked: NaiveDate, today: NaiveDate) -> sqlx::Result<Publication> {
    let day = payments_day(asked, today);
    Ok(Publication::new(&store::movements(pool, buyer, day).await?, day))
}

/// What the buyers of some rows are called.
pub async fn names(pool: &PgPool, rows: &[Row]) -> sqlx::Result<HashMap<OrganisationId, String>> {
    let buyers: Vec<OrganisationId> = rows.iter().filter_map(|row| row.buyer.map(|buyer| buyer.id)).collect();
    store::names(pool, &buyers).await
}
