//! Reads what was accepted under contracts, by banner and household category.

use super::model::Cell;
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// What the three reported categories grew by from release to release, by owner banner, up to `day`. A
/// release is a month end or one of `published`; `day` must be one: `values::day::household_figures_day`.
pub async fn cells(db: impl PgExecutor<'_>, day: NaiveDate, published: &[NaiveDate]) -> sqlx::Result<Vec<Cell>> {
    query_as!(
        Cell,
        r#"select release as "release!", owner_banner_code as "banner_code!: _", household_category as "category!: _",
                  sum(amount) as "amount!: _", sum(households)::bigint as "households!"
           from household_sums,
                lateral (select (date_trunc('month', day) + interval '1 month - 1 day')::date as month_end) m,
                lateral (select coalesce((select min(p) from unnest($2::date[]) as p where p between day and month_end), month_end) as release) r
           where day <= $1
           group by release, owner_banner_code, household_category
           having sum(lines) > 0
           order by release, owner_banner_code, household_category"#,
        day,
        published
    )
    .fetch_all(db)
    .await
}
