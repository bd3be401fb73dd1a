//! Products imported in bulk from a sheet. They are published at once: the importing user may also
//! approve them.

use crate::{
    products::model::selling::Offer,
    values::{
        ids::{OrganisationId, ProductId},
        search_text::{SearchColumns, pinyin},
    },
};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use sqlx::{PgConnection, query};
use std::collections::HashMap;

pub struct Imported {
    /// `None`: a new product.
    pub id: Option<ProductId>,
    pub organisation: OrganisationId,
    pub offer: Offer,
}

fn columns(product: &Imported) -> Value {
    let offer = &product.offer;
    let search =
        SearchColumns::of(&[&offer.name], &[&offer.specification]).at(offer.origin_code.as_str());
    json!({
        "id": product.id,
        "organisation_id": product.organisation,
        "category_code": offer.category_code,
        "name": offer.name,
        "pinyin": pinyin(&offer.name),
        "specification": offer.specification,
        "unit_code": offer.unit_code,
        "price": offer.price,
        "price_basis": offer.price_basis,
        "origin_code": offer.origin_code,
        "months": offer.months,
        "yearly_capacity": offer.yearly_capacity,
        "introduction": offer.introduction,
        "search_text": search.search_text,
        "search_tokens": search.search_tokens,
    })
}

/// Returns the ids in the order of `products`.
pub async fn insert(
    connection: &mut PgConnection,
    products: &[&Imported],
) -> sqlx::Result<Vec<ProductId>> {
    let rows: Vec<Value> = products.iter().map(|product| columns(product)).collect();
    let written = query!(
        r#"insert into products (organisation_id, category_code, name, pinyin, specification,
               unit_code, price, price_basis, origin_code, months,
                                 yearly_capacity, introduction, state, search_text, search_tokens)
           select organisation_id, category_code, name, pinyin, specification, unit_code, price,
                  price_basis, origin_code, months,
                  yearly_capacity, introduction, 'published', search_text, search_tokens
           from jsonb_to_recordset($1) as r (organisation_id bigint, category_code text, name text,
               pinyin text, specification text, unit_code text,
                                             price numeric, price_basis text, origin_code text,
                                             months smallint[], yearly_capacity numeric,
                                             introduction text, search_text text,
                                             search_tokens text[])
           returning id as "id: ProductId", organisation_id, name, specification"#,
        Value::from(rows)
    );
    let written = written.fetch_all(connection).await?;
    let ids: HashMap<_, _> = written
        .into_iter()
        .map(|row| ((row.organisation_id, row.name, row.specification), row.id))
        .collect();
    let key = |product: &&Imported| {
        (product.organisation.0, product.offer.name.clone(), product.offer.specification.clone())
    };
    Ok(products.iter().filter_map(|product| ids.get(&key(product)).copied()).collect())
}

pub async fn update(connection: &mut PgConnection, products: &[&Imported]) -> sqlx::Result<()> {
    let rows: Vec<Value> = products.iter().map(|product| columns(product)).collect();
    query!(
        "update products p
         set category_code = r.category_code, unit_code = r.unit_code, price = r.price,
         price_basis = r.price_basis, origin_code = r.origin_code,
             months = r.months, yearly_capacity = r.yearly_capacity, introduction = r.introduction,
             state = 'published', review_note = null,
             search_text = r.search_text, search_tokens = r.search_tokens, version = p.version + 1
         from jsonb_to_recordset($1) as r (id bigint, category_code text, unit_code text,
             price numeric, price_basis text, origin_code text,
                                           months smallint[], yearly_capacity numeric,
                                           introduction text, search_text text,
                                           search_tokens text[])
         where p.id = r.id",
        Value::from(rows)
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn note_prices(
    connection: &mut PgConnection,
    prices: &[(ProductId, Decimal)],
) -> sqlx::Result<()> {
    let (ids, prices): (Vec<i64>, Vec<Decimal>) =
        prices.iter().map(|(id, price)| (id.0, *price)).unzip();
    query!(
        "insert into product_prices (product_id, price) select *
         from unnest($1::bigint[], $2::numeric[])",
        &ids,
        &prices
    )
    .execute(connection)
    .await?;
    Ok(())
}
