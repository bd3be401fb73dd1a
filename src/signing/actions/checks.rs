//! What the desk asks before it saves a deal.

use crate::{
    contracts::store::ceremony,
    projects::{
        model::{
            ProjectType,
            deal::{DealRung, Goods, Signed, is_far_off},
        },
        store::deals,
    },
    signing::{
        model::{Capacity, Checks, FEWEST_LINES, PriceBand, unit_price},
        store,
    },
    values::{
        ids::{EditionId, OrganisationId, ProjectId},
        place_code::PlaceCode,
        quantity::convert,
    },
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::PgConnection;

/// As much of a deal as is typed so far.
#[derive(Debug, Clone)]
pub struct Typed {
    pub edition: EditionId,
    /// The deal itself, where it is changed.
    pub id: Option<ProjectId>,
    /// The similar deal that the form names.
    pub named: Option<ProjectId>,
    /// The banner to which the user is limited.
    pub banner: Option<PlaceCode>,
    pub r#type: Option<ProjectType>,
    pub supplier: Option<OrganisationId>,
    pub buyer: Option<OrganisationId>,
    pub rung: DealRung,
    pub amount: Option<Decimal>,
    pub goods: Option<Goods>,
    pub day: NaiveDate,
}

pub async fn checks(connection: &mut PgConnection, typed: &Typed) -> sqlx::Result<Checks> {
    let mut checks = Checks::default();
    let Some(amount) = typed.amount else { return Ok(checks) };
    let usual = match (typed.rung, typed.r#type) {
        (DealRung::Contract, _) => ceremony::median(&mut *connection).await?,
        (DealRung::Intent, Some(r#type)) => deals::median(&mut *connection, r#type).await?,
        (DealRung::Intent, None) => Decimal::ZERO,
    };
    checks.usual = is_far_off(amount, usual).then(|| Signed::new(typed.rung, usual));
    if let (Some(supplier), Some(buyer)) = (typed.supplier, typed.buyer) {
        let deal = deals::Compared {
            edition: typed.edition,
            supplier,
            buyer,
            rung: typed.rung,
            amount,
            id: typed.id,
            named: typed.named,
            banner: typed.banner.as_ref(),
        };
        checks.alike = deals::alike(&mut *connection, &deal).await?;
    }
    if let (Some(supplier), Some(goods)) = (typed.supplier, &typed.goods) {
        let offer = store::offer(&mut *connection, supplier, &goods.name, typed.day).await?;
        if let Some(offer) = offer {
            checks.price = price(connection, &offer, amount, goods, typed.day).await?;
            checks.capacity = capacity(offer, goods);
        }
    }
    Ok(checks)
}

fn capacity(offer: store::Offer, goods: &Goods) -> Option<Capacity> {
    let (quantity, unit) = goods.quantity.as_ref()?;
    Some(Capacity {
        this: convert(*quantity, unit, offer.unit)?,
        product: offer.name,
        unit: offer.unit,
        yearly: offer.yearly_capacity?,
        contracted: offer.contracted,
    })
}

/// The first band with enough lines into whose unit the typed quantity converts: of the product, else
/// of its category, with most lines.
async fn price(
    connection: &mut PgConnection,
    offer: &store::Offer,
    amount: Decimal,
    goods: &Goods,
    day: NaiveDate,
) -> sqlx::Result<Option<PriceBand>> {
    let bands = store::prices(connection, offer, day).await?;
    Ok(bands
        .into_iter()
        .filter(|band| band.lines >= FEWEST_LINES)
        .find_map(|band| Some(PriceBand { this: unit_price(amount, goods, band.unit)?, ..band })))
}
