//! Every statement on products, their categories and certificates.

use super::model::{Card, Certificate, Exhibited, NewProduct, ProductDetails};
use crate::values::{
    ids::{EditionId, OrganisationId, ProductId},
    search_text::{SearchColumns, pinyin},
};
use chrono::NaiveDate;
use serde_json::{Value, json};
use sqlx::{PgConnection, PgExecutor, query, query_as};

mod common;
mod conditions;
mod counting;
mod exported;
pub mod imported;
mod labels;
mod listing;
pub mod office;
mod searching;
pub mod selling;

pub use common::is_common;
pub use counting::{counts, of_brand};
pub use exported::exported;
pub use listing::{list, list_of_many};

pub async fn upsert_categories(connection: &mut PgConnection, rows: Value) -> sqlx::Result<()> {
    query!(
        "insert into product_categories (code, parent_code, name, name_en, pictogram, ground, label,
             examples, search_text, search_tokens)
         select code, parent_code, name, name_en, pictogram, ground, label, examples, search_text,
                search_tokens
         from jsonb_populate_recordset(null::product_categories, $1)
         on conflict (code) do update
         set parent_code = excluded.parent_code, name = excluded.name, name_en = excluded.name_en,
             pictogram = excluded.pictogram, ground = excluded.ground, label = excluded.label,
             examples = excluded.examples,
             search_text = excluded.search_text, search_tokens = excluded.search_tokens",
        rows
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn insert_many(
    connection: &mut PgConnection,
    products: &[NewProduct],
) -> sqlx::Result<()> {
    let rows: Value = products.iter().map(row).collect();
    query!(
        "insert into products (id, organisation_id, category_code, name, pinyin, specification,
             unit_code, net_kilograms, price,
                               price_basis, origin_code, brand_id, months, yearly_capacity,
                               introduction, neutral_rank, search_text, search_tokens)
         select id, organisation_id, category_code, name, pinyin, specification, unit_code,
                net_kilograms, price,
                price_basis, origin_code, brand_id, months, yearly_capacity, introduction,
                neutral_rank, search_text, search_tokens
         from jsonb_populate_recordset(null::products, $1)",
        rows
    )
    .execute(connection)
    .await?;
    Ok(())
}

fn row(product: &NewProduct) -> Value {
    let mut row = json!(product);
    let search = SearchColumns::of(&[&product.name], &[&product.specification])
        .at(product.origin_code.as_str());
    row["pinyin"] = pinyin(&product.name).into();
    row["search_text"] = search.search_text.into();
    row["search_tokens"] = search.search_tokens.into();
    row
}

/// A published product; its brand only if it is public, with a trademark that is in force.
pub async fn find(
    db: impl PgExecutor<'_>,
    id: ProductId,
    today: NaiveDate,
) -> sqlx::Result<Option<ProductDetails>> {
    query_as!(
        ProductDetails,
        r#"select p.id as "id: _", p.name, p.pinyin, p.category_code, p.specification, p.unit_code,
                  p.net_kilograms, p.price, p.price_basis,
                  p.origin_code as "origin_code: _", d.full_name as origin,
                  d.full_name_en as origin_en, d.level as origin_level,
                  d.banner_code as "banner_code: _", d.township_code as "township_code: _",
                  t.name as "township?", t.name_en as "township_en?",
                  b.id as "brand_id?: _", b.name as "brand?",
                  (select min(m.number) from public_trademarks m
                   where m.brand_id = b.id and m.registered_on <= $2
                     and m.expires_on >= $2) as trademark, p.months, p.yearly_capacity,
                     p.introduction,
                  o.id as "organisation_id: _", o.name as organisation,
                  o.kind as "organisation_kind: _"
           from products p
           join organisations o on o.id = p.organisation_id
           join divisions d on d.code = p.origin_code
           left join divisions t on t.code = d.township_code
           left join public_brands b on b.id = p.brand_id
           where p.id = $1 and p.state = 'published' and o.state = 'published'"#,
        id.0,
        today
    )
    .fetch_optional(db)
    .await
}

pub async fn certificates_of(
    db: impl PgExecutor<'_>,
    id: ProductId,
) -> sqlx::Result<Vec<Certificate>> {
    query_as!(
        Certificate,
        r#"select c.scheme as "scheme: _", c.number, c.issuer, c.valid_from, c.valid_to,
                  c.verified_on, c.verified_by,
                  '{}'::text[] as "products!"
           from certifications c join certified_products cp on cp.certification_id = c.id
           where cp.product_id = $1 and c.verified_on is not null
           order by c.valid_to desc nulls first, c.id"#,
        id.0
    )
    .fetch_all(db)
    .await
}

/// The verified certificates of an organisation, each with its published products.
pub async fn certificates_of_organisation(
    db: impl PgExecutor<'_>,
    id: OrganisationId,
) -> sqlx::Result<Vec<Certificate>> {
    query_as!(
        Certificate,
        r#"select c.scheme as "scheme: _", c.number, c.issuer, c.valid_from, c.valid_to,
                  c.verified_on, c.verified_by,
                  array(select p.name from certified_products cp
                      join products p on p.id = cp.product_id
                        where cp.certification_id = c.id and p.state = 'published'
                        order by p.id) as "products!"
           from certifications c where c.organisation_id = $1 and c.verified_on is not null
           order by c.valid_to desc nulls first, c.id"#,
        id.0
    )
    .fetch_all(db)
    .await
}

/// Where a product has been shown, newest edition first.
pub async fn exhibited_at(db: impl PgExecutor<'_>, id: ProductId) -> sqlx::Result<Vec<Exhibited>> {
    query_as!(
        Exhibited,
        r#"select e.id as "exhibitor_id!: _", e.edition_id as "edition_id!: _", e.booth_code,
                  x.price
           from exhibits x join public_exhibitors e on e.id = x.exhibitor_id
           join editions ed on ed.id = e.edition_id
           where x.product_id = $1 order by ed.ordinal desc"#,
        id.0
    )
    .fetch_all(db)
    .await
}

/// The products that an organisation shows at an edition. Their labels omit the booth.
pub async fn of_exhibitor(
    db: impl PgExecutor<'_>,
    organisation: OrganisationId,
    edition: EditionId,
) -> sqlx::Result<Vec<Card>> {
    query_as!(
        Card,
        r#"select l.product_id as "id: _", l.name, l.category_code, x.price, l.unit_code, l.origin,
                  l.origin_en, l.origin_level,
                  nullif(l.banner_code, '') as "banner_code: _", null::text as booth_code,
                  l.certificates as "certificates: _", l.cover as "cover: _"
           from exhibits x
           join public_exhibitors e on e.id = x.exhibitor_id
           join product_listings l on l.edition_id = e.edition_id and l.product_id = x.product_id
           where e.organisation_id = $1 and e.edition_id = $2
           order by l.category_code, l.pinyin, l.product_id"#,
        organisation.0,
        edition.0
    )
    .fetch_all(db)
    .await
}
