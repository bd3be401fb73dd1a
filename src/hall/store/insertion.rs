//! Whole halls: copied from an earlier edition, or of the demonstration.

use crate::{
    exhibitors::model::NewBoothAssignment,
    fairs::model::{NewBooth, NewZone},
    values::ids::EditionId,
};
use serde_json::json;
use sqlx::{PgConnection, query};

/// Copies the zones and booths of one edition to another; returns how many booths.
pub async fn copy(
    connection: &mut PgConnection,
    from: EditionId,
    to: EditionId,
) -> sqlx::Result<u64> {
    query!(
        "insert into zones (edition_id, code, name, name_en, purpose, purpose_en)
         select $2, code, name, name_en, purpose, purpose_en from zones where edition_id = $1
         order by code",
        from.0,
        to.0
    )
    .execute(&mut *connection)
    .await?;
    let copied = query!(
        "insert into booths (edition_id, zone_id, code, x, y, width, depth)
         select $2, z.id, b.code, b.x, b.y, b.width, b.depth
         from booths b join zones old on old.id = b.zone_id
         join zones z on z.edition_id = $2 and z.code = old.code
         where b.edition_id = $1 order by b.code",
        from.0,
        to.0
    )
    .execute(connection)
    .await?;
    Ok(copied.rows_affected())
}

pub async fn insert_zones(connection: &mut PgConnection, zones: &[NewZone]) -> sqlx::Result<()> {
    query!(
        "insert into zones (id, edition_id, code, name, name_en, purpose, purpose_en)
         select id, edition_id, code, name, name_en, purpose, purpose_en
         from jsonb_populate_recordset(null::zones, $1)",
        json!(zones)
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn insert_booths(connection: &mut PgConnection, booths: &[NewBooth]) -> sqlx::Result<()> {
    query!(
        "insert into booths (id, edition_id, zone_id, code, x, y, width, depth)
         select id, edition_id, zone_id, code, x, y, width, depth
         from jsonb_populate_recordset(null::booths, $1)",
        json!(booths)
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn insert_booth_assignments(
    connection: &mut PgConnection,
    assignments: &[NewBoothAssignment],
) -> sqlx::Result<()> {
    query!(
        "insert into booth_assignments (booth_id, exhibitor_id, assigned_at, released_at)
         select booth_id, exhibitor_id, assigned_at, released_at
         from jsonb_populate_recordset(null::booth_assignments, $1)",
        json!(assignments)
    )
    .execute(connection)
    .await?;
    Ok(())
}
