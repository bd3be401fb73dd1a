//! Villages as they leave the house, in the order of their codes.

use crate::{exchange::model::parties::VillageRecord, places::model::Filter};
use chrono::NaiveDate;
use sqlx::{PgExecutor, query_as};

pub async fn exported_villages(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
    after: &str,
    limit: i64,
) -> sqlx::Result<Vec<VillageRecord>> {
    villages!(
        VillageRecord,
        r#"select code as "code!: _", name as "name!", full_name as "full_name!", name_en as "name_en!", banner_code as "banner_code!: _",
                  township_code as "township_code!: _", township as "township!", is_gacha_village as "counts_as_736!",
                  (select count(*) from products_of_village(matching.code, $7)) as "products!",
                  (select count(*) from contracts_of_village(matching.code, $9)) as "contracts!""#,
        "where in_banner and is_supplying and is_origin and code > $11 order by code limit $12",
        filter,
        today,
        after,
        limit
    )
    .fetch_all(db)
    .await
}
