//! The exhibitors that take enquiries, and new enquiries.

use crate::{
    enquiries::model::{NewEnquiry, Recipient},
    identity::model::token::Token,
    values::ids::{EnquiryId, ExhibitorId, OrganisationId, ProductId},
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgExecutor, query, query_scalar};

/// An exhibitor that takes enquiries: published, at the edition of this ordinal or a later one.
pub async fn recipient(
    db: impl PgExecutor<'_>,
    id: ExhibitorId,
    ordinal: i16,
) -> sqlx::Result<Option<Recipient>> {
    let rows = query!(
        r#"select o.name, p.id as "product_id?", p.name as "product?",
                  p.specification as "specification?"
           from public_exhibitors e
           join editions ed on ed.id = e.edition_id
           join organisations o on o.id = e.organisation_id
           left join (exhibits x join products p on p.id = x.product_id
               and p.state = 'published') on x.exhibitor_id = e.id
           where e.id = $1 and o.state = 'published' and ed.ordinal >= $2
           order by p.pinyin, p.id limit 500"#,
        id.0,
        ordinal
    )
    .fetch_all(db)
    .await?;
    let Some(name) = rows.first().map(|row| row.name.clone()) else { return Ok(None) };
    let product = |(id, (name, specification)): (i64, (String, String))| {
        (ProductId(id), format!("{name} {specification}"))
    };
    let products = rows
        .into_iter()
        .filter_map(|row| row.product_id.zip(row.product.zip(row.specification)))
        .map(product)
        .collect();
    Ok(Some(Recipient { exhibitor: id, name, products }))
}

/// The organisation of an exhibitor.
pub async fn organisation_of(
    connection: &mut PgConnection,
    exhibitor: ExhibitorId,
) -> sqlx::Result<OrganisationId> {
    query_scalar!(
        r#"select organisation_id as "id: OrganisationId" from exhibitors where id = $1"#,
        exhibitor.0
    )
    .fetch_one(connection)
    .await
}

/// Enquiries to one exhibitor wait for each other until the transaction ends.
pub async fn one_at_a_time(
    connection: &mut PgConnection,
    exhibitor: ExhibitorId,
) -> sqlx::Result<()> {
    query!(
        "select pg_advisory_xact_lock(hashtext('enquiries'), ($1::bigint % 2147483647)::integer)",
        exhibitor.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn is_there(connection: &mut PgConnection, code: &Token) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from enquiries where code_hash = $1) as "is!""#,
        code.hash()
    )
    .fetch_one(connection)
    .await
}

/// The time of the `nth` last one, if after `since`.
pub async fn nth_last(
    connection: &mut PgConnection,
    exhibitor: ExhibitorId,
    since: DateTime<Utc>,
    nth: i64,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    query_scalar!(
        "select sent_at from enquiries where exhibitor_id = $1 and sent_at > $2
         order by sent_at desc limit 1 offset $3",
        exhibitor.0,
        since,
        nth - 1
    )
    .fetch_optional(connection)
    .await
}

/// The consent: the version of its text, and the day.
pub struct Consent {
    pub version: i16,
    pub day: NaiveDate,
}

/// An enquiry as it is sent.
pub struct Posted<'a> {
    pub enquiry: &'a NewEnquiry,
    /// Of the form, and then of the visitor's private link.
    pub code: &'a Token,
    pub consent: Consent,
    pub now: DateTime<Utc>,
}

pub async fn insert(
    connection: &mut PgConnection,
    exhibitor: ExhibitorId,
    Posted { enquiry, code, consent, now }: &Posted<'_>,
) -> sqlx::Result<EnquiryId> {
    query_scalar!(
        r#"insert into enquiries (code_hash, exhibitor_id, product_id, name, phone, email,
               consent_version, consented_on,
                                  sent_at, last_message_at, waits_since)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $9) returning id as "id: _""#,
        code.hash(),
        exhibitor.0,
        enquiry.product.map(|id| id.0),
        enquiry.contact.name,
        enquiry.contact.phone,
        enquiry.contact.email,
        consent.version,
        consent.day,
        now
    )
    .fetch_one(connection)
    .await
}
