//! Every statement on editions, zones and booths.

use super::model::{NewBooth, NewEdition, NewZone, Outcome, Zone};
use crate::values::ids::EditionId;
use chrono::NaiveDate;
use serde_json::json;
use sqlx::{PgConnection, PgExecutor, query, query_as};

pub async fn insert_many(connection: &mut PgConnection, editions: &[NewEdition]) -> sqlx::Result<()> {
    query!(
        "insert into editions (id, ordinal, name, name_en, theme, theme_en, venue, venue_en, venue_division_code, held_in, starts_on, ends_on,
                               opens_at, closes_at, last_day_closes_at, state, reported_on)
         select id, ordinal, name, name_en, theme, theme_en, venue, venue_en, venue_division_code, held_in, starts_on, ends_on,
                opens_at, closes_at, last_day_closes_at, state, reported_on
         from jsonb_populate_recordset(null::editions, $1)",
        json!(editions)
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn insert_zones(connection: &mut PgConnection, zones: &[NewZone]) -> sqlx::Result<()> {
    query!(
        "insert into zones (id, edition_id, code, name, name_en, purpose, purpose_en)
         select id, edition_id, code, name, name_en, purpose, purpose_en from jsonb_populate_recordset(null::zones, $1)",
        json!(zones)
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn insert_booths(connection: &mut PgConnection, booths: &[NewBooth]) -> sqlx::Result<()> {
    query!(
        "insert into booths (id, edition_id, zone_id, code, x, y, width, depth)
         select id, edition_id, zone_id, code, x, y, width, depth from jsonb_populate_recordset(null::booths, $1)",
        json!(booths)
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn zones(db: impl PgExecutor<'_>, edition: EditionId) -> sqlx::Result<Vec<Zone>> {
    query_as!(
        Zone,
        r#"select z.code, z.name, z.name_en, z.purpose, z.purpose_en,
                  (select count(*) from booths b where b.zone_id = z.id) as "booths!",
                  (select count(*) from public_exhibitors e where e.zone_id = z.id) as "taken!"
           from zones z where z.edition_id = $1 order by z.code"#,
        edition.0
    )
    .fetch_all(db)
    .await
}

/// Every edition with what it came to as of `day`; of `only` where it is given.
pub async fn results(db: impl PgExecutor<'_>, only: Option<EditionId>, day: NaiveDate) -> sqlx::Result<Vec<Outcome>> {
    query_as!(
        Outcome,
        r#"select ed.id as "edition_id!: _",
                  (select count(*) from public_exhibitors e where e.edition_id = ed.id) as "exhibitors!",
                  (select count(distinct x.product_id) from exhibits x join public_exhibitors e on e.id = x.exhibitor_id
                   join products p on p.id = x.product_id
                   where e.edition_id = ed.id and p.state = 'published') as "products!",
                  (select count(distinct o.banner_code) from public_exhibitors e join organisations o on o.id = e.organisation_id
                   where e.edition_id = ed.id) as "banners!",
                  (select coalesce(sum(s.amount), 0) from onsite_sales s join exhibitors e on e.id = s.exhibitor_id
                   where e.edition_id = ed.id and s.confirmed_on <= $2) as "sales!",
                  (select count(*) from public_projects p where p.edition_id = ed.id and p.signed_on <= $2) as "projects!",
                  (select coalesce(sum(p.amount), 0) from public_projects p where p.edition_id = ed.id and p.signed_on <= $2) as "intent!: _",
                  (select coalesce(sum(p.amount), 0) from public_projects p
                   where p.edition_id = ed.id and p.signed_on <= $2 and (p.lapsed_on is null or p.lapsed_on > $2)) as "live!: _",
                  (select count(*) from public_projects p where p.edition_id = ed.id and p.lapsed_on <= $2) as "lapsed!",
                  (select coalesce(sum(contract_amount(c.id, c.signed_amount, $2)), 0) from public_contracts c
                   where c.origin_edition_id = ed.id and c.signed_on <= $2 and (c.terminated_on is null or c.terminated_on > $2)) as "contract!: _",
                  (select coalesce(sum(l.amount_accepted), 0) from accepted_lines l
                   where l.origin_edition_id = ed.id and l.accepted_on <= $2) as "purchase!: _",
                  (select coalesce(sum(pl.amount), 0) from paid_lines pl
                   where pl.origin_edition_id = ed.id and pl.paid_on <= $2) as "payment!: _"
           from editions ed
           where ed.state <> 'draft' and ($1::bigint is null or ed.id = $1)
           order by ed.ordinal desc"#,
        only.map(|id| id.0),
        day
    )
    .fetch_all(db)
    .await
}
