//! All statements on photos.

use super::model::{Hanging, Photo};
use crate::{
    files::model::Picture,
    values::ids::{FileId, OrganisationId, PhotoId, ProductId},
};
use sqlx::{PgConnection, PgExecutor, query, query_as, query_scalar, types::Json};

/// In their order, the cover first.
pub async fn of_product(db: impl PgExecutor<'_>, product: ProductId) -> sqlx::Result<Vec<Photo>> {
    let rows = query!(
        r#"select photo_id as "id!: PhotoId", place as "place!",
                  picture as "picture!: Json<Picture>"
           from product_pictures where product_id = $1 order by place"#,
        product.0
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Photo { id: row.id, place: row.place, picture: row.picture.0 })
        .collect())
}

/// A photo of the organisation. The caller locks its product.
pub async fn find(
    db: impl PgExecutor<'_>,
    organisation: OrganisationId,
    id: PhotoId,
) -> sqlx::Result<Option<Hanging>> {
    query_as!(
        Hanging,
        r#"select pp.product_id as "product_id: _", pp.file_id as "file_id: _", pp.place, f.code,
                  pp.alt
           from product_photos pp join files f on f.id = pp.file_id
           join products p on p.id = pp.product_id
           where pp.id = $1 and p.organisation_id = $2"#,
        id.0,
        organisation.0
    )
    .fetch_optional(db)
    .await
}

/// Appends a photo; returns its place.
pub async fn add(
    connection: &mut PgConnection,
    product: ProductId,
    file: FileId,
    alt: &str,
) -> sqlx::Result<i16> {
    query_scalar!(
        "insert into product_photos (product_id, file_id, place, alt)
         select $1, $2, coalesce(max(place), 0) + 1, $3 from product_photos where product_id = $1
         returning place",
        product.0,
        file.0,
        alt
    )
    .fetch_one(connection)
    .await
}

pub async fn describe(connection: &mut PgConnection, id: PhotoId, alt: &str) -> sqlx::Result<()> {
    query!("update product_photos set alt = $2 where id = $1", id.0, alt)
        .execute(connection)
        .await?;
    Ok(())
}

/// Swaps places with the photo at `place`. `false`: there is none.
pub async fn swap(connection: &mut PgConnection, id: PhotoId, place: i16) -> sqlx::Result<bool> {
    let swapped = query!(
        "update product_photos pp set place = case when pp.id = $1 then $2 else one.place end
         from product_photos one
         where one.id = $1 and pp.product_id = one.product_id and (pp.id = $1 or pp.place = $2)
           and exists (select from product_photos other
               where other.product_id = one.product_id and other.place = $2)",
        id.0,
        place
    )
    .execute(connection)
    .await?;
    Ok(swapped.rows_affected() == 2)
}

/// Deletes a photo; the later ones move up.
pub async fn remove(connection: &mut PgConnection, id: PhotoId) -> sqlx::Result<()> {
    let gone = query!("delete from product_photos where id = $1 returning product_id, place", id.0)
        .fetch_one(&mut *connection)
        .await?;
    query!(
        "update product_photos set place = place - 1 where product_id = $1 and place > $2",
        gone.product_id,
        gone.place
    )
    .execute(connection)
    .await?;
    Ok(())
}
