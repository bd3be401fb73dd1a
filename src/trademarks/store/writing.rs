//! Trademarks: inserted, updated, and loaded for the demonstration.

use crate::{
    brands::model::NewTrademark,
    trademarks::model::Claim,
    values::ids::{BrandId, FileId, TrademarkId},
};
use serde_json::json;
use sqlx::{PgConnection, query, query_scalar};

/// `brand`: one of the owner's; `renews`: the previous term, if any.
pub async fn insert(
    connection: &mut PgConnection,
    brand: BrandId,
    claim: &Claim,
    scan: Option<FileId>,
    renews: Option<TrademarkId>,
) -> sqlx::Result<TrademarkId> {
    query_scalar!(
        r#"insert into trademarks (brand_id, number, class, registered_on, expires_on, scan_id,
               renews_id, submitted_at)
           values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp()) returning id as "id: _""#,
        brand.0,
        claim.number,
        claim.class,
        claim.registered_on,
        claim.expires_on,
        scan.map(|id| id.0),
        renews.map(|id| id.0)
    )
    .fetch_one(connection)
    .await
}

/// Updates and resubmits it.
pub async fn update(
    connection: &mut PgConnection,
    id: TrademarkId,
    brand: BrandId,
    claim: &Claim,
    scan: Option<FileId>,
) -> sqlx::Result<()> {
    query!(
        "update trademarks set brand_id = $2, number = $3, class = $4, registered_on = $5,
         expires_on = $6, scan_id = $7,
                review_note = null, submitted_at = clock_timestamp(), version = version + 1
                where id = $1",
        id.0,
        brand.0,
        claim.number,
        claim.class,
        claim.registered_on,
        claim.expires_on,
        scan.map(|id| id.0)
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn insert_many(
    connection: &mut PgConnection,
    trademarks: &[NewTrademark],
) -> sqlx::Result<()> {
    query!(
        "insert into trademarks (id, brand_id, number, class, registered_on, expires_on,
             verified_on, verified_by)
         select id, brand_id, number, class, registered_on, expires_on, verified_on, verified_by
         from jsonb_populate_recordset(null::trademarks, $1)",
        json!(trademarks)
    )
    .execute(connection)
    .await?;
    Ok(())
}
