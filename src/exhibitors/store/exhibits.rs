//! The products that an exhibitor shows.

use crate::{
    exhibitors::model::NewExhibit,
    products::model::selling::Fairs,
    values::ids::{EditionId, ExhibitorId, OrganisationId, ProductId},
};
use rust_decimal::Decimal;
use serde_json::json;
use sqlx::{PgConnection, query};

pub async fn insert_many(
    connection: &mut PgConnection,
    exhibits: &[NewExhibit],
) -> sqlx::Result<()> {
    query!(
        "insert into exhibits (id, exhibitor_id, product_id, price)
         select id, exhibitor_id, product_id, price
         from jsonb_populate_recordset(null::exhibits, $1)",
        json!(exhibits)
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Makes the requested products exhibits; the public sees those that are published.
pub async fn show_asked(connection: &mut PgConnection, id: ExhibitorId) -> sqlx::Result<()> {
    query!(
        "insert into exhibits (exhibitor_id, product_id, price)
         select exhibitor_id, product_id, price from application_products where exhibitor_id = $1
         order by product_id
         on conflict (exhibitor_id, product_id) do update set price = excluded.price",
        id.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Shows a product, at this price, at the chosen editions where its seller has a place, and at no
/// other open edition.
pub async fn show_at(
    connection: &mut PgConnection,
    organisation: OrganisationId,
    fairs: &Fairs,
    id: ProductId,
    price: Decimal,
) -> sqlx::Result<()> {
    let of = |editions: &[EditionId]| editions.iter().map(|edition| edition.0).collect::<Vec<_>>();
    query!(
        "delete from exhibits x using exhibitors e
         where e.id = x.exhibitor_id and e.organisation_id = $1 and x.product_id = $2
           and e.edition_id = any ($3) and not e.edition_id = any ($4)",
        organisation.0,
        id.0,
        &of(&fairs.open),
        &of(&fairs.chosen)
    )
    .execute(&mut *connection)
    .await?;
    query!(
        "insert into exhibits (exhibitor_id, product_id, price)
         select e.id, $2, $5 from exhibitors e
         where e.organisation_id = $1 and e.edition_id = any ($3) and e.edition_id = any ($4)
           and e.state in ('approved', 'published', 'checked_in')
         on conflict (exhibitor_id, product_id) do update set price = excluded.price",
        organisation.0,
        id.0,
        &of(&fairs.open),
        &of(&fairs.chosen),
        price
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Shows the products at their sellers' places at an edition.
pub async fn show_many(
    connection: &mut PgConnection,
    edition: EditionId,
    prices: &[(ProductId, Decimal)],
) -> sqlx::Result<()> {
    let (ids, prices): (Vec<i64>, Vec<Decimal>) =
        prices.iter().map(|(id, price)| (id.0, *price)).unzip();
    query!(
        "insert into exhibits (exhibitor_id, product_id, price)
         select e.id, p.id, shown.price
         from unnest($2::bigint[], $3::numeric[]) as shown (product_id, price)
         join products p on p.id = shown.product_id
         join exhibitors e on e.organisation_id = p.organisation_id and e.edition_id = $1
             and e.state in ('approved', 'published', 'checked_in')
         order by p.id
         on conflict (exhibitor_id, product_id) do update set price = excluded.price",
        edition.0,
        &ids,
        &prices
    )
    .execute(connection)
    .await?;
    Ok(())
}
