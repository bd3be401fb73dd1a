//! Entering, updating, verifying and returning trademarks. One transaction each: lock, rule, write,
//! trail, message.

mod deciding;
mod reminding;

pub use reminding::remind;

use super::{
    model::{Claim, State, TrademarkRecord, TrademarkScope},
    store,
};
use crate::{
    audit::{
        self,
        model::{Act, Changes, Labelled, NewEvent},
    },
    brands,
    database::constraint::refused_by,
    files::model::Kept,
    identity::model::Viewer,
    products::{model::trail::PRODUCTS, store::selling},
    reviews::actions::Submission,
    submissions,
    trademarks::model::trail::TRADEMARKS,
    values::ids::{BrandId, TrademarkId},
};
use sqlx::{PgConnection, PgPool};

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// This registration is already recorded.
    #[error("this registration is entered already")]
    AlreadyExists,
    /// The brand is regional and belongs to no single organisation.
    #[error("the brand is a region's")]
    IsRegional,
    /// Somebody saved it meanwhile: the stored version.
    #[error("saved meanwhile")]
    Conflict(Box<TrademarkRecord>),
    #[error("the trademark is in no state for it")]
    WrongState,
    #[error("no such trademark")]
    NotFound,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

fn own(submission: &Submission<'_, Claim>) -> TrademarkScope {
    TrademarkScope { organisation: Some(submission.organisation), ..TrademarkScope::default() }
}

/// A form sent twice creates one trademark. `renews`: the one to be renewed.
pub async fn create(
    pool: &PgPool,
    submission: &Submission<'_, Claim>,
    renews: Option<TrademarkId>,
    form: &submissions::model::Submission,
) -> Result<TrademarkId, Refusal> {
    let mut tx = pool.begin().await?;
    if let Some(id) = submissions::store::claim(&mut tx, TRADEMARKS.code, form).await? {
        return Ok(TrademarkId(id));
    }
    let renewed = match renews {
        Some(id) => match store::lock(&mut tx, &own(submission), id).await? {
            Some(held) if held.may_be_renewed() => Some(held),
            Some(_) => return Err(Refusal::WrongState),
            None => return Err(Refusal::NotFound),
        },
        None => None,
    };
    let claim = term(submission.claim, renewed.as_ref());
    let brand = match &renewed {
        Some(held) => Some(held.brand_id),
        None => {
            brands::store::owned::of_name(&mut tx, submission.organisation, &claim.brand).await?
        }
    };
    let Some(brand) = brand else { return Err(Refusal::IsRegional) };
    let scan = submission.keep_scan(&mut tx, None).await?;
    let id = match store::insert(&mut tx, brand, &claim, scan, renews).await {
        Err(error) if is_doubled(&error) => return Err(Refusal::AlreadyExists),
        inserted => inserted?,
    };
    submissions::store::complete(&mut tx, TRADEMARKS.code, form, id.0).await?;
    let renews = renews.map(|id| id.to_string());
    let changes = differences(None, &claim)
        .field("renews", None, renews.as_deref())
        .field("scan", None, submission.scan.map(|scan| scan.code.as_str()))
        .field("state", None, Some(State::Submitted.code()));
    let of = Labelled { id, label: &claim.label() };
    record(&mut tx, submission.viewer, Act::Create, of, changes).await?;
    tx.commit().await?;
    Ok(id)
}

fn is_doubled(error: &sqlx::Error) -> bool {
    ["trademarks_number_is_unique", "trademarks_are_renewed_once"]
        .iter()
        .any(|constraint| refused_by(error, constraint))
}

/// The next term of a registration differs only in its last day.
fn term(said: &Claim, of: Option<&TrademarkRecord>) -> Claim {
    match of {
        Some(held) => Claim { expires_on: said.expires_on, ..held.claim.clone() },
        None => said.clone(),
    }
}

/// A verified trademark cannot be changed: its next term is a new record.
pub async fn update(
    pool: &PgPool,
    submission: &Submission<'_, Claim>,
    id: TrademarkId,
    version: i32,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let before = store::lock(&mut tx, &own(submission), id).await?.ok_or(Refusal::NotFound)?;
    if before.state == State::Verified {
        return Err(Refusal::WrongState);
    }
    if before.version != version {
        return Err(Refusal::Conflict(Box::new(before)));
    }
    let claim = term(submission.claim, before.follows.and(Some(&before)));
    let brand = match claim.brand == before.claim.brand {
        true => Some(before.brand_id),
        false => {
            brands::store::owned::of_name(&mut tx, submission.organisation, &claim.brand).await?
        }
    };
    let Some(brand) = brand else { return Err(Refusal::IsRegional) };
    let old = before.scan.as_ref().map(|scan| scan.id);
    let scan = submission.keep_scan(&mut tx, old).await?;
    match store::update(&mut tx, id, brand, &claim, scan).await {
        Err(error) if refused_by(&error, "trademarks_number_is_unique") => {
            return Err(Refusal::AlreadyExists);
        }
        written => written?,
    }
    submission.remove_scan(&mut tx, old).await?;
    if brand != before.brand_id
        && !leave(&mut tx, submission.viewer, &before, brand, &claim.brand).await?
    {
        return Err(Refusal::WrongState);
    }
    let changes = changes_of(&before, &claim, submission.scan);
    if !changes.is_empty() {
        let of = Labelled { id, label: &claim.label() };
        record(&mut tx, submission.viewer, Act::Change, of, changes).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn changes_of(before: &TrademarkRecord, claim: &Claim, scan: Option<&Kept>) -> Changes {
    let old = before.scan.as_ref().map(|scan| scan.code.as_str());
    differences(Some(&before.claim), claim)
        .field("scan", old, scan.map(|scan| scan.code.as_str()).or(old))
        .field("state", Some(before.state.code()), Some(State::Submitted.code()))
}

/// Deletes the old brand if its last trademark moved to another brand of the owner: the old name
/// was a typing mistake. Its products move too; they are locked before the brand, as when a product
/// is saved. `false`: the old brand gained a product or a trademark meanwhile.
async fn leave(
    connection: &mut PgConnection,
    viewer: &Viewer,
    before: &TrademarkRecord,
    brand: BrandId,
    name: &str,
) -> sqlx::Result<bool> {
    let followers = selling::rebrand(connection, before.brand_id, brand).await?;
    match brands::store::owned::remove_without_trademarks(connection, before.brand_id).await {
        Err(error)
            if refused_by(&error, "products_brand_id_fkey")
                || refused_by(&error, "trademarks_brand_id_fkey") =>
        {
            return Ok(false);
        }
        removed => removed?,
    }
    let actor = viewer.actor();
    for product in followers {
        let changes = Changes::default().field("brand", Some(&before.claim.brand), Some(name));
        audit::store::record(
            connection,
            &NewEvent::new(&actor, Act::Change, &PRODUCTS, product.id, &product.name).with(changes),
        )
        .await?;
    }
    Ok(true)
}

fn differences(before: Option<&Claim>, after: &Claim) -> Changes {
    let text = |claim: &Claim| {
        [
            ("brand", claim.brand.clone()),
            ("number", claim.number.clone()),
            ("class", claim.class.to_string()),
            ("registered_on", claim.registered_on.to_string()),
            ("expires_on", claim.expires_on.to_string()),
        ]
    };
    let was = before.map(text);
    text(after).iter().enumerate().fold(Changes::default(), |changes, (n, (name, value))| {
        changes.field(name, was.as_ref().map(|was| was[n].1.as_str()), Some(value.as_str()))
    })
}

async fn record(
    connection: &mut PgConnection,
    viewer: &Viewer,
    act: Act,
    record: Labelled<'_, TrademarkId>,
    changes: Changes,
) -> sqlx::Result<()> {
    let actor = viewer.actor();
    audit::store::record(
        connection,
        &NewEvent::new(&actor, act, &TRADEMARKS, record.id, record.label).with(changes),
    )
    .await
}
