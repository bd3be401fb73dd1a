//! What came from the villages of a township, quarter by quarter. Never read for a page but through the
//! rules of release.

use crate::{indicators::model::PlaceGrowth, values::place_code::PlaceCode};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

/// A delivery counts once for each village, in its first quarter; and once for all of them together.
pub async fn place_growth(db: impl PgExecutor<'_>, township: &PlaceCode, day: NaiveDate) -> sqlx::Result<Vec<PlaceGrowth>> {
    query_as!(
        PlaceGrowth,
        r#"with parts as (
               select (date_trunc('quarter', accepted_on) + interval '3 months - 1 day')::date as quarter, contract_id is not null as under_contract,
                      village_code, delivery_id, sum(amount_accepted) as amount
               from accepted_lines
               where village_code between $1 and $1 || '999' and accepted_on <= $2
               group by 1, 2, 3, 4),
           counted as (
               select *, row_number() over (partition by village_code, delivery_id order by quarter) = 1 as is_first,
                      row_number() over (partition by delivery_id order by quarter, village_code) = 1 as is_apart
               from parts)
           select quarter as "quarter!", under_contract as "under_contract!", village_code as "village_code!: _",
                  count(*) filter (where is_first) as "deliveries!", count(*) filter (where is_apart) as "apart!", sum(amount) as "amount!: _"
           from counted
           group by 1, 2, 3
           order by 1, 2, 3"#,
        township.as_str(),
        day
    )
    .fetch_all(db)
    .await
}
