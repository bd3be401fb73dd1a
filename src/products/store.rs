//! Every statement on products, their categories and certificates.

use super::model::{Card, Certificate, Exhibited, Filter, Found, NewCertification, NewProduct, Order, neutral_offset};
use crate::values::{
    facet::FacetCount,
    ids::{EditionId, OrganisationId, ProductId},
    search_text::{SearchColumns, pinyin},
};
use chrono::NaiveDate;
use serde_json::{Value, json};
use sqlx::{PgConnection, PgExecutor, query, query_as};

pub async fn upsert_categories(connection: &mut PgConnection, rows: Value) -> sqlx::Result<()> {
    query!(
        "insert into product_categories (code, parent_code, name, name_en, pictogram, ground, label, examples, search_text, search_tokens)
         select code, parent_code, name, name_en, pictogram, ground, label, examples, search_text, search_tokens
         from jsonb_populate_recordset(null::product_categories, $1)
         on conflict (code) do update
         set parent_code = excluded.parent_code, name = excluded.name, name_en = excluded.name_en,
             pictogram = excluded.pictogram, ground = excluded.ground, label = excluded.label, examples = excluded.examples,
             search_text = excluded.search_text, search_tokens = excluded.search_tokens",
        rows
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn insert_many(connection: &mut PgConnection, products: &[NewProduct]) -> sqlx::Result<()> {
    let rows: Value = products.iter().map(row).collect();
    query!(
        "insert into products (id, organisation_id, category_code, name, pinyin, specification, unit_code, net_kilograms, price,
                               price_basis, origin_code, brand_id, months, yearly_capacity, introduction, neutral_rank, search_text, search_tokens)
         select id, organisation_id, category_code, name, pinyin, specification, unit_code, net_kilograms, price,
                price_basis, origin_code, brand_id, months, yearly_capacity, introduction, neutral_rank, search_text, search_tokens
         from jsonb_populate_recordset(null::products, $1)",
        rows
    )
    .execute(connection)
    .await?;
    Ok(())
}

fn row(product: &NewProduct) -> Value {
    let mut row = json!(product);
    let search = SearchColumns::of(&[&product.name], &[&product.specification]);
    row["pinyin"] = pinyin(&product.name).into();
    row["search_text"] = search.search_text.into();
    row["search_tokens"] = search.search_tokens.into();
    row
}

pub async fn insert_certifications(connection: &mut PgConnection, certifications: &[NewCertification]) -> sqlx::Result<()> {
    query!(
        "insert into certifications (id, organisation_id, scheme, number, issuer, valid_from, valid_to, verified_on, verified_by)
         select id, organisation_id, scheme, number, issuer, valid_from, valid_to, verified_on, verified_by
         from jsonb_populate_recordset(null::certifications, $1)",
        json!(certifications)
    )
    .execute(&mut *connection)
    .await?;
    let named: Value = certifications
        .iter()
        .flat_map(|c| c.products.iter().map(|product| json!({ "certification_id": c.id, "product_id": product })))
        .collect();
    query!(
        "insert into certified_products (certification_id, product_id)
         select certification_id, product_id from jsonb_populate_recordset(null::certified_products, $1)",
        named
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The products of a filter, each condition of which is a column of its own, so that a facet can leave
/// its own out.
macro_rules! matching {
    ($row:ty, $head:literal, $tail:literal, $filter:expr, $today:expr $(, $more:expr)*) => {
        query_as!(
            $row,
            "with matching as (
                select p.id, p.name, p.pinyin, p.category_code, coalesce(x.price, p.price) as price, p.unit_code, p.months,
                       p.neutral_rank, p.search_text, p.origin_code, d.name as origin, d.name_en as origin_en, d.level as origin_level,
                       d.township_code, d.banner_code, x.booth_code,
                       ($5::text is null or left(p.category_code, length($5)) = $5) as in_category,
                       ($6::text is null or d.banner_code = $6) as in_banner,
                       ($7::text is null or exists (
                            select from certified_products cp join certifications c on c.id = cp.certification_id
                            where cp.product_id = p.id and c.scheme = $7 and c.verified_on is not null
                              and c.valid_from <= $4 and (c.valid_to is null or c.valid_to >= $4))) as is_certified,
                       ($8::smallint is null or $8 = any (p.months)) as in_season
                from products p
                join divisions d on d.code = p.origin_code
                left join lateral (
                    select x.price, e.booth_code from exhibits x join public_exhibitors e on e.id = x.exhibitor_id
                    where x.product_id = p.id and e.edition_id = $1 limit 1) x on true
                where p.state = 'published' and ($1::bigint is null or x.price is not null)
                  and ($2::text[] is null or (p.search_tokens @> $2 and strpos(p.search_text, $3) > 0))
                  and ($9::numeric is null or coalesce(x.price, p.price) >= $9)
                  and ($10::numeric is null or coalesce(x.price, p.price) <= $10)
                  and ($11::text is null or p.origin_code = $11 or d.township_code = $11)
                  and ($12::bigint is null or p.brand_id = $12)) "
                + $head + " from matching " + $tail,
            $filter.edition.map(|id| id.0),
            $filter.search.as_ref().map(|q| q.tokens.clone()) as Option<Vec<String>>,
            $filter.search.as_ref().map(|q| q.folded.as_str()),
            $today,
            $filter.category.as_deref(),
            $filter.banner.as_ref().map(|code| code.as_str()),
            $filter.certification.map(|scheme| scheme.code()),
            $filter.season,
            $filter.price_min,
            $filter.price_max,
            $filter.place.as_ref().map(|code| code.as_str()),
            $filter.brand.map(|id| id.0)
            $(, $more)*
        )
    };
}

macro_rules! cards {
    ($order:literal, $filter:expr, $today:expr $(, $more:expr)*) => {
        matching!(
            Card,
            r#"select id as "id!: _", name as "name!", category_code as "category_code!", price as "price!", unit_code as "unit_code!",
                      origin as "origin!", origin_en as "origin_en!", origin_level as "origin_level!",
                      banner_code as "banner_code: _", booth_code,
                      (select c.scheme from certified_products cp join certifications c on c.id = cp.certification_id
                       where cp.product_id = matching.id and c.verified_on is not null
                         and c.valid_from <= $4 and (c.valid_to is null or c.valid_to >= $4)
                       order by c.scheme limit 1) as "scheme: _""#,
            $order,
            $filter,
            $today
            $(, $more)*
        )
    };
}

/// The neutral order begins at the day's place in it, and with a search at what the name says.
pub async fn list(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate, limit: i64, offset: i64) -> sqlx::Result<Vec<Card>> {
    match filter.order {
        Order::Today => {
            cards!(
                "where in_category and in_banner and is_certified and in_season
                 order by case when $3::text is null then 0 else strpos(search_text, $3) end, neutral_rank < $15, neutral_rank, id
                 limit $13 offset $14",
                filter,
                today,
                limit,
                offset,
                neutral_offset(today)
            )
            .fetch_all(db)
            .await
        }
        Order::Price => {
            cards!(
                "where in_category and in_banner and is_certified and in_season order by price, id limit $13 offset $14",
                filter,
                today,
                limit,
                offset
            )
            .fetch_all(db)
            .await
        }
        Order::Name => {
            cards!(
                "where in_category and in_banner and is_certified and in_season order by pinyin, id limit $13 offset $14",
                filter,
                today,
                limit,
                offset
            )
            .fetch_all(db)
            .await
        }
    }
}

pub async fn counts(db: impl PgExecutor<'_>, filter: &Filter, today: NaiveDate) -> sqlx::Result<Vec<FacetCount>> {
    matching!(
        FacetCount,
        r#"select 'total' as "facet!", '' as "value!", count(*) as "count!""#,
        r#"where in_category and in_banner and is_certified and in_season
           union all select 'category', left(category_code, 2), count(*) from matching where in_banner and is_certified and in_season group by 2
           union all select 'category', category_code, count(*) from matching where in_banner and is_certified and in_season group by 2
           union all select 'banner', banner_code, count(*) from matching where banner_code is not null and in_category and is_certified and in_season group by 2
           union all select 'season', m::text, count(*) from matching, unnest(months) as m where in_category and in_banner and is_certified group by 2
           union all select 'certification', c.scheme, count(distinct matching.id)
               from matching join certified_products cp on cp.product_id = matching.id join certifications c on c.id = cp.certification_id
               where in_category and in_banner and in_season and c.verified_on is not null
                 and c.valid_from <= $4 and (c.valid_to is null or c.valid_to >= $4) group by 2"#,
        filter,
        today
    )
    .fetch_all(db)
    .await
}

pub async fn find(db: impl PgExecutor<'_>, id: ProductId) -> sqlx::Result<Option<Found>> {
    query_as!(
        Found,
        r#"select p.id as "id: _", p.name, p.pinyin, p.category_code, p.specification, p.unit_code, p.net_kilograms, p.price, p.price_basis,
                  p.origin_code as "origin_code: _", d.full_name as origin, d.full_name_en as origin_en, d.level as origin_level,
                  d.banner_code as "banner_code: _", d.township_code as "township_code: _",
                  t.name as "township?", t.name_en as "township_en?",
                  p.brand_id as "brand_id: _", b.name as "brand?", p.months, p.yearly_capacity, p.introduction,
                  o.id as "organisation_id: _", o.name as organisation, o.kind as "organisation_kind: _"
           from products p
           join organisations o on o.id = p.organisation_id
           join divisions d on d.code = p.origin_code
           left join divisions t on t.code = d.township_code
           left join brands b on b.id = p.brand_id
           where p.id = $1 and p.state = 'published' and o.state = 'published'"#,
        id.0
    )
    .fetch_optional(db)
    .await
}

pub async fn certificates_of(db: impl PgExecutor<'_>, id: ProductId) -> sqlx::Result<Vec<Certificate>> {
    query_as!(
        Certificate,
        r#"select c.scheme as "scheme: _", c.number, c.issuer, c.valid_from, c.valid_to, c.verified_on, c.verified_by,
                  '{}'::text[] as "products!"
           from certifications c join certified_products cp on cp.certification_id = c.id
           where cp.product_id = $1 order by c.valid_to desc nulls first, c.id"#,
        id.0
    )
    .fetch_all(db)
    .await
}

/// A party's certificates, each with the products it names.
pub async fn certificates_of_organisation(db: impl PgExecutor<'_>, id: OrganisationId) -> sqlx::Result<Vec<Certificate>> {
    query_as!(
        Certificate,
        r#"select c.scheme as "scheme: _", c.number, c.issuer, c.valid_from, c.valid_to, c.verified_on, c.verified_by,
                  array(select p.name from certified_products cp join products p on p.id = cp.product_id
                        where cp.certification_id = c.id and p.state = 'published' order by p.id) as "products!"
           from certifications c where c.organisation_id = $1 order by c.valid_to desc nulls first, c.id"#,
        id.0
    )
    .fetch_all(db)
    .await
}

/// Where a product has been shown, newest edition first.
pub async fn exhibited_at(db: impl PgExecutor<'_>, id: ProductId) -> sqlx::Result<Vec<Exhibited>> {
    query_as!(
        Exhibited,
        r#"select e.id as "exhibitor_id!: _", e.edition_id as "edition_id!: _", e.booth_code, x.price
           from exhibits x join public_exhibitors e on e.id = x.exhibitor_id
           join editions ed on ed.id = e.edition_id
           where x.product_id = $1 order by ed.ordinal desc"#,
        id.0
    )
    .fetch_all(db)
    .await
}

/// What an organisation shows at an edition.
pub async fn of_exhibitor(
    db: impl PgExecutor<'_>,
    organisation: OrganisationId,
    edition: EditionId,
    today: NaiveDate,
) -> sqlx::Result<Vec<Card>> {
    query_as!(
        Card,
        r#"select p.id as "id: _", p.name, p.category_code, x.price, p.unit_code, d.name as origin, d.name_en as origin_en,
                  d.level as origin_level, d.banner_code as "banner_code: _", e.booth_code,
                  (select c.scheme from certified_products cp join certifications c on c.id = cp.certification_id
                   where cp.product_id = p.id and c.verified_on is not null
                     and c.valid_from <= $3 and (c.valid_to is null or c.valid_to >= $3)
                   order by c.scheme limit 1) as "scheme: _"
           from exhibits x
           join public_exhibitors e on e.id = x.exhibitor_id
           join products p on p.id = x.product_id
           join divisions d on d.code = p.origin_code
           where e.organisation_id = $1 and e.edition_id = $2 and p.state = 'published'
           order by p.category_code, p.pinyin, p.id"#,
        organisation.0,
        edition.0,
        today
    )
    .fetch_all(db)
    .await
}
