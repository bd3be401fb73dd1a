//! Zones and booths on the plan.

use crate::{
    hall::model::{Booth, NewPlace, Rectangle, Zone, ZoneText},
    values::ids::{BoothId, EditionId, ZoneId},
};
use rust_decimal::Decimal;
use serde_json::json;
use sqlx::{PgConnection, PgExecutor, query, query_as, query_scalar};

macro_rules! zones {
    ($tail:literal $(, $more:expr)*) => {
        query_as!(
            Zone,
            r#"select z.id as "id: _", z.edition_id as "edition_id: _", e.ordinal, z.code, z.name,
                      z.name_en, z.purpose, z.purpose_en, z.version,
                      (select count(*) from booths b where b.zone_id = z.id) as "booths!"
               from zones z join editions e on e.id = z.edition_id "#
                + $tail
            $(, $more)*
        )
    };
}

pub async fn zones(db: impl PgExecutor<'_>, edition: EditionId) -> sqlx::Result<Vec<Zone>> {
    zones!("where z.edition_id = $1 order by z.code", edition.0).fetch_all(db).await
}

pub async fn zone(db: impl PgExecutor<'_>, id: ZoneId) -> sqlx::Result<Option<Zone>> {
    zones!("where z.id = $1", id.0).fetch_optional(db).await
}

struct Row {
    id: BoothId,
    edition_id: EditionId,
    ordinal: i16,
    zone_id: ZoneId,
    zone_code: String,
    code: String,
    x: Decimal,
    y: Decimal,
    width: Decimal,
    depth: Decimal,
    version: i32,
}

impl From<Row> for Booth {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            edition_id: row.edition_id,
            ordinal: row.ordinal,
            zone_id: row.zone_id,
            zone_code: row.zone_code,
            code: row.code,
            place: Rectangle { x: row.x, y: row.y, width: row.width, depth: row.depth },
            version: row.version,
        }
    }
}

macro_rules! booths {
    ($tail:literal $(, $more:expr)*) => {
        query_as!(
            Row,
            r#"select b.id as "id: _", b.edition_id as "edition_id: _", e.ordinal,
                      b.zone_id as "zone_id: _", z.code as zone_code, b.code,
                      b.x, b.y, b.width, b.depth, b.version
               from booths b join zones z on z.id = b.zone_id
               join editions e on e.id = b.edition_id "#
                + $tail
            $(, $more)*
        )
    };
}

/// Zone by zone, in the order of their codes.
pub async fn booths(db: impl PgExecutor<'_>, edition: EditionId) -> sqlx::Result<Vec<Booth>> {
    let rows =
        booths!("where b.edition_id = $1 order by z.code, length(b.code), b.code", edition.0);
    Ok(rows.fetch_all(db).await?.into_iter().map(Booth::from).collect())
}

pub async fn booth(db: impl PgExecutor<'_>, id: BoothId) -> sqlx::Result<Option<Booth>> {
    Ok(booths!("where b.id = $1", id.0).fetch_optional(db).await?.map(Booth::from))
}

pub async fn by_code(
    db: impl PgExecutor<'_>,
    edition: EditionId,
    code: &str,
) -> sqlx::Result<Option<Booth>> {
    Ok(booths!("where b.edition_id = $1 and b.code = $2", edition.0, code)
        .fetch_optional(db)
        .await?
        .map(Booth::from))
}

pub async fn insert_zone(
    connection: &mut PgConnection,
    edition: EditionId,
    code: &str,
    text: &ZoneText,
) -> sqlx::Result<ZoneId> {
    query_scalar!(
        r#"insert into zones (edition_id, code, name, name_en, purpose, purpose_en)
           values ($1, $2, $3, $4, $5, $6) returning id as "id: _""#,
        edition.0,
        code,
        text.name,
        text.name_en,
        text.purpose,
        text.purpose_en
    )
    .fetch_one(connection)
    .await
}

pub async fn rename_zone(
    connection: &mut PgConnection,
    id: ZoneId,
    text: &ZoneText,
) -> sqlx::Result<()> {
    query!(
        "update zones set name = $2, name_en = $3, purpose = $4, purpose_en = $5,
         version = version + 1 where id = $1",
        id.0,
        text.name,
        text.name_en,
        text.purpose,
        text.purpose_en
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn delete_zone(connection: &mut PgConnection, id: ZoneId) -> sqlx::Result<()> {
    query!("delete from zones where id = $1", id.0).execute(connection).await?;
    Ok(())
}

pub async fn insert_booths(
    connection: &mut PgConnection,
    zone: &Zone,
    places: &[NewPlace],
) -> sqlx::Result<()> {
    query!(
        "insert into booths (edition_id, zone_id, code, x, y, width, depth)
         select $1, $2, code, x, y, width, depth from jsonb_to_recordset($3)
             as place (code text, x numeric, y numeric, width numeric, depth numeric)",
        zone.edition_id.0,
        zone.id.0,
        json!(places)
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn place_booth(
    connection: &mut PgConnection,
    id: BoothId,
    code: &str,
    place: &Rectangle,
) -> sqlx::Result<()> {
    query!(
        "update booths set code = $2, x = $3, y = $4, width = $5, depth = $6, version = version + 1
         where id = $1",
        id.0,
        code,
        place.x,
        place.y,
        place.width,
        place.depth
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Unless the booth is or ever was in use.
pub async fn delete_booth(connection: &mut PgConnection, id: BoothId) -> sqlx::Result<bool> {
    let deleted = query!(
        "delete from booths b where id = $1 and not exists
                 (select from booth_assignments a where a.booth_id = b.id)",
        id.0
    )
    .execute(connection)
    .await?;
    Ok(deleted.rows_affected() == 1)
}

/// All booths of a zone that were never used; returns how many.
pub async fn delete_unused(connection: &mut PgConnection, zone: ZoneId) -> sqlx::Result<u64> {
    let deleted = query!(
        "delete from booths b where zone_id = $1
               and not exists (select from booth_assignments a where a.booth_id = b.id)",
        zone.0
    )
    .execute(connection)
    .await?;
    Ok(deleted.rows_affected())
}
