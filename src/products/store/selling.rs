//! Products as their suppliers and officers see them, in every state.

use crate::{
    products::model::selling::{Branded, Fairs, Offer, Own, Place, State, Whose},
    values::{
        ids::{BrandId, EditionId, OrganisationId, ProductId},
        place_code::PlaceCode,
        search_text::{SearchColumns, pinyin},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor, query, query_as, query_scalar};

pub(super) struct Row {
    pub(super) id: ProductId,
    pub(super) organisation_id: OrganisationId,
    pub(super) organisation: String,
    pub(super) organisation_banner: Option<PlaceCode>,
    pub(super) category_code: String,
    pub(super) name: String,
    pub(super) specification: String,
    pub(super) unit_code: String,
    pub(super) price: Decimal,
    pub(super) price_basis: String,
    pub(super) origin_code: PlaceCode,
    pub(super) brand_id: Option<BrandId>,
    pub(super) brand: Option<String>,
    pub(super) months: Vec<i16>,
    pub(super) yearly_capacity: Option<Decimal>,
    pub(super) introduction: Option<String>,
    pub(super) origin: String,
    pub(super) origin_en: String,
    pub(super) state: String,
    pub(super) version: i32,
    pub(super) review_note: Option<String>,
}

impl TryFrom<Row> for Own {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> sqlx::Result<Self> {
        let state = row
            .state
            .parse()
            .map_err(|()| sqlx::Error::Decode(format!("no state {}", row.state).into()))?;
        let offer = Offer {
            category_code: row.category_code,
            name: row.name,
            specification: row.specification,
            unit_code: row.unit_code,
            price: row.price,
            price_basis: row.price_basis,
            origin_code: row.origin_code,
            brand: row.brand_id.zip(row.brand).map(|(id, name)| Branded { id, name }),
            months: row.months,
            yearly_capacity: row.yearly_capacity,
            introduction: row.introduction,
        };
        Ok(Self {
            id: row.id,
            organisation_id: row.organisation_id,
            organisation: row.organisation,
            organisation_banner: row.organisation_banner,
            offer,
            origin: row.origin,
            origin_en: row.origin_en,
            state,
            version: row.version,
            review_note: row.review_note,
        })
    }
}

macro_rules! owned {
    ($tail:literal, $whose:expr, $id:expr) => {
        query_as!(
            Row,
            r#"select p.id as "id: _", p.organisation_id as "organisation_id: _", o.name as organisation, o.banner_code as "organisation_banner: _",
                      p.category_code, p.name, p.specification, p.unit_code, p.price, p.price_basis, p.origin_code as "origin_code: _", p.brand_id as "brand_id: _", b.name as "brand?", p.months,
                      p.yearly_capacity, p.introduction, d.full_name as origin, d.full_name_en as origin_en, p.state, p.version, p.review_note
               from products p join organisations o on o.id = p.organisation_id join divisions d on d.code = p.origin_code
                    left join brands b on b.id = p.brand_id
               where p.id = $3 and ($1::bigint is null or p.organisation_id = $1) and ($2::text is null or o.banner_code = $2) "#
                + $tail,
            $whose.organisation.map(|id| id.0),
            $whose.banner.as_ref().map(|code| code.as_str()),
            $id
        )
    };
}

pub async fn find(
    db: impl PgExecutor<'_>,
    whose: &Whose,
    id: ProductId,
) -> sqlx::Result<Option<Own>> {
    owned!("", whose, id.0).fetch_optional(db).await?.map(Own::try_from).transpose()
}

/// The same, and nobody else changes it until the transaction ends.
pub async fn lock(
    connection: &mut PgConnection,
    whose: &Whose,
    id: ProductId,
) -> sqlx::Result<Option<Own>> {
    owned!("for update of p", whose, id.0)
        .fetch_optional(connection)
        .await?
        .map(Own::try_from)
        .transpose()
}

pub async fn of_form(
    db: impl PgExecutor<'_>,
    organisation: OrganisationId,
    form: &str,
) -> sqlx::Result<Option<ProductId>> {
    query_scalar!(
        r#"select id as "id: _" from products where form_code = $2 and organisation_id = $1"#,
        organisation.0,
        form
    )
    .fetch_optional(db)
    .await
}

pub async fn insert(
    connection: &mut PgConnection,
    organisation: OrganisationId,
    offer: &Offer,
    state: State,
    form: &str,
) -> sqlx::Result<ProductId> {
    let search =
        SearchColumns::of(&[&offer.name], &[&offer.specification]).at(offer.origin_code.as_str());
    query_scalar!(
        r#"insert into products (organisation_id, category_code, name, pinyin, specification, unit_code, price, price_basis, origin_code, months,
                                 yearly_capacity, introduction, state, submitted_at, form_code, search_text, search_tokens, brand_id)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, case when $13 = 'submitted' then now() end, $14, $15, $16, $17)
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
        form,
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
         set category_code = $2, name = $3, pinyin = $4, specification = $5, unit_code = $6, price = $7, price_basis = $8, origin_code = $9,
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

pub async fn note_price(
    connection: &mut PgConnection,
    id: ProductId,
    price: Decimal,
) -> sqlx::Result<()> {
    query!("insert into product_prices (product_id, price) values ($1, $2)", id.0, price)
        .execute(connection)
        .await?;
    Ok(())
}

/// The first price of products that have none noted, as of a day.
pub async fn note_first_prices(connection: &mut PgConnection, day: NaiveDate) -> sqlx::Result<()> {
    query!(
        "insert into product_prices (product_id, set_at, price)
         select id, $1::date::timestamp at time zone 'Asia/Shanghai', price from products p
         where not exists (select from product_prices where product_id = p.id)",
        day
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What it cost, the latest first.
pub async fn prices(
    db: impl PgExecutor<'_>,
    id: ProductId,
) -> sqlx::Result<Vec<(DateTime<Utc>, Decimal)>> {
    let rows =
        query!("select set_at, price from product_prices where product_id = $1 order by set_at desc limit 24", id.0).fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| (row.set_at, row.price)).collect())
}

/// Editions at which a seller has a place, and whether the product is shown there.
pub async fn places(
    db: impl PgExecutor<'_>,
    organisation: OrganisationId,
    id: Option<ProductId>,
) -> sqlx::Result<Vec<Place>> {
    query_as!(
        Place,
        r#"select d.id as "edition: _", d.ordinal,
                  exists (select from exhibits x where x.exhibitor_id = e.id and x.product_id = $2) as "is_shown!"
           from exhibitors e join editions d on d.id = e.edition_id
           where e.organisation_id = $1 and e.state in ('approved', 'published', 'checked_in') order by d.ordinal"#,
        organisation.0,
        id.map(|id| id.0)
    )
    .fetch_all(db)
    .await
}

/// Shown, at this price, where it is chosen and its seller has a place; of the open editions at no other.
pub async fn exhibit(
    connection: &mut PgConnection,
    organisation: OrganisationId,
    fairs: &Fairs,
    id: ProductId,
    price: Decimal,
) -> sqlx::Result<()> {
    let of = |editions: &[EditionId]| editions.iter().map(|edition| edition.0).collect::<Vec<_>>();
    query!(
        "delete from exhibits x using exhibitors e
         where e.id = x.exhibitor_id and e.organisation_id = $1 and x.product_id = $2 and e.edition_id = any ($3) and not e.edition_id = any ($4)",
        organisation.0,
        id.0,
        &of(&fairs.open),
        &of(&fairs.chosen)
    )
    .execute(&mut *connection)
    .await?;
    query!(
        "insert into exhibits (exhibitor_id, product_id, price)
         select e.id, $2, $5 from exhibitors e
         where e.organisation_id = $1 and e.edition_id = any ($3) and e.edition_id = any ($4) and e.state in ('approved', 'published', 'checked_in')
         on conflict (exhibitor_id, product_id) do update set price = excluded.price",
        organisation.0,
        id.0,
        &of(&fairs.open),
        &of(&fairs.chosen),
        price
    )
    .execute(connection)
    .await?;
    Ok(())
}
