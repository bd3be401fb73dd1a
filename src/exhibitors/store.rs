//! All statements on exhibitors, their booths and exhibits, and what the public counts of their
//! on-site sales.

use super::model::{ExhibitorDetails, NewExhibitor, Participation};
use crate::values::ids::{EditionId, ExhibitorId, OrganisationId};
use chrono::NaiveDate;
use serde_json::json;
use sqlx::{PgConnection, PgExecutor, query, query_as, query_scalar};

pub mod exhibits;
mod listing;
pub mod participation;
pub mod sales;

pub use listing::{counts, exported, is_common, list};

pub async fn insert_many(
    connection: &mut PgConnection,
    exhibitors: &[NewExhibitor],
) -> sqlx::Result<()> {
    query!(
        "insert into exhibitors (id, edition_id, organisation_id, state, applied_on, published_on,
             neutral_rank)
         select id, edition_id, organisation_id, state, applied_on, published_on, neutral_rank
         from jsonb_populate_recordset(null::exhibitors, $1)",
        json!(exhibitors)
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The page of a supplier: its participation in the latest edition.
pub async fn latest_of(
    db: impl PgExecutor<'_>,
    organisation: OrganisationId,
) -> sqlx::Result<Option<ExhibitorId>> {
    query_scalar!(
        r#"select id as "id!: _" from public_exhibitors where organisation_id = $1
           order by edition_id desc limit 1"#,
        organisation.0
    )
    .fetch_optional(db)
    .await
}

pub async fn find(
    db: impl PgExecutor<'_>,
    id: ExhibitorId,
) -> sqlx::Result<Option<ExhibitorDetails>> {
    query_as!(
        ExhibitorDetails,
        r#"select e.id as "id!: _", e.edition_id as "edition_id!: _",
                  e.organisation_id as "organisation_id!: _",
                  e.booth_code, e.zone_code, z.name as "zone?", z.name_en as "zone_en?",
                  o.name, o.pinyin, o.number, o.kind as "kind: _", o.introduction, o.founded_on,
                  o.name_en, o.address, o.website,
                  case when o.contact_is_public then o.contact_name end as contact_name,
                  case when o.contact_is_public then o.contact_phone end as contact_phone,
                  o.division_code as "division_code: _", d.full_name as division,
                  d.full_name_en as division_en, d.level as division_level,
                  t.name as "township?", t.name_en as "township_en?",
                  o.banner_code as "banner_code: _"
           from public_exhibitors e
           join organisations o on o.id = e.organisation_id
           join divisions d on d.code = o.division_code
           left join divisions t on t.code = d.township_code
           left join zones z on z.id = e.zone_id
           where e.id = $1 and o.state = 'published'"#,
        id.0
    )
    .fetch_optional(db)
    .await
}

/// The participations of an organisation in all editions, newest first.
pub async fn participations(
    db: impl PgExecutor<'_>,
    organisation: OrganisationId,
) -> sqlx::Result<Vec<Participation>> {
    query_as!(
        Participation,
        r#"select e.id as "exhibitor_id!: _", e.edition_id as "edition_id!: _", e.booth_code
           from public_exhibitors e join editions ed on ed.id = e.edition_id
           where e.organisation_id = $1 order by ed.ordinal desc"#,
        organisation.0
    )
    .fetch_all(db)
    .await
}

/// The number of unconfirmed reports.
pub async fn unconfirmed_sales(
    db: impl PgExecutor<'_>,
    edition: EditionId,
    day: NaiveDate,
) -> sqlx::Result<i64> {
    query_scalar!(
        r#"select count(distinct (s.exhibitor_id, s.fair_day)) as "n!"
           from onsite_sales s join exhibitors e on e.id = s.exhibitor_id
           where e.edition_id = $1 and (s.confirmed_on is null or s.confirmed_on > $2)"#,
        edition.0,
        day
    )
    .fetch_one(db)
    .await
}
