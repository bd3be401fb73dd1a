//! What the checks read. Deals themselves are read and written by `projects::store::deals`.

use super::model::PriceBand;
use crate::values::{
    ids::OrganisationId,
    quantity::{Unit, convert},
};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor, query, query_as};

/// A product of the supplier that a typed name means.
pub struct Offer {
    pub name: String,
    pub specification: String,
    pub category: String,
    pub unit: &'static Unit,
    pub yearly_capacity: Option<Decimal>,
    /// In its unit, what open contracts have ordered of it in the year.
    pub contracted: Decimal,
}

/// By its full name, else by a part of it; the larger capacity first.
pub async fn offer(
    connection: &mut PgConnection,
    supplier: OrganisationId,
    goods: &str,
    day: NaiveDate,
) -> sqlx::Result<Option<Offer>> {
    let product = query!(
        "select id, name, specification, category_code, unit_code, yearly_capacity from products
         where organisation_id = $1 and state = 'published' and position($2 in name) > 0
         order by name <> $2, yearly_capacity desc nulls last, id limit 1",
        supplier.0,
        goods
    )
    .fetch_optional(&mut *connection)
    .await?;
    let Some((product, unit)) = product.and_then(|row| {
        let unit = Unit::find(&row.unit_code)?;
        Some((row, unit))
    }) else {
        return Ok(None);
    };
    let ordered = query!(
        r#"select l.unit_code, sum(l.quantity) as "quantity!"
           from contract_lines l join contracts c on c.id = l.contract_id
           where l.product_id = $1 and l.removed_by_id is null
             and c.state in ('signed', 'performing')
             and extract(year from c.signed_on) = $2::integer
           group by 1"#,
        product.id,
        day.year()
    )
    .fetch_all(connection)
    .await?;
    let in_unit = |(code, quantity): (String, Decimal)| convert(quantity, Unit::find(&code)?, unit);
    let contracted =
        ordered.into_iter().filter_map(|row| in_unit((row.unit_code, row.quantity))).sum();
    Ok(Some(Offer {
        name: product.name,
        specification: product.specification,
        category: product.category_code,
        unit,
        yearly_capacity: product.yearly_capacity,
        contracted,
    }))
}

/// The prices per unit in contracts signed in the same month of any year: of the product in its
/// specification, then of its category. The deal's own price is filled in by the caller.
pub async fn prices(
    db: impl PgExecutor<'_>,
    offer: &Offer,
    day: NaiveDate,
) -> sqlx::Result<Vec<PriceBand>> {
    let rows = query!(
        r#"select l.unit_code, s.is_product as "is_product!", count(*) as "lines!",
                  min(l.unit_price) as "lowest!",
                  percentile_disc(0.25) within group (order by l.unit_price) as "first_quartile!",
                  percentile_disc(0.5) within group (order by l.unit_price) as "median!",
                  percentile_disc(0.75) within group (order by l.unit_price) as "third_quartile!",
                  max(l.unit_price) as "highest!"
           from contract_lines l join contracts c on c.id = l.contract_id,
                lateral (select true as is_product where l.name = $3 and l.specification = $4
                         union all select false) s
           where l.category_code = $1 and c.state in ('signed', 'performing', 'completed')
             and l.removed_by_id is null
             and extract(month from c.signed_on) = $2::integer
           group by 1, 2 order by 2 desc, 3 desc"#,
        offer.category,
        day.month() as i32,
        offer.name,
        offer.specification
    )
    .fetch_all(db)
    .await?;
    let bands = rows.into_iter().filter_map(|row| {
        let unit = Unit::find(&row.unit_code)?;
        Some(PriceBand {
            unit,
            is_of_product: row.is_product,
            lines: row.lines,
            lowest: row.lowest,
            first_quartile: row.first_quartile,
            median: row.median,
            third_quartile: row.third_quartile,
            highest: row.highest,
            this: Decimal::ZERO,
        })
    });
    Ok(bands.collect())
}

/// What waits at the desks of all editions.
pub struct Pending {
    pub to_release: i64,
    pub scans_due: i64,
}

pub async fn pending(db: impl PgExecutor<'_>) -> sqlx::Result<Pending> {
    query_as!(
        Pending,
        r#"select count(*) filter (where ceremony_state = 'signed') as "to_release!",
                  count(*) filter (where ceremony_state <> 'planned' and scan_id is null
                      and scan_due_on is not null) as "scans_due!"
           from signed_projects where voided_at is null"#
    )
    .fetch_one(db)
    .await
}
