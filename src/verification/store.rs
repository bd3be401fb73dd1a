//! Stored values, beside the values that follow from the records.

use super::model::{Drift, MOST_SHOWN};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::{PgConnection, query_as, query_file_as};

macro_rules! drift {
    ($connection:expr, $select:literal) => {
        query_as!(Drift, $select, MOST_SHOWN).fetch_all($connection).await
    };
}

mod journal;
mod kept;
pub use journal::{
    household_growth, journal_entries, journal_household_sums, journal_sums, supplying_villages,
};
pub use kept::{KEPT, kept};

/// The amount of a contract is the sum of its lines and its named adjustment: as signed, and after
/// each amendment.
pub async fn contract_amounts(connection: &mut PgConnection) -> sqlx::Result<Vec<Drift>> {
    drift!(
        connection,
        r#"with stages as (
               select c.id, c.number, 0::smallint as ordinal from contracts c
               union all select c.id, c.number, m.ordinal from contracts c
               join contract_amendments m on m.contract_id = c.id and m.voided_at is null),
           amounts as (
               select s.id, s.number, s.ordinal,
                      c.signed_amount + coalesce((
                          select sum(m.amount_change) from contract_amendments m
                          where m.contract_id = s.id and m.ordinal <= s.ordinal
                            and m.voided_at is null), 0) as stored,
                      c.adjustment + (
                          select coalesce(sum(l.amount), 0) from contract_lines l
                          left join contract_amendments added on added.id = l.added_by_id
                          left join contract_amendments removed
                               on removed.id = l.removed_by_id and removed.voided_at is null
                          where l.contract_id = s.id and coalesce(added.ordinal, 0) <= s.ordinal
                            and added.voided_at is null and (removed.ordinal is null
                                or removed.ordinal > s.ordinal)) as recomputed
               from stages s join contracts c on c.id = s.id)
           select concat_ws('/', number, ordinal) as "key!", stored::text as stored,
                  recomputed::text as recomputed
           from amounts where stored <> recomputed order by 1 limit $1"#
    )
}

/// A figure computed from the records themselves, without any view, function or count of ours.
#[derive(Debug)]
pub struct Recounted {
    pub indicator: String,
    pub banner_code: Option<String>,
    pub edition_id: Option<i64>,
    pub value: Decimal,
}

/// The ledgers' figures as of `day`: of the city, of each banner, and of each edition.
pub async fn recounted(
    connection: &mut PgConnection,
    day: NaiveDate,
) -> sqlx::Result<Vec<Recounted>> {
    query_file_as!(Recounted, "src/verification/store/recounted.sql", day)
        .fetch_all(connection)
        .await
}
