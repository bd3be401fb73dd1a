//! The holder's acts: entering, updating and deleting a certificate.

use super::{Refusal, record};
use crate::{
    audit::model::{Act, Changes, Labelled},
    certifications::{
        model::{CertificationScope, Claim, State, trail::CERTIFICATIONS},
        store,
    },
    database::constraint::refused_by,
    files,
    identity::model::Viewer,
    reviews::actions::Submission,
    submissions,
    values::ids::CertificationId,
};
use sqlx::PgPool;

fn own(submission: &Submission<'_, Claim>) -> CertificationScope {
    CertificationScope {
        organisation: Some(submission.organisation),
        ..CertificationScope::default()
    }
}

/// A form sent twice creates one certificate. `renews`: the one to be renewed.
pub async fn create(
    pool: &PgPool,
    submission: &Submission<'_, Claim>,
    renews: Option<CertificationId>,
    form: &submissions::model::Submission,
) -> Result<CertificationId, Refusal> {
    let mut tx = pool.begin().await?;
    if let Some(id) = submissions::store::claim(&mut tx, CERTIFICATIONS.code, form).await? {
        let id = CertificationId(id);
        // One that was deleted since may be entered again.
        if store::find(&mut *tx, &own(submission), id).await?.is_some() {
            return Ok(id);
        }
    }
    let renews = match renews {
        Some(id) => match store::lock(&mut tx, &own(submission), id).await? {
            Some(held) if !held.is_renewed => Some(held.id),
            Some(_) => return Err(Refusal::WrongState),
            None => return Err(Refusal::NotFound),
        },
        None => None,
    };
    let scan = submission.keep_scan(&mut tx, None).await?;
    let (organisation, claim) = (submission.organisation, submission.claim);
    let id = match store::insert(&mut tx, organisation, claim, scan, renews).await {
        Err(error) if refused_by(&error, "certifications_number_is_unique") => {
            return Err(Refusal::AlreadyExists);
        }
        inserted => inserted?,
    };
    submissions::store::complete(&mut tx, CERTIFICATIONS.code, form, id.0).await?;
    let changes =
        differences(None, submission.claim).field("state", None, Some(State::Submitted.code()));
    let of = Labelled { id, label: &submission.claim.number };
    record(&mut tx, submission.viewer, Act::Create, of, changes).await?;
    tx.commit().await?;
    Ok(id)
}

/// A verified certificate cannot be changed: its next term is a new certificate.
pub async fn update(
    pool: &PgPool,
    submission: &Submission<'_, Claim>,
    id: CertificationId,
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
    let old = before.scan.as_ref().map(|scan| scan.id);
    let scan = submission.keep_scan(&mut tx, old).await?;
    match store::update(&mut tx, &before, submission.claim, scan).await {
        Err(error) if refused_by(&error, "certifications_number_is_unique") => {
            return Err(Refusal::AlreadyExists);
        }
        written => written?,
    }
    submission.remove_scan(&mut tx, old).await?;
    let changes = differences(Some(&before.claim), submission.claim).field(
        "state",
        Some(before.state.code()),
        Some(State::Submitted.code()),
    );
    if !changes.is_empty() || submission.scan.is_some() {
        let of = Labelled { id, label: &submission.claim.number };
        record(&mut tx, submission.viewer, Act::Change, of, changes).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Deletes one entered by mistake; `WrongState` if it is verified or renewed.
pub async fn remove(
    pool: &PgPool,
    viewer: &Viewer,
    whose: &CertificationScope,
    id: CertificationId,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let held = store::lock(&mut tx, whose, id).await?.ok_or(Refusal::NotFound)?;
    if held.state == State::Verified || held.is_renewed {
        return Err(Refusal::WrongState);
    }
    store::delete(&mut tx, id).await?;
    if let Some(scan) = held.scan {
        files::store::remove(&mut tx, scan.id).await?;
    }
    let changes = Changes::default().field("state", Some(held.state.code()), None);
    let of = Labelled { id, label: &held.claim.number };
    record(&mut tx, viewer, Act::Remove, of, changes).await?;
    tx.commit().await?;
    Ok(())
}

fn differences(before: Option<&Claim>, after: &Claim) -> Changes {
    let text = |claim: &Claim| {
        let products = claim.products.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        [
            ("scheme", Some(claim.scheme.code().to_string())),
            ("number", Some(claim.number.clone())),
            ("issuer", Some(claim.issuer.clone())),
            ("valid_from", Some(claim.valid_from.to_string())),
            ("valid_to", claim.valid_to.map(|day| day.to_string())),
            ("products", Some(products)),
        ]
    };
    let was = before.map(text);
    text(after).iter().enumerate().fold(Changes::default(), |changes, (n, (name, value))| {
        changes.field(name, was.as_ref().and_then(|was| was[n].1.as_deref()), value.as_deref())
    })
}
