//! Every statement on brands and trademarks.

use super::model::{Brand, Filter, FoundBrand, NewBrand, NewTrademark, Trademark};
use crate::{
    products::model::selling::Branded,
    values::{
        facet::FacetCount,
        ids::{BrandId, OrganisationId},
        search_text::{SearchColumns, pinyin},
    },
};
use serde_json::{Value, json};
use sqlx::{PgConnection, PgExecutor, query, query_as};

pub async fn insert_many(connection: &mut PgConnection, brands: &[NewBrand]) -> sqlx::Result<()> {
    let rows: Value = brands.iter().map(row).collect();
    query!(
        "insert into brands (id, name, pinyin, home_code, owner_id, story, named_on, search_text, search_tokens)
         select id, name, pinyin, home_code, owner_id, story, named_on, search_text, search_tokens from jsonb_populate_recordset(null::brands, $1)",
        rows
    )
    .execute(connection)
    .await?;
    Ok(())
}

fn row(brand: &NewBrand) -> Value {
    let mut row = json!(brand);
    let search = SearchColumns::of(&[&brand.name], &[]).at(brand.home_code.as_str());
    row["pinyin"] = pinyin(&brand.name).into();
    row["search_text"] = search.search_text.into();
    row["search_tokens"] = search.search_tokens.into();
    row
}

pub async fn insert_trademarks(connection: &mut PgConnection, trademarks: &[NewTrademark]) -> sqlx::Result<()> {
    query!(
        "insert into trademarks (id, brand_id, number, class, registered_on, expires_on, verified_on, verified_by)
         select id, brand_id, number, class, registered_on, expires_on, verified_on, verified_by from jsonb_populate_recordset(null::trademarks, $1)",
        json!(trademarks)
    )
    .execute(connection)
    .await?;
    Ok(())
}

macro_rules! matching {
    ($row:ty, $head:literal, $tail:literal, $filter:expr $(, $more:expr)*) => {
        query_as!(
            $row,
            "with matching as (
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
                  and ($1::text is null or search_finds(b.search_tokens, b.search_text, $1, $2))) "
                + $head + " from matching " + $tail,
            $filter.search.as_ref().map(|q| q.tokens.as_str()),
            $filter.search.as_ref().map(|q| q.needles.clone()) as Option<Vec<String>>,
            $filter.banner.as_ref().map(|code| code.as_str()),
            $filter.registered,
            $filter.named_by,
            $filter.new_by,
            $filter.day,
            $filter.as_of
            $(, $more)*
        )
    };
}

mod exported;
pub use exported::exported;

pub async fn list(db: impl PgExecutor<'_>, filter: &Filter, limit: i64, offset: i64) -> sqlx::Result<Vec<Brand>> {
    matching!(
        Brand,
        r#"select id as "id!: _", name as "name!", pinyin as "pinyin!", banner_code as "banner_code: _", registered_on, numbers,
                  (select count(*) from products p join product_listings l on l.product_id = p.id and l.edition_id = 0
                   where p.brand_id = matching.id and (as_of is null or was_shown_by(p.id, as_of))) as "products!""#,
        "where in_banner and ($4::boolean is null or $4 = (registered_on is not null)) order by search_rank(search_text, $2), registered_on desc nulls first, pinyin, id limit $9 offset $10",
        filter,
        limit,
        offset
    )
    .fetch_all(db)
    .await
}

pub async fn counts(db: impl PgExecutor<'_>, filter: &Filter) -> sqlx::Result<Vec<FacetCount>> {
    matching!(
        FacetCount,
        r#"select 'total' as "facet!", '' as "value!", count(*) as "count!""#,
        "where in_banner and ($4::boolean is null or $4 = (registered_on is not null))
         union all select 'banner', banner_code, count(*) from matching where banner_code is not null and ($4::boolean is null or $4 = (registered_on is not null)) group by 2
         union all select 'trademark', case when registered_on is null then 'none' else 'registered' end, count(*) from matching where in_banner group by 2",
        filter
    )
    .fetch_all(db)
    .await
}

pub async fn find(db: impl PgExecutor<'_>, id: BrandId) -> sqlx::Result<Option<FoundBrand>> {
    query_as!(
        FoundBrand,
        r#"select b.id as "id!: _", b.name as "name!", b.pinyin as "pinyin!", b.home_code as "home_code!: _", d.full_name as home, d.full_name_en as home_en, b.story,
                  o.name as "owner?",
                  (select e.id from public_exhibitors e where e.organisation_id = o.id order by e.edition_id desc limit 1) as "owner_exhibitor_id: _"
           from public_brands b join divisions d on d.code = b.home_code left join organisations o on o.id = b.owner_id
           where b.id = $1"#,
        id.0
    )
    .fetch_optional(db)
    .await
}

pub async fn trademarks_of(db: impl PgExecutor<'_>, id: BrandId) -> sqlx::Result<Vec<Trademark>> {
    query_as!(
        Trademark,
        r#"select number as "number!", class as "class!", registered_on as "registered_on!", expires_on as "expires_on!"
           from public_trademarks where brand_id = $1 order by registered_on, id"#,
        id.0
    )
    .fetch_all(db)
    .await
}

/// An owner's brands, public or not yet.
pub async fn of_owner(db: impl PgExecutor<'_>, owner: OrganisationId) -> sqlx::Result<Vec<Branded>> {
    query_as!(Branded, r#"select id as "id: _", name from brands where owner_id = $1 order by pinyin, id"#, owner.0).fetch_all(db).await
}
