//! The goods from the villages of a township, by quarter. Pages always read them through the rules
//! of release.

use crate::{indicators::model::PlaceGrowth, values::place_code::PlaceCode};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// Of the quarters that have ended by `day`: the precomputed sums
/// (migrations/0042_journal_villages.sql).
pub async fn place_growth(
    db: impl PgExecutor<'_>,
    township: &PlaceCode,
    day: NaiveDate,
) -> sqlx::Result<Vec<PlaceGrowth>> {
    query_as!(
        PlaceGrowth,
        r#"select quarter, under_contract, village_code as "village_code: _", deliveries, apart,
                  amount as "amount: _"
           from village_growth
           where village_code between $1 and $1 || '999' and quarter <= $2 and amount > 0
           order by 1, 2, 3"#,
        township.as_str(),
        day
    )
    .fetch_all(db)
    .await
}
