//! Agreements entered, changed, signed, ended and voided in the office.

use super::office::find_record;
use crate::{
    agreements::model::{record::AgreementRecord, terms::Terms},
    promises::{
        model::{Draft, Ending, Paper},
        store::Kept,
    },
    values::{
        ids::{AgreementId, ProjectId},
        place_code::PlaceCode,
    },
};
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, query, query_scalar};

impl Kept for AgreementRecord {
    async fn find(
        connection: &mut PgConnection,
        id: AgreementId,
        banner: Option<&PlaceCode>,
    ) -> sqlx::Result<Option<Self>> {
        find_record(connection, id, banner).await
    }

    async fn lock(
        connection: &mut PgConnection,
        id: AgreementId,
        banner: Option<&PlaceCode>,
    ) -> sqlx::Result<Option<Self>> {
        query!("select from framework_agreements where id = $1 for no key update", id.0)
            .fetch_optional(&mut *connection)
            .await?;
        Self::find(connection, id, banner).await
    }

    async fn insert(
        connection: &mut PgConnection,
        Draft { paper, terms }: &Draft<Terms>,
    ) -> sqlx::Result<AgreementId> {
        let found_by = paper.found_by();
        query_scalar!(
            r#"insert into framework_agreements (number, title, project_id, renews_id, buyer_id,
                   buyer_kind, supplier_id, owner_banner_code, signed_on, starts_on, ends_on, ceiling,
                   state, search_text, search_tokens)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'draft', $13, $14)
               returning id as "id: _""#,
            paper.number,
            paper.title,
            paper.project_id.map(|id| id.0),
            terms.renews_id.map(|id| id.0),
            paper.buyer.id.0,
            paper.buyer.kind.code(),
            paper.supplier.id.0,
            paper.banner().map(PlaceCode::as_str),
            paper.signed_on,
            paper.starts_on,
            paper.ends_on,
            terms.ceiling.map(|ceiling| ceiling.in_yuan()),
            found_by.search_text,
            &found_by.search_tokens
        )
        .fetch_one(connection)
        .await
    }

    async fn update(
        connection: &mut PgConnection,
        id: AgreementId,
        Draft { paper, terms }: &Draft<Terms>,
    ) -> sqlx::Result<()> {
        let found_by = paper.found_by();
        query!(
            "update framework_agreements
             set number = $2, title = $3, project_id = $4, renews_id = $5, buyer_id = $6,
                 buyer_kind = $7, supplier_id = $8, owner_banner_code = $9, signed_on = $10,
                 starts_on = $11, ends_on = $12, ceiling = $13, search_text = $14,
                 search_tokens = $15, version = version + 1
             where id = $1 and state = 'draft'",
            id.0,
            paper.number,
            paper.title,
            paper.project_id.map(|id| id.0),
            terms.renews_id.map(|id| id.0),
            paper.buyer.id.0,
            paper.buyer.kind.code(),
            paper.supplier.id.0,
            paper.banner().map(PlaceCode::as_str),
            paper.signed_on,
            paper.starts_on,
            paper.ends_on,
            terms.ceiling.map(|ceiling| ceiling.in_yuan()),
            found_by.search_text,
            &found_by.search_tokens
        )
        .execute(connection)
        .await?;
        Ok(())
    }

    async fn mark_signed(
        connection: &mut PgConnection,
        id: AgreementId,
        paper: &Paper,
    ) -> sqlx::Result<()> {
        query!(
            "update framework_agreements
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
        id: AgreementId,
        ending: &Ending,
    ) -> sqlx::Result<()> {
        query!(
            "update framework_agreements
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
        id: AgreementId,
        at: DateTime<Utc>,
        reason: &str,
    ) -> sqlx::Result<()> {
        query!(
            "update framework_agreements
             set voided_at = $2, void_reason = $3, version = version + 1 where id = $1",
            id.0,
            at,
            reason
        )
        .execute(connection)
        .await?;
        Ok(())
    }
}

/// What it comes from. Its contracts, deliveries and payments follow it to another edition.
pub async fn set_project(
    connection: &mut PgConnection,
    id: AgreementId,
    project: Option<ProjectId>,
) -> sqlx::Result<()> {
    query!(
        "update framework_agreements set project_id = $2, version = version + 1 where id = $1",
        id.0,
        project.map(|id| id.0)
    )
    .execute(connection)
    .await?;
    Ok(())
}
