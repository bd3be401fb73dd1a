//! Products: inserted, updated, and moved between states.

use crate::{
    products::model::selling::{Offer, State},
    values::{
        ids::{BrandId, OrganisationId, ProductId},
        search_text::{SearchColumns, pinyin},
    },
};
use sqlx::{PgConnection, query, query_as, query_scalar};

pub async fn insert(
    connection: &mut PgConnection,
    organisation: OrganisationId,
    offer: &Offer,
    state: State,
) -> sqlx::Result<ProductId> {
    let search =
        SearchColumns::of(&[&offer.name], &[&offer.specification]).at(offer.origin_code.as_str());
    query_scalar!(
        r#"insert into products (organisation_id, category_code, name, pinyin, specification,
               unit_code, price, price_basis, origin_code, months,
                                 yearly_capacity, introduction, state, submitted_at,
                                 search_text, search_tokens, brand_id)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
               case when $13 = 'submitted' then now() end, $14, $15, $16)
           returning id as "id: _""#,
        organisation.0,
        offer.category_code,
        offer.name,
        pinyin(&offer.name),
        offer.specification,
        offer.unit_code,
        offer.price,
        offer.price_basis,
        offer.origin_code.as_str(),
        &offer.months,
        offer.yearly_capacity,
        offer.introduction,
        state.code(),
        search.search_text,
        &search.search_tokens,
        offer.brand.as_ref().map(|brand| brand.id.0)
    )
    .fetch_one(connection)
    .await
}

pub async fn update(
    connection: &mut PgConnection,
    id: ProductId,
    offer: &Offer,
    state: State,
) -> sqlx::Result<()> {
    let search =
        SearchColumns::of(&[&offer.name], &[&offer.specification]).at(offer.origin_code.as_str());
    query!(
        "update products
         set category_code = $2, name = $3, pinyin = $4, specification = $5, unit_code = $6,
         price = $7, price_basis = $8, origin_code = $9,
             months = $10, yearly_capacity = $11, introduction = $12, state = $13,
             submitted_at = case when $13 = 'submitted' then now() else submitted_at end,
             search_text = $14, search_tokens = $15, brand_id = $16, version = version + 1
         where id = $1",
        id.0,
        offer.category_code,
        offer.name,
        pinyin(&offer.name),
        offer.specification,
        offer.unit_code,
        offer.price,
        offer.price_basis,
        offer.origin_code.as_str(),
        &offer.months,
        offer.yearly_capacity,
        offer.introduction,
        state.code(),
        search.search_text,
        &search.search_tokens,
        offer.brand.as_ref().map(|brand| brand.id.0)
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn set_state(
    connection: &mut PgConnection,
    id: ProductId,
    state: State,
    note: Option<&str>,
) -> sqlx::Result<()> {
    query!(
        "update products set state = $2, review_note = $3, version = version + 1 where id = $1",
        id.0,
        state.code(),
        note
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A product whose brand was changed.
pub struct Rebranded {
    pub id: ProductId,
    pub name: String,
}

/// Moves the products of a brand without trademarks to another brand.
pub async fn rebrand(
    connection: &mut PgConnection,
    from: BrandId,
    to: BrandId,
) -> sqlx::Result<Vec<Rebranded>> {
    query_as!(
        Rebranded,
        r#"update products set brand_id = $2, version = version + 1
           where brand_id = $1 and not exists (select from trademarks where brand_id = $1)
           returning id as "id: _", name"#,
        from.0,
        to.0
    )
    .fetch_all(connection)
    .await
}
