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

/// The application that a form created, in any state.
pub async fn of_form(
    db: impl PgExecutor<'_>,
    organisation: OrganisationId,
    form: &str,
) -> sqlx::Result<Option<ExhibitorId>> {
    query_scalar!(
        r#"select e.id as "id: _" from applications a join exhibitors e on e.id = a.exhibitor_id
           where a.form_code = $2 and e.organisation_id = $1"#,
        organisation.0,
        form
    )
    .fetch_optional(db)
    .await
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

/// `form`: the code for a new or resubmitted application; a change keeps the old one.
pub async fn write(
    connection: &mut PgConnection,
    id: ExhibitorId,
    request: &Request,
    form: Option<&str>,
) -> sqlx::Result<()> {
    query!(
        "insert into applications (exhibitor_id, zone_id, contact_name, contact_phone, note,
             form_code)
         select e.id, z.id, $3, $4, $5, $6 from exhibitors e left
         join zones z on z.edition_id = e.edition_id and z.code = $2 where e.id = $1
         on conflict (exhibitor_id) do update
         set zone_id = excluded.zone_id, contact_name = excluded.contact_name,
         contact_phone = excluded.contact_phone, note = excluded.note,
             form_code = coalesce(excluded.form_code, applications.form_code),
             version = applications.version + 1,
             applied_at = case when excluded.form_code is null then applications.applied_at
                 else excluded.applied_at end",
        id.0,
        request.zone,
        request.contact_name,
        request.contact_phone,
        request.note,
        form
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
    form: &str,
) -> sqlx::Result<()> {
    query!(
        "insert into public_notices (edition_id, starts_on, ends_on, contact, exhibitors, form_code)
         values ($1, $2, $3, $4, $5, $6)",
        edition.0,
        notice.starts_on,
        notice.ends_on,
        notice.contact,
        notice.exhibitors,
        form
    )
    .execute(connection)
    .await?;
    Ok(())
}
