//! Inserts many contracts at once, with their dependent rows.

use crate::{
    contracts::model::{NewAmendment, NewContract, NewContractLine},
    values::{ids::OrganisationId, search_text::SearchColumns},
};
use serde_json::{Value, json};
use sqlx::{PgConnection, query};

/// `names`: of supplier and buyer, which also find the contract.
pub async fn insert_many(
    connection: &mut PgConnection,
    contracts: &[NewContract],
    names: impl Fn(OrganisationId) -> String,
) -> sqlx::Result<()> {
    let rows: Value = contracts.iter().map(|contract| row(contract, &names)).collect();
    query!(
        "insert into contracts (id, number, title, framework_id, project_id, buyer_id, supplier_id,
             owner_banner_code, method, signed_on,
                                starts_on, ends_on, signed_amount, adjustment, adjustment_name,
                                tolerance, state, performing_on, completed_on,
                                terminated_on, termination_class, termination_reason, voided_at,
                                void_reason, search_text, search_tokens)
         select id, number, title, framework_id, project_id, buyer_id, supplier_id,
                owner_banner_code, method, signed_on,
                starts_on, ends_on, signed_amount, adjustment, adjustment_name, tolerance, state,
                performing_on, completed_on,
                terminated_on, termination_class, termination_reason, voided_at, void_reason,
                search_text, search_tokens
         from jsonb_populate_recordset(null::contracts, $1)",
        rows
    )
    .execute(&mut *connection)
    .await?;
    insert_amendments(
        connection,
        &contracts.iter().flat_map(|c| &c.amendments).collect::<Vec<_>>(),
    )
    .await?;
    insert_lines(connection, &contracts.iter().flat_map(|c| &c.lines).collect::<Vec<_>>()).await?;
    insert_villages(connection, contracts).await
}

fn row(contract: &NewContract, names: impl Fn(OrganisationId) -> String) -> Value {
    let mut row = json!(contract);
    let search = SearchColumns::of(
        &[&contract.title, &contract.number],
        &[&names(contract.supplier_id), &names(contract.buyer_id)],
    )
    .at(contract.owner_banner_code.as_str());
    row["search_text"] = search.search_text.into();
    row["search_tokens"] = search.search_tokens.into();
    row
}

async fn insert_amendments(
    connection: &mut PgConnection,
    amendments: &[&NewAmendment],
) -> sqlx::Result<()> {
    query!(
        "insert into contract_amendments (id, contract_id, ordinal, reason, signed_on, effective_on,
             amount_change, ends_on, rationale)
         select id, contract_id, ordinal, reason, signed_on, effective_on, amount_change, ends_on,
                rationale
         from jsonb_populate_recordset(null::contract_amendments, $1)",
        json!(amendments)
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn insert_lines(
    connection: &mut PgConnection,
    lines: &[&NewContractLine],
) -> sqlx::Result<()> {
    query!(
        "insert into contract_lines (id, contract_id, position, product_id, category_code, name,
             specification, quantity, unit_code, unit_price, added_by_id, removed_by_id, original_id)
         select id, contract_id, position, product_id, category_code, name, specification, quantity,
                unit_code, unit_price, added_by_id, removed_by_id, original_id
         from jsonb_populate_recordset(null::contract_lines, $1)",
        json!(lines)
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn insert_villages(
    connection: &mut PgConnection,
    contracts: &[NewContract],
) -> sqlx::Result<()> {
    let rows: Value = contracts
        .iter()
        .flat_map(|c| {
            c.villages.iter().map(|village| json!({ "contract_id": c.id, "village_code": village }))
        })
        .collect();
    query!(
        "insert into contract_villages (contract_id, village_code)
         select contract_id, village_code from jsonb_populate_recordset(null::contract_villages, $1)",
        rows
    )
    .execute(connection)
    .await?;
    Ok(())
}
