//! Brands as they leave the house, in the order of their ids; whatever the filter, each of them once.

use crate::{
    brands::model::Filter,
    exchange::model::{parties::BrandRecord, span::Span},
};
use sqlx::{PgExecutor, query_as};

pub async fn exported(db: impl PgExecutor<'_>, filter: &Filter, span: Span) -> sqlx::Result<Vec<BrandRecord>> {
    matching!(
        BrandRecord,
        r#"select id as "id!: _", name as "name!", banner_code as "banner_code: _", string_agg(numbers, '、' order by registered_on) as "trademarks",
                  min(registered_on) as registered_on,
                  (select count(*) from products p join product_listings l on l.product_id = p.id and l.edition_id = 0
                   where p.brand_id = matching.id and (as_of is null or was_shown_by(p.id, as_of))) as "products!""#,
        "where in_banner and ($4::boolean is null or $4 = (registered_on is not null)) and id > $9 and id <= $10
         group by id, name, banner_code, as_of order by id limit $11",
        filter,
        span.after,
        span.upto,
        span.limit
    )
    .fetch_all(db)
    .await
}
