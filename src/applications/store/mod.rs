//! All statements on applications; the reads have their own file.

mod counting;
pub mod imported;
mod reading;

pub use counting::{counts, notices, of_edition, waits};
pub use reading::{find, last_part, list, lock, offers, picked, shown, steps};

use super::model::{Notice, Request};
use crate::{
    exhibitors::model::ExhibitorState,
    fairs::model::EditionState,
    values::ids::{EditionId, ExhibitorId, OrganisationId},
};
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor, query, query_scalar};

/// The state of an edition, locked against changes until the transaction ends.
pub async fn hold_edition(
    connection: &mut PgConnection,
    edition: EditionId,
) -> sqlx::Result<Option<EditionState>> {
    query_scalar!(
        r#"select state as "state: EditionState" from editions where id = $1 for share"#,
        edition.0
    )
    .fetch_optional(connection)
    .await
}

/// The participation of an organisation in an edition, locked until the transaction ends.
pub async fn lock_own(
    connection: &mut PgConnection,
    organisation: OrganisationId,
    edition: EditionId,
) -> sqlx::Result<Option<(ExhibitorId, ExhibitorState)>> {
    let row = query!(
        r#"select id as "id: ExhibitorId", state as "state: ExhibitorState" from exhibitors
           where organisation_id = $1 and edition_id = $2 for update"#,
        organisation.0,
        edition.0
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| (row.id, row.state)))
}

pub async fn own_of(
    db: impl PgExecutor<'_>,
    organisation: OrganisationId,
    edition: EditionId,
) -> sqlx::Result<Option<ExhibitorId>> {
    query_scalar!(
        r#"select id as "id: _" from exhibitors where organisation_id = $1 and edition_id = $2"#,
        organisation.0,
        edition.0
    )
    .fetch_optional(db)
    .await
}

/// `is_submitted`: a new application, or one that starts over; a change keeps the day of the old.
pub async fn write(
    connection: &mut PgConnection,
    id: ExhibitorId,
    request: &Request,
    is_submitted: bool,
) -> sqlx::Result<()> {
    query!(
        "insert into applications (exhibitor_id, zone_id, contact_name, contact_phone, note)
         select e.id, z.id, $3, $4, $5 from exhibitors e left
         join zones z on z.edition_id = e.edition_id and z.code = $2 where e.id = $1
         on conflict (exhibitor_id) do update
         set zone_id = excluded.zone_id, contact_name = excluded.contact_name,
         contact_phone = excluded.contact_phone, note = excluded.note,
             version = applications.version + 1,
             applied_at = case when $6 then excluded.applied_at else applications.applied_at end",
        id.0,
        request.zone,
        request.contact_name,
        request.contact_phone,
        request.note,
        is_submitted
    )
    .execute(&mut *connection)
    .await?;
    let (products, prices): (Vec<i64>, Vec<Decimal>) =
        request.products.iter().map(|(product, price)| (product.0, *price)).unzip();
    query!("delete from application_products where exhibitor_id = $1", id.0)
        .execute(&mut *connection)
        .await?;
    // Products of other organisations are skipped.
    query!(
        "insert into application_products (exhibitor_id, product_id, price)
         select e.id, p.id, asked.price
         from exhibitors e, unnest($2::bigint[], $3::numeric[]) as asked (product_id, price)
         join products p on p.id = asked.product_id
         where e.id = $1 and p.organisation_id = e.organisation_id",
        id.0,
        &products,
        &prices
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn note_step(
    connection: &mut PgConnection,
    id: ExhibitorId,
    state: ExhibitorState,
    note: Option<&str>,
) -> sqlx::Result<()> {
    query!(
        "insert into application_steps (exhibitor_id, state, note) values ($1, $2, $3)",
        id.0,
        state.code(),
        note
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub async fn insert_notice(
    connection: &mut PgConnection,
    edition: EditionId,
    notice: &Notice,
) -> sqlx::Result<i64> {
    query_scalar!(
        "insert into public_notices (edition_id, starts_on, ends_on, contact, exhibitors)
         values ($1, $2, $3, $4, $5) returning id",
        edition.0,
        notice.starts_on,
        notice.ends_on,
        notice.contact,
        notice.exhibitors
    )
    .fetch_one(connection)
    .await
}
