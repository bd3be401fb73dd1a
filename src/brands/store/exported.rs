//! Brands as they leave the house, in the order of their ids; whatever the filter, each of them once.

use crate::{
    brands::model::Filter,
    exchange::model::{parties::BrandRecord, span::Span},
};
use sqlx::{PgExecutor, query_as};

pub async fn exported(db: impl PgExecutor<'_>, filter: &Filter, span: Span) -> sqlx::Result<Vec<BrandRecord>> {
    query_as!(
        BrandRecord,
        r#"with matching as (
               select b.id, b.name, b.pinyin, b.search_text, d.banner_code, ($3::text is null or d.banner_code = $3) as in_banner,
                      coalesce(n.registered_on, t.registered_on) as registered_on, coalesce(n.number, t.numbers) as numbers,
                      $8::date as as_of
               from public_brands b join divisions d on d.code = b.home_code
               left join public_trademarks n
                    on n.brand_id = b.id and n.registered_on > $6::date - interval '3 years' and n.registered_on <= $6::date,
               lateral (select min(t.registered_on) as registered_on, string_agg(t.number, '、' order by t.registered_on, t.id) as numbers
                        from public_trademarks t where t.brand_id = b.id and t.registered_on <= $7 and t.expires_on >= $7) t
               where ($5::date is null or b.named_on <= $5)
                 and ($6::date is null or n.id is not null)
                 and ($1::text is null or search_finds(b.search_tokens, b.search_text, $1, $2)))
           select id as "id!: _", name as "name!", banner_code as "banner_code: _", string_agg(numbers, '、' order by registered_on) as "trademarks",
                  min(registered_on) as registered_on,
                  (select count(*) from products p join product_listings l on l.product_id = p.id and l.edition_id = 0
                   where p.brand_id = matching.id and (as_of is null or was_shown_by(p.id, as_of))) as "products!"
           from matching
           where in_banner and ($4::boolean is null or $4 = (registered_on is not null)) and id > $9 and id <= $10
           group by id, name, banner_code, as_of order by id limit $11"#,
        filter.search.as_ref().map(|q| q.tokens.as_str()),
        filter.search.as_ref().map(|q| q.needles.clone()) as Option<Vec<String>>,
        filter.banner.as_ref().map(|code| code.as_str()),
        filter.registered,
        filter.named_by,
        filter.new_by,
        filter.day,
        filter.as_of,
        span.after,
        span.upto,
        span.limit
    )
    .fetch_all(db)
    .await
}
