//! All statements on editions; those that draw zones and booths belong to the hall.

pub mod planning;

use super::model::{NewEdition, Zone};
use crate::values::ids::EditionId;
use serde_json::json;
use sqlx::{PgConnection, PgExecutor, query, query_as};

pub async fn insert_many(
    connection: &mut PgConnection,
    editions: &[NewEdition],
) -> sqlx::Result<()> {
    query!(
        "insert into editions (id, ordinal, name, name_en, theme, theme_en, venue, venue_en,
             venue_division_code, held_in, starts_on, ends_on,
                               opens_at, closes_at, last_day_closes_at, state, reported_on)
         select id, ordinal, name, name_en, theme, theme_en, venue, venue_en, venue_division_code,
                held_in, starts_on, ends_on,
                opens_at, closes_at, last_day_closes_at, state, reported_on
         from jsonb_populate_recordset(null::editions, $1)",
        json!(editions)
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
                  coalesce(taken.exhibitors, 0)::bigint as "taken!"
           from zones z
           left join (select zone_code, sum(exhibitors) as exhibitors from exhibitor_counts
               where edition_id = $1 group by 1) taken
             on taken.zone_code = z.code
           where z.edition_id = $1 order by z.code"#,
        edition.0
    )
    .fetch_all(db)
    .await
}
