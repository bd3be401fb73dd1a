//! Drafts entered and changed, with their lines and villages.

use crate::{
    agreements::store::Sides,
    contracts::model::terms::Terms,
    values::{ids::ContractId, search_text::SearchColumns},
};
use rust_decimal::Decimal;
use sqlx::{PgConnection, query, query_scalar};

fn found_by(terms: &Terms, sides: &Sides<'_>) -> SearchColumns {
    SearchColumns::of(&[&terms.title, &terms.number], &[&sides.supplier.name, &sides.buyer.name])
        .at(sides.banner.as_str())
}

fn adjustment(terms: &Terms) -> Decimal {
    terms.adjustment.as_ref().map(|one| one.amount.in_yuan()).unwrap_or_default()
}

pub async fn insert(
    connection: &mut PgConnection,
    terms: &Terms,
    sides: &Sides<'_>,
) -> sqlx::Result<ContractId> {
    let found_by = found_by(terms, sides);
    let id = query_scalar!(
        r#"insert into contracts (number, title, framework_id, project_id, buyer_id, buyer_kind,
               supplier_id, owner_banner_code, method, signed_on, starts_on, ends_on,
               signed_amount, adjustment, adjustment_name, tolerance, ceiling_reason, state,
               search_text, search_tokens)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
               'draft', $18, $19)
           returning id as "id: ContractId""#,
        terms.number,
        terms.title,
        terms.framework_id.map(|id| id.0),
        terms.project_id.map(|id| id.0),
        sides.buyer.id.0,
        sides.buyer.kind.code(),
        sides.supplier.id.0,
        sides.banner.as_str(),
        terms.method.code(),
        terms.signed_on,
        terms.starts_on,
        terms.ends_on,
        terms.amount().in_yuan(),
        adjustment(terms),
        terms.adjustment.as_ref().map(|one| one.name.as_str()),
        terms.tolerance,
        terms.ceiling_reason,
        found_by.search_text,
        &found_by.search_tokens
    )
    .fetch_one(&mut *connection)
    .await?;
    write_parts(connection, id, terms).await?;
    Ok(id)
}

pub async fn update(
    connection: &mut PgConnection,
    id: ContractId,
    terms: &Terms,
    sides: &Sides<'_>,
) -> sqlx::Result<()> {
    let found_by = found_by(terms, sides);
    query!(
        "update contracts
         set number = $2, title = $3, framework_id = $4, project_id = $5, buyer_id = $6,
             buyer_kind = $7, supplier_id = $8, owner_banner_code = $9, method = $10,
             signed_on = $11, starts_on = $12, ends_on = $13, signed_amount = $14,
             adjustment = $15, adjustment_name = $16, tolerance = $17, ceiling_reason = $18,
             search_text = $19, search_tokens = $20, version = version + 1
         where id = $1 and state = 'draft'",
        id.0,
        terms.number,
        terms.title,
        terms.framework_id.map(|id| id.0),
        terms.project_id.map(|id| id.0),
        sides.buyer.id.0,
        sides.buyer.kind.code(),
        sides.supplier.id.0,
        sides.banner.as_str(),
        terms.method.code(),
        terms.signed_on,
        terms.starts_on,
        terms.ends_on,
        terms.amount().in_yuan(),
        adjustment(terms),
        terms.adjustment.as_ref().map(|one| one.name.as_str()),
        terms.tolerance,
        terms.ceiling_reason,
        found_by.search_text,
        &found_by.search_tokens
    )
    .execute(&mut *connection)
    .await?;
    write_parts(connection, id, terms).await
}

/// The lines and villages of a draft, which nothing refers to yet.
async fn write_parts(
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
    insert_lines(connection, id, terms).await
}

/// A line of a product that its supplier lists at the fair names that product.
async fn insert_lines(
    connection: &mut PgConnection,
    id: ContractId,
    terms: &Terms,
) -> sqlx::Result<()> {
    let text = |of: fn(&crate::contracts::model::terms::Goods) -> &String| -> Vec<String> {
        terms.lines.iter().map(|line| of(line).clone()).collect()
    };
    let quantities: Vec<Decimal> = terms.lines.iter().map(|line| line.quantity).collect();
    let prices: Vec<Decimal> = terms.lines.iter().map(|line| line.unit_price).collect();
    query!(
        "insert into contract_lines (contract_id, position, product_id, category_code, name,
             specification, quantity, unit_code, unit_price)
         select $1, l.position,
                (select p.id from products p join contracts c on c.id = $1
                 where p.organisation_id = c.supplier_id and p.name = l.name
                   and p.state = 'published' order by p.id limit 1),
                l.category, l.name, l.specification, l.quantity, l.unit, l.price
         from unnest($2::text[], $3::text[], $4::text[], $5::numeric[], $6::text[], $7::numeric[])
             with ordinality as l (category, name, specification, quantity, unit, price, position)",
        id.0,
        &text(|line| &line.category_code),
        &text(|line| &line.name),
        &text(|line| &line.specification),
        &quantities,
        &text(|line| &line.unit_code),
        &prices
    )
    .execute(connection)
    .await?;
    Ok(())
}
