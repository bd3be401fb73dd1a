//! At which fairs a product is shown.

use crate::{
    products::model::selling::{Fairs, Place},
    values::ids::{EditionId, OrganisationId, ProductId},
};
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgExecutor, query, query_as};

/// Editions at which a seller has a place, and whether the product is shown there.
pub async fn places(
    db: impl PgExecutor<'_>,
    organisation: OrganisationId,
    id: Option<ProductId>,
) -> sqlx::Result<Vec<Place>> {
    query_as!(
        Place,
        r#"select d.id as "edition: _", d.ordinal,
                  exists (select from exhibits x where x.exhibitor_id = e.id and x.product_id = $2) as "is_shown!"
           from exhibitors e join editions d on d.id = e.edition_id
           where e.organisation_id = $1 and e.state in ('approved', 'published', 'checked_in') order by d.ordinal"#,
        organisation.0,
        id.map(|id| id.0)
    )
    .fetch_all(db)
    .await
}

/// Shown, at this price, where it is chosen and its seller has a place; of the open editions at no
/// other.
pub async fn exhibit(
    connection: &mut PgConnection,
    organisation: OrganisationId,
    fairs: &Fairs,
    id: ProductId,
    price: Decimal,
) -> sqlx::Result<()> {
    let of = |editions: &[EditionId]| editions.iter().map(|edition| edition.0).collect::<Vec<_>>();
    query!(
        "delete from exhibits x using exhibitors e
         where e.id = x.exhibitor_id and e.organisation_id = $1 and x.product_id = $2 and e.edition_id = any ($3) and not e.edition_id = any ($4)",
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
         where e.organisation_id = $1 and e.edition_id = any ($3) and e.edition_id = any ($4) and e.state in ('approved', 'published', 'checked_in')
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
