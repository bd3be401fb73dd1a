//! Participations that are created or continued by a sheet.

use crate::{exhibitors::model::ExhibitorState, values::ids::ExhibitorId};
use sqlx::{PgConnection, query};

pub async fn note_steps(
    connection: &mut PgConnection,
    ids: &[ExhibitorId],
    state: ExhibitorState,
) -> sqlx::Result<()> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    query!(
        "insert into application_steps (exhibitor_id, state) select id, $2
         from unnest($1::bigint[]) as id",
        &ids,
        state.code()
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The preferred zone of each, by its code within the edition.
pub async fn wish_zones(
    connection: &mut PgConnection,
    wishes: &[(ExhibitorId, String)],
) -> sqlx::Result<()> {
    let (ids, codes): (Vec<i64>, Vec<String>) =
        wishes.iter().map(|(id, code)| (id.0, code.clone())).unzip();
    query!(
        "insert into applications (exhibitor_id, zone_id)
         select e.id, z.id
         from unnest($1::bigint[], $2::text[]) as wish (exhibitor_id, code)
         join exhibitors e on e.id = wish.exhibitor_id
         join zones z on z.edition_id = e.edition_id and z.code = wish.code
         on conflict (exhibitor_id) do update set zone_id = excluded.zone_id,
         version = applications.version + 1",
        &ids,
        &codes
    )
    .execute(connection)
    .await?;
    Ok(())
}
