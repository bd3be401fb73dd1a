//! Villages for sheets and the API, in the order of their codes.

use super::listing::push_matching;
use crate::{exchange::model::parties::VillageRecord, places::model::Filter};
use chrono::NaiveDate;
use sqlx::{PgExecutor, QueryBuilder};

pub async fn exported_villages(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    today: NaiveDate,
    after: &str,
    limit: i64,
) -> sqlx::Result<Vec<VillageRecord>> {
    let mut sql = QueryBuilder::new(
        "select v.code, v.name, v.full_name, v.name_en, v.banner_code, v.township_code,
                t.name as township,
                v.is_gacha_village as counts_as_736, ",
    );
    push_matching(&mut sql, filter, today);
    sql.push(" and v.code > ").push_bind(after).push(" order by v.code limit ").push_bind(limit);
    sql.build_query_as().persistent(filter.search.is_none()).fetch_all(db).await
}
