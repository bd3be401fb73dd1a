//! Amendments entered and voided.

use super::parts::insert_lines;
use crate::{
    contracts::model::{
        amendment::{Change, Entered},
        terms::Goods,
    },
    values::{
        amount::Amount,
        ids::{AmendmentId, ContractId, FileId, UserId},
        rung::Contract,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use sqlx::{PgConnection, query};

/// Until the transaction ends nobody changes the project that it comes from.
pub async fn lock_origin(connection: &mut PgConnection, id: ContractId) -> sqlx::Result<()> {
    query!(
        "select from signed_projects where id in (
             select c.project_id from contracts c where c.id = $1
             union select a.project_id from contracts c
             join framework_agreements a on a.id = c.framework_id where c.id = $1)
         order by id for share",
        id.0
    )
    .fetch_all(connection)
    .await?;
    Ok(())
}

/// Until the transaction ends nobody signs or amends under the agreement of this contract, and
/// nobody accepts goods under it. Locked from the top of the ladder down, as posting does.
pub async fn lock_from_the_top(connection: &mut PgConnection, id: ContractId) -> sqlx::Result<()> {
    lock_origin(&mut *connection, id).await?;
    query!(
        "select from framework_agreements
         where id = (select framework_id from contracts where id = $1) for no key update",
        id.0
    )
    .fetch_optional(connection)
    .await?;
    Ok(())
}

/// Its ordinal. `amount`: what it adds to the contract's amount.
pub async fn insert_amendment(
    connection: &mut PgConnection,
    id: ContractId,
    entered: &Entered,
    amount: Amount<Contract>,
    by: UserId,
) -> sqlx::Result<i16> {
    let rationale: Vec<String> =
        entered.rationale.iter().map(|rationale| rationale.code().to_string()).collect();
    let row = query!(
        r#"insert into contract_amendments (contract_id, ordinal, reason, signed_on, effective_on,
               amount_change, ends_on, tolerance, rationale, ceiling_reason, entered_by)
           select $1, coalesce(max(ordinal), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10
           from contract_amendments where contract_id = $1
           returning id as "id: AmendmentId", ordinal"#,
        id.0,
        entered.reason,
        entered.signed_on,
        entered.effective_on,
        amount.in_yuan(),
        entered.change.ends_on,
        entered.change.tolerance,
        &rationale,
        entered.ceiling_reason,
        by.0
    )
    .fetch_one(&mut *connection)
    .await?;
    write_change(&mut *connection, id, row.id, &entered.change).await?;
    query!("update contracts set version = version + 1 where id = $1", id.0)
        .execute(connection)
        .await?;
    Ok(row.ordinal)
}

async fn write_change(
    connection: &mut PgConnection,
    id: ContractId,
    amendment: AmendmentId,
    change: &Change,
) -> sqlx::Result<()> {
    let ceasing: Vec<i64> = change.lines.iter().map(|(line, _)| line.0).collect();
    query!(
        "update contract_lines set removed_by_id = $2 where contract_id = $1 and id = any ($3)",
        id.0,
        amendment.0,
        &ceasing
    )
    .execute(&mut *connection)
    .await?;
    write_versions(&mut *connection, amendment, change).await?;
    insert_lines(&mut *connection, id, &change.added, Some(amendment)).await?;
    let villages: Vec<String> =
        change.villages.iter().map(|village| village.code.to_string()).collect();
    query!(
        "insert into contract_villages (contract_id, village_code, added_by_id)
         select $1, code, $2 from unnest($3::text[]) as code",
        id.0,
        amendment.0,
        &villages
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A version stands where the one before it stood.
async fn write_versions(
    connection: &mut PgConnection,
    amendment: AmendmentId,
    change: &Change,
) -> sqlx::Result<()> {
    let going_on: Vec<(i64, &Goods)> =
        change.lines.iter().filter_map(|(id, to)| Some((id.0, to.as_ref()?))).collect();
    let of: Vec<i64> = going_on.iter().map(|(id, _)| *id).collect();
    let quantities: Vec<Decimal> = going_on.iter().map(|(_, goods)| goods.quantity).collect();
    let prices: Vec<Decimal> = going_on.iter().map(|(_, goods)| goods.unit_price).collect();
    query!(
        "insert into contract_lines (contract_id, position, product_id, category_code, name,
             specification, quantity, unit_code, unit_price, added_by_id, original_id)
         select l.contract_id, l.position, l.product_id, l.category_code, l.name, l.specification,
                n.quantity, l.unit_code, n.price, $1, coalesce(l.original_id, l.id)
         from unnest($2::bigint[], $3::numeric[], $4::numeric[]) as n (of, quantity, price)
         join contract_lines l on l.id = n.of",
        amendment.0,
        &of,
        &quantities,
        &prices
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What it changed is as it was before. Its lines stay on record, and are in no version.
pub async fn mark_amendment_void(
    connection: &mut PgConnection,
    (contract, id): (ContractId, AmendmentId),
    at: DateTime<Utc>,
    reason: &str,
) -> sqlx::Result<()> {
    query!(
        "update contract_amendments set voided_at = $2, void_reason = $3 where id = $1",
        id.0,
        at,
        reason
    )
    .execute(&mut *connection)
    .await?;
    query!(
        "update contract_lines
         set removed_by_id = case when added_by_id = $1 then $1 end
         where contract_id = $2 and (added_by_id = $1 or removed_by_id = $1)",
        id.0,
        contract.0
    )
    .execute(&mut *connection)
    .await?;
    query!(
        "delete from contract_villages where contract_id = $2 and added_by_id = $1",
        id.0,
        contract.0
    )
    .execute(&mut *connection)
    .await?;
    query!("update contracts set version = version + 1 where id = $1", contract.0)
        .execute(connection)
        .await?;
    Ok(())
}

pub async fn add_scan(
    connection: &mut PgConnection,
    id: AmendmentId,
    file: FileId,
    day: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "insert into amendment_scans (file_id, amendment_id, added_on) values ($1, $2, $3)",
        file.0,
        id.0,
        day
    )
    .execute(connection)
    .await?;
    Ok(())
}
