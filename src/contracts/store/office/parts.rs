//! The lines and villages of a draft, and lines that an amendment adds.

use crate::{
    contracts::model::terms::{Goods, Terms},
    values::ids::{AmendmentId, ContractId},
};
use rust_decimal::Decimal;
use sqlx::{PgConnection, query};

/// Writes them anew: nothing refers to them yet.
pub async fn write_parts(
    connection: &mut PgConnection,
    id: ContractId,
    terms: &Terms,
) -> sqlx::Result<()> {
    query!("delete from contract_lines where contract_id = $1", id.0)
        .execute(&mut *connection)
        .await?;
    query!("delete from contract_villages where contract_id = $1", id.0)
        .execute(&mut *connection)
        .await?;
    let villages: Vec<String> =
        terms.villages.iter().map(|village| village.code.to_string()).collect();
    query!(
        "insert into contract_villages (contract_id, village_code)
         select $1, code from unnest($2::text[]) as code",
        id.0,
        &villages
    )
    .execute(&mut *connection)
    .await?;
    insert_lines(connection, id, &terms.lines, None).await
}

/// Behind those that are there. A line of a product that its supplier lists at the fair names that
/// product.
pub(super) async fn insert_lines(
    connection: &mut PgConnection,
    id: ContractId,
    lines: &[Goods],
    added_by: Option<AmendmentId>,
) -> sqlx::Result<()> {
    let text = |of: fn(&Goods) -> &String| -> Vec<String> {
        lines.iter().map(|line| of(line).clone()).collect()
    };
    let quantities: Vec<Decimal> = lines.iter().map(|line| line.quantity).collect();
    let prices: Vec<Decimal> = lines.iter().map(|line| line.unit_price).collect();
    query!(
        "insert into contract_lines (contract_id, position, product_id, category_code, name,
             specification, quantity, unit_code, unit_price, added_by_id)
         select $1,
                l.position + coalesce(
                    (select max(position) from contract_lines where contract_id = $1), 0),
                (select p.id from products p join contracts c on c.id = $1
                 where p.organisation_id = c.supplier_id and p.name = l.name
                   and p.state = 'published' order by p.id limit 1),
                l.category, l.name, l.specification, l.quantity, l.unit, l.price, $8
         from unnest($2::text[], $3::text[], $4::text[], $5::numeric[], $6::text[], $7::numeric[])
             with ordinality as l (category, name, specification, quantity, unit, price, position)",
        id.0,
        &text(|line| &line.category_code),
        &text(|line| &line.name),
        &text(|line| &line.specification),
        &quantities,
        &text(|line| &line.unit_code),
        &prices,
        added_by.map(|id| id.0)
    )
    .execute(connection)
    .await?;
    Ok(())
}
