//! Reads what was accepted under contracts, by banner and household category.

use super::model::Cell;
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// What the three reported categories grew by from release to release, by owner banner, up to `day`. A
/// release is a month end or one of `published`; `day` must be one: `values::day::household_figures_day`.
pub async fn cells(db: impl PgExecutor<'_>, day: NaiveDate, published: &[NaiveDate]) -> sqlx::Result<Vec<Cell>> {
    query_as!(
        Cell,
        r#"with daily as (
               select accepted_on, owner_banner_code, household_category, sum(amount_accepted) as amount, sum(households) as households
               from accepted_lines
               where contract_id is not null and accepted_on <= $1 and household_category in ('edge', 'monitored', 'consolidated')
               group by 1, 2, 3)
           select release as "release!", owner_banner_code as "banner_code!: _", household_category as "category!: _",
                  sum(amount) as "amount!: _", sum(households)::bigint as "households!"
           from daily,
                lateral (select (date_trunc('month', accepted_on) + interval '1 month - 1 day')::date as month_end) m,
                lateral (select coalesce((select min(p) from unnest($2::date[]) as p where p between accepted_on and month_end), month_end) as release) r
           group by release, owner_banner_code, household_category
           order by release, owner_banner_code, household_category"#,
        day,
        published
    )
    .fetch_all(db)
    .await
}
