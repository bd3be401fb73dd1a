//! Shipments entered, sent and voided.

use crate::{
    deliveries::model::shipment::{Lot, Shipment},
    values::{
        ids::{ContractId, DeliveryId, FileId, OrganisationId, UserId},
        place_code::PlaceCode,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use sqlx::{PgConnection, query, query_scalar};

/// Whose goods they are, and who buys them.
#[derive(Debug)]
pub struct Heading<'a> {
    pub number: &'a str,
    pub contract: Option<ContractId>,
    pub buyer: OrganisationId,
    pub supplier: OrganisationId,
    pub banner: &'a PlaceCode,
    pub entered_by: UserId,
}

/// The next number under a contract, or of those without one. The contract is locked before.
pub async fn next_number(
    connection: &mut PgConnection,
    contract: Option<ContractId>,
) -> sqlx::Result<String> {
    let Some(contract) = contract else {
        query!("select pg_advisory_xact_lock(hashtext('the numbers of off-contract purchases'))")
            .execute(&mut *connection)
            .await?;
        let last = query_scalar!(
            r#"select coalesce(max(substring(number from '^DH-LX-(\d+)$')::bigint), 0) as "last!"
               from deliveries where contract_id is null"#
        );
        let last = last.fetch_one(connection).await?;
        return Ok(format!("DH-LX-{:03}", last + 1));
    };
    let prefix = format!("DH-{:04}-", contract.0);
    let last = query_scalar!(
        r#"select coalesce(max(substring(number from length($1) + 1)::bigint), 0) as "last!"
           from deliveries
           where contract_id = $2 and number ~ ('^' || $1 || '\d{1,9}$')"#,
        prefix,
        contract.0
    );
    Ok(format!("{prefix}{:02}", last.fetch_one(connection).await? + 1))
}

pub async fn insert(
    connection: &mut PgConnection,
    heading: &Heading<'_>,
    shipment: &Shipment,
) -> sqlx::Result<DeliveryId> {
    let id = query_scalar!(
        r#"insert into deliveries (number, contract_id, buyer_id, supplier_id,
               owner_banner_code, planned_on, shipped_on, entered_by)
           values ($1, $2, $3, $4, $5, $6, $7, $8) returning id as "id: DeliveryId""#,
        heading.number,
        heading.contract.map(|id| id.0),
        heading.buyer.0,
        heading.supplier.0,
        heading.banner.as_str(),
        shipment.planned_on,
        shipment.shipped_on,
        heading.entered_by.0
    )
    .fetch_one(&mut *connection)
    .await?;
    insert_lines(connection, id, shipment).await?;
    Ok(id)
}

/// Goods of a contract line are of its product; others of the supplier's product of that name.
async fn insert_lines(
    connection: &mut PgConnection,
    id: DeliveryId,
    shipment: &Shipment,
) -> sqlx::Result<()> {
    let lots = &shipment.lots;
    let text = |of: fn(&Lot) -> &str| -> Vec<String> {
        lots.iter().map(|lot| of(lot).to_string()).collect()
    };
    let contract_lines: Vec<Option<i64>> =
        lots.iter().map(|lot| lot.goods.contract_line_id.map(|id| id.0)).collect();
    let quantities: Vec<Decimal> = lots.iter().map(|lot| lot.quantity).collect();
    let prices: Vec<Decimal> = lots.iter().map(|lot| lot.goods.unit_price).collect();
    let households: Vec<i32> = lots.iter().map(|lot| lot.households).collect();
    query!(
        "insert into delivery_lines (delivery_id, position, contract_line_id, product_id,
             category_code, name, unit_code, unit_price, quantity_shipped, amount_shipped,
             village_code, household_category, households, state)
         select $1, l.position, l.contract_line,
                coalesce((select c.product_id from contract_lines c where c.id = l.contract_line),
                         (select p.id from products p join deliveries d on d.id = $1
                          where p.organisation_id = d.supplier_id and p.name = l.name
                            and p.state = 'published' order by p.id limit 1)),
                l.category, l.name, l.unit, l.price, l.quantity, round(l.quantity * l.price, 2),
                l.village, l.household_category, l.households, $11
         from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::numeric[],
                     $7::numeric[], $8::text[], $9::text[], $10::int[])
             with ordinality as l (contract_line, category, name, unit, price, quantity, village,
                                   household_category, households, position)",
        id.0,
        &contract_lines as &[Option<i64>],
        &text(|lot| &lot.goods.category_code),
        &text(|lot| &lot.goods.name),
        &text(|lot| &lot.goods.unit_code),
        &prices,
        &quantities,
        &text(|lot| lot.village.code.as_str()),
        &text(|lot| lot.household_category.code()),
        &households,
        if shipment.shipped_on.is_some() { "shipped" } else { "planned" }
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn mark_shipped(
    connection: &mut PgConnection,
    id: DeliveryId,
    day: NaiveDate,
) -> sqlx::Result<()> {
    query!("update deliveries set shipped_on = $2, version = version + 1 where id = $1", id.0, day)
        .execute(&mut *connection)
        .await?;
    query!(
        "update delivery_lines set state = 'shipped' where delivery_id = $1 and state = 'planned'",
        id.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A data error: it counts on no day.
pub async fn mark_void(
    connection: &mut PgConnection,
    id: DeliveryId,
    at: DateTime<Utc>,
    reason: &str,
) -> sqlx::Result<()> {
    query!(
        "update deliveries set voided_at = $2, void_reason = $3, version = version + 1
         where id = $1",
        id.0,
        at,
        reason
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn add_voucher(
    connection: &mut PgConnection,
    id: DeliveryId,
    file: FileId,
    day: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "insert into delivery_vouchers (file_id, delivery_id, added_on) values ($1, $2, $3)",
        file.0,
        id.0,
        day
    )
    .execute(connection)
    .await?;
    Ok(())
}
