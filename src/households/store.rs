//! Reads what was accepted under contracts, by banner and household category.

use super::model::Cell;
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// What the three reported categories grew by from release to release, by owner banner, up to `day`. A
/// release is a month end or a day of published figures; `day` must be one: `values::day::household_figures_day`.
pub async fn cells(db: impl PgExecutor<'_>, day: NaiveDate) -> sqlx::Result<Vec<Cell>> {
    query_as!(
        Cell,
        r#"select release as "release!", owner_banner_code as "banner_code!: _", household_category as "category!: _",
                  sum(amount) as "amount!: _", sum(households * lines)::bigint as "households!"
           from journal_household_sums
           where release <= $1
           group by release, owner_banner_code, household_category
           having sum(lines) > 0
           order by release, owner_banner_code, household_category"#,
        day
    )
    .fetch_all(db)
    .await
}
