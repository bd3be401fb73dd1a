//! What a deal is compared with: others of its parties, the usual amount, what follows it.

use crate::{
    projects::model::{
        ProjectType,
        deal::{Alike, DealRung},
    },
    values::{
        ids::{EditionId, OrganisationId, ProjectId},
        place_code::PlaceCode,
    },
};
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor, query, query_as, query_scalar};

/// The deal to be compared.
pub struct Compared<'a> {
    pub edition: EditionId,
    pub supplier: OrganisationId,
    pub buyer: OrganisationId,
    pub rung: DealRung,
    pub amount: Decimal,
    /// The deal itself, where it is stored.
    pub id: Option<ProjectId>,
    /// The deal that was named as similar before.
    pub named: Option<ProjectId>,
    /// The banner to which the user is limited: of others, only public deals are shown.
    pub banner: Option<&'a PlaceCode>,
}

/// Other deals of the same leads: the one named before, then the nearest amount first.
pub async fn alike(db: impl PgExecutor<'_>, deal: &Compared<'_>) -> sqlx::Result<Vec<Alike>> {
    query_as!(
        Alike,
        r#"select p.id as "id: _", p.number, e.ordinal, p.title, p.rung as "rung: _",
                  p.amount, p.ceremony_state as "state: _",
                  $8 = 'intent' and p.rung = 'intent' and p.edition_id <> $1
                      and p.ceremony_state = 'released'
                      and not exists (select from signed_projects r
                          where r.renews_id = p.id and r.voided_at is null
                            and r.id is distinct from $5) as "can_be_renewed!",
                  $8 = 'contract' and p.rung = 'intent' and p.edition_id <> $1
                      and p.ceremony_state = 'released' as "can_be_followed!"
           from signed_projects p join editions e on e.id = p.edition_id
           where p.supplier_id = $2 and p.buyer_id = $3 and p.voided_at is null
             and p.id is distinct from $5
             and e.ordinal <= (select ordinal from editions where id = $1)
             and (p.edition_id = $1 or p.amount between $4 * 0.5 and $4 * 2 or p.id = $6)
             and ($7::text is null or p.owner_banner_code = $7 or p.ceremony_state = 'released')
           order by p.id is distinct from $6, p.edition_id <> $1, e.ordinal desc,
                    abs(p.amount - $4), p.id
           limit 5"#,
        deal.edition.0,
        deal.supplier.0,
        deal.buyer.0,
        deal.amount,
        deal.id.map(|id| id.0),
        deal.named.map(|id| id.0),
        deal.banner.map(|code| code.as_str()),
        deal.rung.code()
    )
    .fetch_all(db)
    .await
}

/// The median amount of the released intents of one type; 0 if there are none.
pub async fn median(db: impl PgExecutor<'_>, r#type: ProjectType) -> sqlx::Result<Decimal> {
    let median = query_scalar!(
        "select percentile_disc(0.5) within group (order by amount) from public_projects
         where type = $1",
        r#type.code()
    )
    .fetch_one(db)
    .await?;
    Ok(median.unwrap_or_default())
}

/// Locks a deal that another one names, until the transaction ends: its release is not taken back
/// meanwhile.
pub async fn lock_named(connection: &mut PgConnection, id: ProjectId) -> sqlx::Result<()> {
    query!("select id from signed_projects where id = $1 for share", id.0)
        .fetch_optional(connection)
        .await?;
    Ok(())
}

/// Whether a deal of an edition may renew another: a released one of an earlier edition that no
/// other deal renews.
pub async fn is_renewable(
    db: impl PgExecutor<'_>,
    id: ProjectId,
    ordinal: i16,
    by: Option<ProjectId>,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
               select from public_projects p join editions e on e.id = p.edition_id
               where p.id = $1 and e.ordinal < $2
                 and not exists (select from signed_projects r
                     where r.renews_id = p.id and r.voided_at is null
                       and r.id is distinct from $3)) as "is!""#,
        id.0,
        ordinal,
        by.map(|id| id.0)
    )
    .fetch_one(db)
    .await
}

/// Whether a contract of an edition may follow from an intent: a released one of an earlier edition.
pub async fn is_followable(
    db: impl PgExecutor<'_>,
    id: ProjectId,
    ordinal: i16,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
               select from public_projects p join editions e on e.id = p.edition_id
               where p.id = $1 and e.ordinal < $2) as "is!""#,
        id.0,
        ordinal
    )
    .fetch_one(db)
    .await
}

/// Whether agreements, contracts or renewals name the deal.
pub async fn has_followers(db: impl PgExecutor<'_>, id: ProjectId) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from framework_agreements
                          where project_id = $1 and voided_at is null)
               or exists (select from contracts where project_id = $1 and state <> 'void')
               or exists (select from signed_projects
                          where renews_id = $1 and voided_at is null) as "has!""#,
        id.0
    )
    .fetch_one(db)
    .await
}
