//! All statements for entering, reviewing and reminding. The public data of certificates is read by
//! products and exhibitors.

mod counting;
mod writing;

pub use counting::{counts, waits};
pub use writing::{delete, insert, insert_many, set_returned, update, verify};

use super::model::{CertificationRecord, CertificationScope, Claim, REMIND_BEFORE, State};
use crate::{
    files::model::{FileCode, Scan},
    products::model::Scheme,
    values::ids::{CertificationId, FileId, OrganisationId, ProductId},
};
use chrono::NaiveDate;
use sqlx::{PgConnection, PgExecutor, query, query_as, query_scalar};

struct Row {
    id: CertificationId,
    organisation_id: OrganisationId,
    organisation: String,
    scheme: Scheme,
    number: String,
    issuer: String,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    products: Vec<i64>,
    product_names: Vec<String>,
    state: State,
    version: i32,
    review_note: Option<String>,
    verified_on: Option<NaiveDate>,
    verified_by: Option<String>,
    scan_id: Option<FileId>,
    scan_code: Option<FileCode>,
    is_pdf: bool,
    is_renewed: bool,
}

impl From<Row> for CertificationRecord {
    fn from(row: Row) -> Self {
        let products = row.products.into_iter().map(ProductId).collect();
        let Row { scheme, number, issuer, valid_from, valid_to, .. } = row;
        Self {
            id: row.id,
            organisation_id: row.organisation_id,
            organisation: row.organisation,
            claim: Claim { scheme, number, issuer, valid_from, valid_to, products },
            product_names: row.product_names,
            state: row.state,
            version: row.version,
            review_note: row.review_note,
            verified_on: row.verified_on,
            verified_by: row.verified_by,
            scan: Scan::read(row.scan_id, row.scan_code, row.is_pdf),
            is_renewed: row.is_renewed,
        }
    }
}

macro_rules! held {
    ($tail:literal, $($value:expr),*) => {
        query_as!(
            Row,
            r#"select c.id as "id: _", c.organisation_id as "organisation_id: _",
                      o.name as organisation, c.scheme as "scheme: _",
                      c.number, c.issuer, c.valid_from, c.valid_to,
                      array(select product_id from certified_products where certification_id = c.id
                          order by 1) as "products!",
                      array(select p.name from certified_products n
                          join products p on p.id = n.product_id
                            where n.certification_id = c.id order by p.id) as "product_names!",
                      c.state as "state!: _", c.version, c.review_note, c.verified_on,
                      c.verified_by,
                      c.scan_id as "scan_id: _", f.code as "scan_code?: _",
                      coalesce(f.content_type = 'application/pdf', false) as "is_pdf!",
                      exists (select from certifications n
                          where n.renews_id = c.id) as "is_renewed!"
               from certifications c join organisations o on o.id = c.organisation_id left
               join files f on f.id = c.scan_id "#
                + $tail,
            $($value),*
        )
    };
}

/// Submitted ones first, the longest waiting first; then by expiry date.
pub async fn list(
    db: impl PgExecutor<'_>,
    whose: &CertificationScope,
    limit: i64,
    offset: i64,
) -> sqlx::Result<Vec<CertificationRecord>> {
    let rows = held!(
        "where ($1::bigint is null or c.organisation_id = $1)
           and ($2::text is null or o.banner_code = $2)
           and ($3::text is null or c.state = $3) and ($4::text is null or c.scheme = $4)
           and ($5::text is null or position($5 in c.number) > 0 or position($5 in o.name) > 0)
         order by c.state <> 'submitted', case when c.state = 'submitted' then c.submitted_at end,
         c.valid_to, c.id
         limit $6 offset $7",
        whose.organisation.map(|id| id.0),
        whose.banner.as_ref().map(|code| code.as_str()),
        whose.state.map(State::code),
        whose.scheme.map(Scheme::code),
        whose.typed,
        limit,
        offset
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(CertificationRecord::from).collect())
}

/// The records of `ids` within the scope, by holder.
pub async fn picked(
    db: impl PgExecutor<'_>,
    whose: &CertificationScope,
    ids: &[i64],
) -> sqlx::Result<Vec<CertificationRecord>> {
    let rows = held!(
        "where c.id = any ($1) and ($2::text is null or o.banner_code = $2) order by o.pinyin, c.id",
        ids,
        whose.banner.as_ref().map(|code| code.as_str())
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(CertificationRecord::from).collect())
}

pub async fn find(
    db: impl PgExecutor<'_>,
    whose: &CertificationScope,
    id: CertificationId,
) -> sqlx::Result<Option<CertificationRecord>> {
    let row = held!(
        "where c.id = $1 and ($2::bigint is null or c.organisation_id = $2)
           and ($3::text is null or o.banner_code = $3)",
        id.0,
        whose.organisation.map(|id| id.0),
        whose.banner.as_ref().map(|code| code.as_str())
    );
    Ok(row.fetch_optional(db).await?.map(CertificationRecord::from))
}

/// Like `find`, locked until the transaction ends.
pub async fn lock(
    connection: &mut PgConnection,
    whose: &CertificationScope,
    id: CertificationId,
) -> sqlx::Result<Option<CertificationRecord>> {
    query!("select from certifications where id = $1 for update", id.0)
        .fetch_optional(&mut *connection)
        .await?;
    find(connection, whose, id).await
}

/// Marks and returns the certificates that expire soon and whose holders are not yet reminded.
pub async fn remind(
    connection: &mut PgConnection,
    today: NaiveDate,
) -> sqlx::Result<Vec<CertificationRecord>> {
    let ids: Vec<i64> = query_scalar!(
        "update certifications c set reminded_on = $1
         where c.state = 'verified' and c.reminded_on is null and c.valid_to between $1
           and $1 + $2::integer
           and not exists (select from certifications n where n.renews_id = c.id)
         returning c.id",
        today,
        REMIND_BEFORE as i32
    )
    .fetch_all(&mut *connection)
    .await?;
    let rows = held!("where c.id = any ($1) order by c.id", &ids);
    Ok(rows.fetch_all(connection).await?.into_iter().map(CertificationRecord::from).collect())
}
