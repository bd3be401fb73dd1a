//! Photos of a product: one transaction each, with the product locked, so that its photos have one
//! order. A published product shows them at once; the trail records who added them.

use super::{
    model::{Hanging, MOST, Step},
    store,
};
use crate::{
    audit::{
        self,
        model::{Act, Changes, NewEvent},
    },
    files::{self, model::Kept},
    identity::model::Viewer,
    products::{
        model::{
            selling::{ProductScope, SupplierProduct},
            trail::PRODUCTS,
        },
        store::selling,
    },
    values::ids::{OrganisationId, PhotoId, ProductId},
};
use sqlx::{PgConnection, PgPool, Postgres, Transaction};

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("too many photos")]
    TooMany,
    #[error("no such product or photo")]
    NotFound,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// The user, and the organisation.
#[derive(Clone, Copy)]
pub struct By<'a> {
    pub viewer: &'a Viewer,
    pub organisation: OrganisationId,
}

/// Photos that the product has already, because their form came twice, are left unchanged.
pub async fn add(
    pool: &PgPool,
    by: By<'_>,
    product: ProductId,
    photos: &[Kept],
    alt: &str,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let own = lock(&mut tx, by, product).await?.ok_or(Refusal::NotFound)?;
    let mut there = store::of_product(&mut *tx, product).await?.len();
    let mut changes = Changes::default();
    for photo in photos {
        if !files::store::keep(&mut tx, photo.id).await? {
            continue;
        }
        there += 1;
        if there > MOST {
            return Err(Refusal::TooMany);
        }
        let place = store::add(&mut tx, product, photo.id, alt).await?;
        changes = changes.field(&field(place), None, Some(&said(photo.code.as_str(), alt)));
    }
    if !changes.is_empty() {
        record(&mut tx, by.viewer, &own, changes).await?;
    }
    tx.commit().await?;
    Ok(())
}

pub async fn describe(
    pool: &PgPool,
    by: By<'_>,
    id: PhotoId,
    alt: &str,
) -> Result<ProductId, Refusal> {
    let mut tx = pool.begin().await?;
    let (own, photo) = locked(&mut tx, by, id).await?.ok_or(Refusal::NotFound)?;
    if photo.alt != alt {
        store::describe(&mut tx, id, alt).await?;
        let (before, after) = (said(&photo.code, &photo.alt), said(&photo.code, alt));
        record(
            &mut tx,
            by.viewer,
            &own,
            Changes::default().field(&field(photo.place), Some(&before), Some(&after)),
        )
        .await?;
    }
    tx.commit().await?;
    Ok(photo.product_id)
}

/// Nothing changes if there is no place before the first or after the last.
pub async fn shift(
    pool: &PgPool,
    by: By<'_>,
    id: PhotoId,
    step: Step,
) -> Result<ProductId, Refusal> {
    let mut tx = pool.begin().await?;
    let (own, photo) = locked(&mut tx, by, id).await?.ok_or(Refusal::NotFound)?;
    let place = if step == Step::Earlier { photo.place - 1 } else { photo.place + 1 };
    if store::swap(&mut tx, id, place).await? {
        let at = |place: i16| said(&photo.code, &format!("{place} {}", photo.alt));
        let moved =
            Changes::default().field("photo_place", Some(&at(photo.place)), Some(&at(place)));
        record(&mut tx, by.viewer, &own, moved).await?;
    }
    tx.commit().await?;
    Ok(photo.product_id)
}

/// Its file stays for a day, until it is swept.
pub async fn remove(pool: &PgPool, by: By<'_>, id: PhotoId) -> Result<ProductId, Refusal> {
    let mut tx = pool.begin().await?;
    let (own, photo) = locked(&mut tx, by, id).await?.ok_or(Refusal::NotFound)?;
    store::remove(&mut tx, id).await?;
    files::store::remove(&mut tx, photo.file_id).await?;
    let gone =
        Changes::default().field(&field(photo.place), Some(&said(&photo.code, &photo.alt)), None);
    record(&mut tx, by.viewer, &own, gone).await?;
    tx.commit().await?;
    Ok(photo.product_id)
}

async fn lock(
    tx: &mut Transaction<'_, Postgres>,
    by: By<'_>,
    product: ProductId,
) -> sqlx::Result<Option<SupplierProduct>> {
    selling::lock(
        tx,
        &ProductScope { organisation: Some(by.organisation), ..ProductScope::default() },
        product,
    )
    .await
}

/// The photo, read after its product is locked: somebody else may have moved it before.
async fn locked(
    tx: &mut Transaction<'_, Postgres>,
    by: By<'_>,
    id: PhotoId,
) -> sqlx::Result<Option<(SupplierProduct, Hanging)>> {
    let Some(seen) = store::find(&mut **tx, by.organisation, id).await? else { return Ok(None) };
    let Some(own) = lock(tx, by, seen.product_id).await? else { return Ok(None) };
    Ok(store::find(&mut **tx, by.organisation, id).await?.map(|photo| (own, photo)))
}

fn field(place: i16) -> String {
    format!("photo {place}")
}

fn said(code: &str, alt: &str) -> String {
    format!("{alt} [{code}]")
}

async fn record(
    connection: &mut PgConnection,
    viewer: &Viewer,
    own: &SupplierProduct,
    changes: Changes,
) -> sqlx::Result<()> {
    let actor = viewer.actor();
    audit::store::record(
        connection,
        &NewEvent::new(&actor, Act::Change, &PRODUCTS, own.id, &own.offer.name).with(changes),
    )
    .await
}
