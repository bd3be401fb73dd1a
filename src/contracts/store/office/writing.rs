//! Contracts entered, changed, signed, completed, terminated and voided.

use super::{parts::write_parts, reading::find};
use crate::{
    contracts::model::{record::ContractRecord, terms::Terms},
    promises::{
        model::{Draft, Ending, Paper},
        store::Kept,
    },
    values::{ids::ContractId, place_code::PlaceCode},
};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use sqlx::{PgConnection, query, query_scalar};

impl Kept for ContractRecord {
    async fn find(
        connection: &mut PgConnection,
        id: ContractId,
        banner: Option<&PlaceCode>,
    ) -> sqlx::Result<Option<Self>> {
        find(connection, id, banner).await
    }

    async fn lock(
        connection: &mut PgConnection,
        id: ContractId,
        banner: Option<&PlaceCode>,
    ) -> sqlx::Result<Option<Self>> {
        query!("select from contracts where id = $1 for no key update", id.0)
            .fetch_optional(&mut *connection)
            .await?;
        find(connection, id, banner).await
    }

    async fn insert(
        connection: &mut PgConnection,
        Draft { paper, terms }: &Draft<Terms>,
    ) -> sqlx::Result<ContractId> {
        let found_by = paper.found_by();
        let id = query_scalar!(
            r#"insert into contracts (number, title, framework_id, project_id, buyer_id, buyer_kind,
                   supplier_id, owner_banner_code, method, signed_on, starts_on, ends_on,
                   signed_amount, adjustment, adjustment_name, tolerance, ceiling_reason, state,
                   search_text, search_tokens)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
                   'draft', $18, $19)
               returning id as "id: ContractId""#,
            paper.number,
            paper.title,
            terms.framework_id.map(|id| id.0),
            paper.project_id.map(|id| id.0),
            paper.buyer.id.0,
            paper.buyer.kind.code(),
            paper.supplier.id.0,
            paper.banner().map(PlaceCode::as_str),
            terms.method.code(),
            paper.signed_on,
            paper.starts_on,
            paper.ends_on,
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

    async fn update(
        connection: &mut PgConnection,
        id: ContractId,
        Draft { paper, terms }: &Draft<Terms>,
    ) -> sqlx::Result<()> {
        let found_by = paper.found_by();
        query!(
            "update contracts
             set number = $2, title = $3, framework_id = $4, project_id = $5, buyer_id = $6,
                 buyer_kind = $7, supplier_id = $8, owner_banner_code = $9, method = $10,
                 signed_on = $11, starts_on = $12, ends_on = $13, signed_amount = $14,
                 adjustment = $15, adjustment_name = $16, tolerance = $17, ceiling_reason = $18,
                 search_text = $19, search_tokens = $20, version = version + 1
             where id = $1 and state = 'draft'",
            id.0,
            paper.number,
            paper.title,
            terms.framework_id.map(|id| id.0),
            paper.project_id.map(|id| id.0),
            paper.buyer.id.0,
            paper.buyer.kind.code(),
            paper.supplier.id.0,
            paper.banner().map(PlaceCode::as_str),
            terms.method.code(),
            paper.signed_on,
            paper.starts_on,
            paper.ends_on,
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

    async fn mark_signed(
        connection: &mut PgConnection,
        id: ContractId,
        paper: &Paper,
    ) -> sqlx::Result<()> {
        query!(
            "update contracts
             set state = 'signed', owner_banner_code = $2, buyer_kind = $3, version = version + 1
             where id = $1",
            id.0,
            paper.banner().map(PlaceCode::as_str),
            paper.buyer.kind.code()
        )
        .execute(connection)
        .await?;
        Ok(())
    }

    async fn mark_terminated(
        connection: &mut PgConnection,
        id: ContractId,
        ending: &Ending,
    ) -> sqlx::Result<()> {
        query!(
            "update contracts
             set state = 'terminated', terminated_on = $2, termination_class = $3,
                 termination_reason = $4, version = version + 1
             where id = $1",
            id.0,
            ending.on,
            ending.class.code(),
            ending.reason
        )
        .execute(connection)
        .await?;
        Ok(())
    }

    async fn mark_void(
        connection: &mut PgConnection,
        id: ContractId,
        at: DateTime<Utc>,
        reason: &str,
    ) -> sqlx::Result<()> {
        query!(
            "update contracts
             set state = 'void', voided_at = $2, void_reason = $3, version = version + 1
             where id = $1",
            id.0,
            at,
            reason
        )
        .execute(connection)
        .await?;
        Ok(())
    }
}

fn adjustment(terms: &Terms) -> Decimal {
    terms.adjustment.as_ref().map(|one| one.amount.in_yuan()).unwrap_or_default()
}

pub async fn mark_completed(
    connection: &mut PgConnection,
    id: ContractId,
    on: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update contracts set state = 'completed', completed_on = $2, version = version + 1
         where id = $1",
        id.0,
        on
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A contract is performed from its first shipment on.
pub async fn begin_performing(
    connection: &mut PgConnection,
    id: ContractId,
    day: NaiveDate,
) -> sqlx::Result<()> {
    query!(
        "update contracts set state = 'performing', performing_on = $2, version = version + 1
         where id = $1 and state = 'signed'",
        id.0,
        day
    )
    .execute(connection)
    .await?;
    Ok(())
}
