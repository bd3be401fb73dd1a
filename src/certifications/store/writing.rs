//! Certificates: inserted, updated, verified, returned and deleted.

use crate::{
    certifications::model::{CertificationRecord, Claim},
    products::model::NewCertification,
    values::ids::{CertificationId, FileId, OrganisationId, ProductId},
};
use chrono::NaiveDate;
use serde_json::{Value, json};
use sqlx::{PgConnection, query, query_scalar};

/// `renews`: the previous term, of the same holder.
pub async fn insert(
    connection: &mut PgConnection,
    organisation: OrganisationId,
    claim: &Claim,
    scan: Option<FileId>,
    renews: Option<CertificationId>,
) -> sqlx::Result<CertificationId> {
    let id = query_scalar!(
        r#"insert into certifications (organisation_id, scheme, number, issuer, valid_from,
               valid_to, scan_id, renews_id, submitted_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp())
           returning id as "id: CertificationId""#,
        organisation.0,
        claim.scheme.code(),
        claim.number,
        claim.issuer,
        claim.valid_from,
        claim.valid_to,
        scan.map(|id| id.0),
        renews.map(|id| id.0)
    )
    .fetch_one(&mut *connection)
    .await?;
    name(connection, id, organisation, &claim.products).await?;
    Ok(id)
}

/// Updates and resubmits it.
pub async fn update(
    connection: &mut PgConnection,
    held: &CertificationRecord,
    claim: &Claim,
    scan: Option<FileId>,
) -> sqlx::Result<()> {
    query!(
        "update certifications set scheme = $2, number = $3, issuer = $4, valid_from = $5,
         valid_to = $6, scan_id = $7,
                review_note = null, submitted_at = clock_timestamp(), version = version + 1
                where id = $1",
        held.id.0,
        claim.scheme.code(),
        claim.number,
        claim.issuer,
        claim.valid_from,
        claim.valid_to,
        scan.map(|id| id.0)
    )
    .execute(&mut *connection)
    .await?;
    query!("delete from certified_products where certification_id = $1", held.id.0)
        .execute(&mut *connection)
        .await?;
    name(connection, held.id, held.organisation_id, &claim.products).await
}

/// Links the covered products; skips those of other organisations.
async fn name(
    connection: &mut PgConnection,
    id: CertificationId,
    organisation: OrganisationId,
    products: &[ProductId],
) -> sqlx::Result<()> {
    let products: Vec<i64> = products.iter().map(|id| id.0).collect();
    query!(
        "insert into certified_products (certification_id, product_id)
         select $1, id from products where id = any ($2) and organisation_id = $3",
        id.0,
        &products,
        organisation.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn verify(
    connection: &mut PgConnection,
    id: CertificationId,
    on: NaiveDate,
    by: &str,
) -> sqlx::Result<()> {
    query!(
        "update certifications set verified_on = $2, verified_by = $3, review_note = null,
         version = version + 1 where id = $1",
        id.0,
        on,
        by
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn set_returned(
    connection: &mut PgConnection,
    id: CertificationId,
    note: &str,
) -> sqlx::Result<()> {
    query!(
        "update certifications set review_note = $2, verified_on = null, verified_by = null,
         version = version + 1 where id = $1",
        id.0,
        note
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn delete(connection: &mut PgConnection, id: CertificationId) -> sqlx::Result<()> {
    query!("delete from certified_products where certification_id = $1", id.0)
        .execute(&mut *connection)
        .await?;
    query!("delete from certifications where id = $1", id.0).execute(connection).await?;
    Ok(())
}

pub async fn insert_many(
    connection: &mut PgConnection,
    certifications: &[NewCertification],
) -> sqlx::Result<()> {
    query!(
        "insert into certifications (id, organisation_id, scheme, number, issuer, valid_from,
             valid_to, verified_on, verified_by)
         select id, organisation_id, scheme, number, issuer, valid_from, valid_to, verified_on,
                verified_by
         from jsonb_populate_recordset(null::certifications, $1)",
        json!(certifications)
    )
    .execute(&mut *connection)
    .await?;
    let named: Value = certifications
        .iter()
        .flat_map(|c| {
            c.products
                .iter()
                .map(|product| json!({ "certification_id": c.id, "product_id": product }))
        })
        .collect();
    query!(
        "insert into certified_products (certification_id, product_id)
         select certification_id, product_id from jsonb_populate_recordset(null::certified_products,
             $1)",
        named
    )
    .execute(connection)
    .await?;
    Ok(())
}
