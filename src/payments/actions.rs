//! Reads the public part of payments.

use super::{
    model::publication::{Publication, Row, payments_day},
    store,
};
use crate::{
    journal::{
        self,
        model::{Account, Heads},
    },
    values::{ids::OrganisationId, memo::Memo},
};
use chrono::NaiveDate;
use sqlx::PgPool;
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
