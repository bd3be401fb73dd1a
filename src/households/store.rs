//! Reads the accepted goods under contracts, by banner and household category.

use super::model::{Cell, Goods, MANY};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// The growth of the three reported categories from release to release, by credited banner, in the
/// releases up to `day`.
pub async fn cells(db: impl PgExecutor<'_>, day: NaiveDate) -> sqlx::Result<Vec<Cell>> {
    query_as!(
        Cell,
        r#"select period_end as "release!", owner_banner_code as "banner_code!: _",
                  household_category as "category!: _",
                  lines as "lines!", households as "households!", visits as "visits!",
                  amount as "amount!: _"
           from household_growth
           where period_end <= $1
           order by period_end, owner_banner_code, household_category"#,
        day
    )
    .fetch_all(db)
    .await
}

/// The amounts of goods that are public individually, by release and credited banner; of many, the
/// smallest.
pub async fn goods(db: impl PgExecutor<'_>, day: NaiveDate) -> sqlx::Result<Vec<Goods>> {
    query_as!(
        Goods,
        r#"select period_end as "release!", owner_banner_code as "banner_code!: _",
                  array_agg((amount * 100)::bigint order by amount) as "amounts!"
           from (select *, row_number() over (partition by period_end, owner_banner_code
               order by amount) as place from household_goods) ordered
           where period_end <= $1 and place <= $2
           group by period_end, owner_banner_code"#,
        day,
        MANY as i64 + 1
    )
    .fetch_all(db)
    .await
}
