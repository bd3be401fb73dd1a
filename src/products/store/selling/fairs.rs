//! The fairs at which a product is shown.

use crate::{
    products::model::selling::Place,
    values::ids::{OrganisationId, ProductId},
};
use sqlx::{PgExecutor, query_as};

/// Editions at which a seller has a place, and whether the product is shown there.
pub async fn places(
    db: impl PgExecutor<'_>,
    organisation: OrganisationId,
    id: Option<ProductId>,
) -> sqlx::Result<Vec<Place>> {
    query_as!(
        Place,
        r#"select d.id as "edition: _", d.ordinal,
                  exists (select from exhibits x where x.exhibitor_id = e.id
                      and x.product_id = $2) as "is_shown!"
           from exhibitors e join editions d on d.id = e.edition_id
           where e.organisation_id = $1 and e.state in ('approved', 'published', 'checked_in')
           order by d.ordinal"#,
        organisation.0,
        id.map(|id| id.0)
    )
    .fetch_all(db)
    .await
}
