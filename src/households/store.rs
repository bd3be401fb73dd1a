//! Reads what was accepted under contracts, by banner and household category.

use super::model::Cell;
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// The three reported categories by owner banner, as of `day`. The day must be one on which such figures
/// exist: `values::day::household_figures_day`.
pub async fn cells(db: impl PgExecutor<'_>, day: NaiveDate) -> sqlx::Result<Vec<Cell>> {
    query_as!(
        Cell,
        r#"select owner_banner_code as "banner_code!: _", household_category as "category!: _",
                  sum(amount_accepted) as "amount!: _", sum(households)::bigint as "households!"
           from accepted_lines
           where contract_id is not null and accepted_on <= $1 and household_category in ('edge', 'monitored', 'consolidated')
           group by owner_banner_code, household_category
           order by owner_banner_code, household_category"#,
        day
    )
    .fetch_all(db)
    .await
}
