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
    query_as!(
        VillageRecord,
        r#"with matching as (
               select v.code, v.name, v.full_name, v.name_en, v.full_name_en, v.is_gacha_village, v.banner_code, v.township_code,
                      t.name as township,
                      ($3::text is null or v.banner_code = $3) as in_banner,
                      (not $4 or exists (select from contracts_of_village(v.code, $9))) as is_supplying,
                      (not $5 or exists (select from products_of_village(v.code, $7))) as is_origin
               from divisions v join divisions t on t.code = v.township_code
               where v.level = 'village' and (not $6 or v.is_gacha_village) and ($8::text is null or v.township_code = $8)
                 and ($10::text is null or v.code = $10)
                 and ($1::text is null or search_finds(v.search_tokens, v.search_text, $1, $2)))
           select code as "code!: _", name as "name!", full_name as "full_name!", name_en as "name_en!", banner_code as "banner_code!: _",
                  township_code as "township_code!: _", township as "township!", is_gacha_village as "counts_as_736!",
                  (select count(*) from products_of_village(matching.code, $7)) as "products!",
                  (select count(*) from contracts_of_village(matching.code, $9)) as "contracts!"
           from matching where in_banner and is_supplying and is_origin and code > $11 order by code limit $12"#,
        filter.search.as_ref().map(|q| q.tokens.as_str()),
        filter.search.as_ref().map(|q| q.needles.clone()) as Option<Vec<String>>,
        filter.banner.as_ref().map(|code| code.as_str()),
        filter.supplying,
        filter.product_origin,
        filter.gacha_only,
        filter.as_of,
        filter.township.as_ref().map(|code| code.as_str()),
        filter.as_of.unwrap_or(today),
        filter.village.as_ref().map(|code| code.as_str()),
        after,
        limit
    )
    .fetch_all(db)
    .await
}
