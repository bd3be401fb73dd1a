//! The participation of an organisation in an edition: created, moved between states, published.

use crate::{
    exhibitors::model::ExhibitorState,
    values::ids::{EditionId, ExhibitorId, OrganisationId},
};
use chrono::NaiveDate;
use sqlx::{PgConnection, query, query_as, query_scalar};
use std::collections::HashMap;

pub async fn insert(
    connection: &mut PgConnection,
    organisation: OrganisationId,
    edition: EditionId,
    today: NaiveDate,
) -> sqlx::Result<ExhibitorId> {
    query_scalar!(
        r#"insert into exhibitors (edition_id, organisation_id, state, applied_on)
           values ($1, $2, 'applied', $3) returning id as "id: _""#,
        edition.0,
        organisation.0,
        today
    )
    .fetch_one(connection)
    .await
}

/// Returns the ids in the order of the organisations, none of which takes part yet.
pub async fn insert_for_each(
    connection: &mut PgConnection,
    edition: EditionId,
    organisations: &[OrganisationId],
    state: ExhibitorState,
    today: NaiveDate,
) -> sqlx::Result<Vec<ExhibitorId>> {
    let ids: Vec<i64> = organisations.iter().map(|id| id.0).collect();
    let written = query!(
        r#"insert into exhibitors (edition_id, organisation_id, state, applied_on) select $1, id,
           $3, $4 from unnest($2::bigint[]) as id
           returning id as "id: ExhibitorId", organisation_id"#,
        edition.0,
        &ids,
        state.code(),
        today
    );
    let written: HashMap<i64, ExhibitorId> = written
        .fetch_all(connection)
        .await?
        .into_iter()
        .map(|row| (row.organisation_id, row.id))
        .collect();
    Ok(ids.iter().filter_map(|id| written.get(id).copied()).collect())
}

pub async fn apply_again(
    connection: &mut PgConnection,
    id: ExhibitorId,
    today: NaiveDate,
) -> sqlx::Result<()> {
    query!("update exhibitors set state = 'applied', applied_on = $2 where id = $1", id.0, today)
        .execute(connection)
        .await?;
    Ok(())
}

pub async fn set_state(
    connection: &mut PgConnection,
    id: ExhibitorId,
    state: ExhibitorState,
) -> sqlx::Result<()> {
    query!("update exhibitors set state = $2 where id = $1", id.0, state.code())
        .execute(connection)
        .await?;
    Ok(())
}

pub async fn set_states(
    connection: &mut PgConnection,
    ids: &[ExhibitorId],
    state: ExhibitorState,
) -> sqlx::Result<()> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    query!("update exhibitors set state = $2 where id = any ($1)", &ids, state.code())
        .execute(connection)
        .await?;
    Ok(())
}

pub struct Published {
    pub id: ExhibitorId,
    pub organisation_id: OrganisationId,
    pub organisation: String,
}

/// Publishes all approved exhibitors of an edition, from `day` on.
pub async fn publish(
    connection: &mut PgConnection,
    edition: EditionId,
    day: NaiveDate,
) -> sqlx::Result<Vec<Published>> {
    query_as!(
        Published,
        r#"with approved as (
               select id from exhibitors where edition_id = $1 and state = 'approved'
               order by id for update),
           published as (
               update exhibitors e set state = 'published', published_on = $2 from approved a
               where e.id = a.id
               returning e.id, e.organisation_id)
           select p.id as "id: _", p.organisation_id as "organisation_id: _", o.name as organisation
           from published p join organisations o on o.id = p.organisation_id order by p.id"#,
        edition.0,
        day
    )
    .fetch_all(connection)
    .await
}
