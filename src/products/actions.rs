//! Listing a product: saved or withdrawn by its supplier, published or returned by an officer. One
//! transaction each: load, rule, write, trail.

mod deciding;

use super::{
    model::selling::{Fairs, Offer, Place, ProductScope, State, SupplierProduct},
    store::selling,
};
use crate::{
    audit::{
        self,
        model::{Act, Changes, Labelled, NewEvent},
    },
    database::constraint::refused_by,
    exhibitors::store::exhibits,
    identity::model::Viewer,
    products::model::trail::PRODUCTS,
    reviews::{
        self,
        actions::Refusal::{NotFound, WrongState},
    },
    submissions::{self, model::Submission},
    values::ids::{OrganisationId, ProductId},
};
use rust_decimal::Decimal;
use sqlx::{PgConnection, PgPool};

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Another product of the seller has this name and specification.
    #[error("a product of this name and specification is there already")]
    AlreadyExists,
    /// Its brand was deleted meanwhile.
    #[error("its brand is gone")]
    NoBrand,
    /// Somebody saved it meanwhile: the stored version.
    #[error("saved meanwhile")]
    Conflict(Box<SupplierProduct>),
    #[error("no such product")]
    NotFound,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// The context of a save: who saves, which button, which editions.
pub struct Saving<'a> {
    pub viewer: &'a Viewer,
    pub organisation: OrganisationId,
    pub is_submitted: bool,
    /// `None`: the form does not list them.
    pub fairs: Option<Fairs>,
}

/// A form sent twice creates one product.
pub async fn create(
    pool: &PgPool,
    saving: &Saving<'_>,
    offer: &Offer,
    form: &Submission,
) -> Result<ProductId, Refusal> {
    let mut tx = pool.begin().await?;
    if let Some(id) = submissions::store::claim(&mut tx, PRODUCTS.code, form).await? {
        return Ok(ProductId(id));
    }
    let state = if saving.is_submitted { State::Submitted } else { State::Draft };
    let id = match selling::insert(&mut tx, saving.organisation, offer, state).await {
        Err(error) if refused_by(&error, "products_are_named_once_per_seller") => {
            return Err(Refusal::AlreadyExists);
        }
        Err(error) if refused_by(&error, "products_brand_id_fkey") => {
            return Err(Refusal::NoBrand);
        }
        inserted => inserted?,
    };
    submissions::store::complete(&mut tx, PRODUCTS.code, form, id.0).await?;
    selling::note_price(&mut tx, id, offer.price).await?;
    let fairs = exhibit(&mut tx, saving, id, offer.price).await?;
    let changes = differences(None, offer).field("state", None, Some(state.code())).field(
        "fairs",
        None,
        fairs.1.as_deref(),
    );
    let of = Labelled { id, label: &offer.name };
    record(&mut tx, saving.viewer, Act::Create, of, changes).await?;
    tx.commit().await?;
    Ok(id)
}

/// `version`: the one that the supplier edited.
pub async fn update(
    pool: &PgPool,
    saving: &Saving<'_>,
    id: ProductId,
    version: i32,
    offer: &Offer,
) -> Result<State, Refusal> {
    let mut tx = pool.begin().await?;
    let own = ProductScope { organisation: Some(saving.organisation), ..ProductScope::default() };
    let before = selling::lock(&mut tx, &own, id).await?.ok_or(Refusal::NotFound)?;
    if before.version != version {
        return Err(Refusal::Conflict(Box::new(before)));
    }
    let state =
        before.state.after_saving(saving.is_submitted, before.offer.is_the_same_thing(offer));
    match selling::update(&mut tx, id, offer, state).await {
        Err(error) if refused_by(&error, "products_are_named_once_per_seller") => {
            return Err(Refusal::AlreadyExists);
        }
        Err(error) if refused_by(&error, "products_brand_id_fkey") => {
            return Err(Refusal::NoBrand);
        }
        written => written?,
    }
    if before.offer.price != offer.price {
        selling::note_price(&mut tx, id, offer.price).await?;
    }
    let fairs = exhibit(&mut tx, saving, id, offer.price).await?;
    let changes = differences(Some(&before.offer), offer)
        .field("state", Some(before.state.code()), Some(state.code()))
        .field("fairs", fairs.0.as_deref(), fairs.1.as_deref());
    if !changes.is_empty() {
        let of = Labelled { id, label: &offer.name };
        record(&mut tx, saving.viewer, Act::Change, of, changes).await?;
    }
    tx.commit().await?;
    Ok(state)
}

/// Sets where it is shown; returns the editions before and after, for the trail.
async fn exhibit(
    connection: &mut PgConnection,
    saving: &Saving<'_>,
    id: ProductId,
    price: Decimal,
) -> sqlx::Result<(Option<String>, Option<String>)> {
    let Some(fairs) = &saving.fairs else { return Ok((None, None)) };
    let before = shown(&selling::places(&mut *connection, saving.organisation, Some(id)).await?);
    exhibits::show_at(connection, saving.organisation, fairs, id, price).await?;
    let after = shown(&selling::places(connection, saving.organisation, Some(id)).await?);
    Ok((before, after))
}

fn shown(places: &[Place]) -> Option<String> {
    let editions: Vec<String> = places
        .iter()
        .filter(|place| place.is_shown)
        .map(|place| place.ordinal.to_string())
        .collect();
    (!editions.is_empty()).then(|| editions.join(" "))
}

/// By its supplier, from any other state.
pub async fn withdraw(
    pool: &PgPool,
    viewer: &Viewer,
    own: &ProductScope,
    id: ProductId,
) -> Result<(), reviews::actions::Refusal> {
    let mut tx = pool.begin().await?;
    let before = selling::lock(&mut tx, own, id).await?.ok_or(NotFound)?;
    if before.state == State::Withdrawn {
        return Err(WrongState);
    }
    selling::set_state(&mut tx, id, State::Withdrawn, None).await?;
    reviews::actions::record(&mut tx, viewer, &before, State::Withdrawn, None).await?;
    tx.commit().await?;
    Ok(())
}

async fn record(
    connection: &mut PgConnection,
    viewer: &Viewer,
    act: Act,
    record: Labelled<'_, ProductId>,
    changes: Changes,
) -> sqlx::Result<()> {
    let actor = viewer.actor();
    audit::store::record(
        connection,
        &NewEvent::new(&actor, act, &PRODUCTS, record.id, record.label).with(changes),
    )
    .await
}

fn differences(before: Option<&Offer>, after: &Offer) -> Changes {
    let was = before.map(Offer::fields);
    after.fields().iter().enumerate().fold(Changes::default(), |changes, (n, (name, value))| {
        let before = was.as_ref().and_then(|was| was[n].1.as_deref());
        changes.field(name, before, value.as_deref())
    })
}
