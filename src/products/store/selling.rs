//! Products as their suppliers and officers see them, in every state.

mod fairs;
mod prices;
mod writing;

pub use fairs::places;
pub use prices::{note_first_prices, note_price, prices};
pub use writing::{insert, rebrand, set_state, update};

use crate::{
    products::model::selling::{Branded, Offer, ProductScope, SupplierProduct},
    values::{
        ids::{BrandId, OrganisationId, ProductId},
        place_code::PlaceCode,
    },
};
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor, query_as};

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

impl TryFrom<Row> for SupplierProduct {
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
            r#"select p.id as "id: _", p.organisation_id as "organisation_id: _",
                      o.name as organisation, o.banner_code as "organisation_banner: _",
                      p.category_code, p.name, p.specification, p.unit_code, p.price, p.price_basis,
                      p.origin_code as "origin_code: _", p.brand_id as "brand_id: _",
                      b.name as "brand?", p.months,
                      p.yearly_capacity, p.introduction, d.full_name as origin,
                      d.full_name_en as origin_en, p.state, p.version, p.review_note
               from products p join organisations o on o.id = p.organisation_id
               join divisions d on d.code = p.origin_code
                    left join brands b on b.id = p.brand_id
               where p.id = $3 and ($1::bigint is null or p.organisation_id = $1)
                 and ($2::text is null or o.banner_code = $2) "#
                + $tail,
            $whose.organisation.map(|id| id.0),
            $whose.banner.as_ref().map(|code| code.as_str()),
            $id
        )
    };
}

pub async fn find(
    db: impl PgExecutor<'_>,
    whose: &ProductScope,
    id: ProductId,
) -> sqlx::Result<Option<SupplierProduct>> {
    owned!("", whose, id.0).fetch_optional(db).await?.map(SupplierProduct::try_from).transpose()
}

/// Like `find`, locked until the transaction ends.
pub async fn lock(
    connection: &mut PgConnection,
    whose: &ProductScope,
    id: ProductId,
) -> sqlx::Result<Option<SupplierProduct>> {
    owned!("for update of p", whose, id.0)
        .fetch_optional(connection)
        .await?
        .map(SupplierProduct::try_from)
        .transpose()
}
