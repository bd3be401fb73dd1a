//! Entered, entered anew, verified or returned: one transaction each: lock, rule, write, trail, and a word to the
//! holder.

use super::{
    model::{Claim, Held, State, Whose},
    store,
};
use crate::{
    audit::{
        self,
        model::{Act, Changes, NewEvent, nouns::Noun},
    },
    database::constraint::refused_by,
    files::{self, model::Kept},
    identity::model::Viewer,
    messages::{
        self,
        model::{NewMessage, To, Words},
    },
    values::ids::{CertificationId, FileId, OrganisationId},
};
use chrono::NaiveDate;
use sqlx::{PgConnection, PgPool};

#[derive(Debug)]
pub enum Refusal {
    /// This certificate, of this term, is there already.
    IsThere,
    /// Somebody saved it meanwhile: what is kept now.
    Later(Box<Held>),
    /// Not from the state it is in.
    NotNow,
    NotFound,
}

/// What its holder sends.
pub struct Sending<'a> {
    pub viewer: &'a Viewer,
    pub organisation: OrganisationId,
    pub claim: &'a Claim,
    /// `None`: the one that is there, if any.
    pub scan: Option<&'a Kept>,
}

impl Sending<'_> {
    fn own(&self) -> Whose {
        Whose { organisation: Some(self.organisation), ..Whose::default() }
    }

    async fn keep(&self, connection: &mut PgConnection) -> sqlx::Result<Option<FileId>> {
        let Some(scan) = self.scan else { return Ok(None) };
        files::store::keep(connection, scan.id).await?;
        Ok(Some(scan.id))
    }
}

/// One form makes one certificate. `renews`: the one whose next term it is.
pub async fn create(
    pool: &PgPool,
    sending: &Sending<'_>,
    renews: Option<CertificationId>,
    form: &str,
) -> sqlx::Result<Result<CertificationId, Refusal>> {
    let mut tx = pool.begin().await?;
    if let Some(id) = store::of_form(&mut *tx, sending.organisation, form).await? {
        return Ok(Ok(id));
    }
    let renews = match renews {
        Some(id) => match store::lock(&mut tx, &sending.own(), id).await? {
            Some(held) if !held.is_renewed => Some(held.id),
            Some(_) => return Ok(Err(Refusal::NotNow)),
            None => return Ok(Err(Refusal::NotFound)),
        },
        None => None,
    };
    let scan = sending.keep(&mut tx).await?;
    let id = match store::insert(&mut tx, sending.organisation, sending.claim, (scan, renews), form)
        .await
    {
        Err(error) if refused_by(&error, "certifications_form_is_posted_once") => {
            drop(tx);
            return Ok(store::of_form(pool, sending.organisation, form)
                .await?
                .ok_or(Refusal::NotFound));
        }
        Err(error) if refused_by(&error, "certifications_number_is_unique") => {
            drop(tx);
            // Twice at once: the first has the number, and the form.
            return Ok(store::of_form(pool, sending.organisation, form)
                .await?
                .ok_or(Refusal::IsThere));
        }
        inserted => inserted?,
    };
    let changes =
        differences(None, sending.claim).field("state", None, Some(State::Submitted.code()));
    record(&mut tx, sending.viewer, Act::Create, (id, sending.claim), changes).await?;
    tx.commit().await?;
    Ok(Ok(id))
}

/// What is verified is not changed any more: its next term is another certificate.
pub async fn update(
    pool: &PgPool,
    sending: &Sending<'_>,
    id: CertificationId,
    version: i32,
) -> sqlx::Result<Result<(), Refusal>> {
    let mut tx = pool.begin().await?;
    let Some(before) = store::lock(&mut tx, &sending.own(), id).await? else {
        return Ok(Err(Refusal::NotFound));
    };
    if before.state == State::Verified {
        return Ok(Err(Refusal::NotNow));
    }
    if before.version != version {
        return Ok(Err(Refusal::Later(Box::new(before))));
    }
    let old = before.scan.as_ref().map(|(id, ..)| *id);
    let scan = sending.keep(&mut tx).await?;
    match store::update(&mut tx, &before, sending.claim, scan.or(old)).await {
        Err(error) if refused_by(&error, "certifications_number_is_unique") => {
            return Ok(Err(Refusal::IsThere));
        }
        written => written?,
    }
    if let (Some(old), Some(new)) = (old, scan)
        && old != new
    {
        files::store::remove(&mut tx, old).await?;
    }
    let changes = differences(Some(&before.claim), sending.claim).field(
        "state",
        Some(before.state.code()),
        Some(State::Submitted.code()),
    );
    if !changes.is_empty() || scan.is_some() {
        record(&mut tx, sending.viewer, Act::Change, (id, sending.claim), changes).await?;
    }
    tx.commit().await?;
    Ok(Ok(()))
}

#[derive(Debug, Clone, Copy)]
pub enum Decision<'a> {
    /// On the business day.
    Verify(NaiveDate),
    /// With a word on what to mend.
    Return(&'a str),
    /// Verified, but wrongly, or not true any more: with a word on why.
    Revoke(&'a str),
}

impl Decision<'_> {
    fn is_open_to(self, state: State) -> bool {
        state
            == if matches!(self, Decision::Revoke(_)) { State::Verified } else { State::Submitted }
    }
}

/// Of what was seen, in the version in which it was seen; of two at once the second is told.
pub async fn decide(
    pool: &PgPool,
    viewer: &Viewer,
    (whose, id): (&Whose, CertificationId),
    version: i32,
    decision: Decision<'_>,
) -> sqlx::Result<Result<(), Refusal>> {
    let mut tx = pool.begin().await?;
    let Some(before) = store::lock(&mut tx, whose, id).await? else {
        return Ok(Err(Refusal::NotFound));
    };
    if !decision.is_open_to(before.state) || before.version != version {
        return Ok(Err(Refusal::NotNow));
    }
    let (after, note) = match decision {
        Decision::Verify(day) => {
            store::verify(&mut tx, id, day, &viewer.name).await?;
            (State::Verified, None)
        }
        Decision::Return(note) | Decision::Revoke(note) => {
            store::give_back(&mut tx, id, note).await?;
            (State::Returned, Some(note))
        }
    };
    let changes = Changes::default()
        .field("state", Some(before.state.code()), Some(after.code()))
        .field("review_note", None, note);
    record(&mut tx, viewer, Act::Change, (id, &before.claim), changes).await?;
    messages::store::send(&mut tx, &told(&before, decision)).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// By its holder, who entered it by mistake; what was verified stays.
pub async fn remove(
    pool: &PgPool,
    viewer: &Viewer,
    (whose, id): (&Whose, CertificationId),
) -> sqlx::Result<Result<(), Refusal>> {
    let mut tx = pool.begin().await?;
    let Some(held) = store::lock(&mut tx, whose, id).await? else {
        return Ok(Err(Refusal::NotFound));
    };
    if held.state == State::Verified || held.is_renewed {
        return Ok(Err(Refusal::NotNow));
    }
    store::delete(&mut tx, id).await?;
    if let Some((scan, ..)) = held.scan {
        files::store::remove(&mut tx, scan).await?;
    }
    let changes = Changes::default().field("state", Some(held.state.code()), None);
    record(&mut tx, viewer, Act::Remove, (id, &held.claim), changes).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

fn told(held: &Held, decision: Decision<'_>) -> NewMessage {
    let number = &held.claim.number;
    let (subject, body) = match decision {
        Decision::Verify(_) => (
            Words::new(
                format!("证书 {number} 已核验"),
                format!("Certificate {number} is verified"),
            ),
            Words::new(
                "有效期内，它写明的产品在公开页面上带认证标志。",
                "While it is valid the products that it names carry its badge.",
            ),
        ),
        Decision::Return(note) => (
            Words::new(
                format!("证书 {number} 退回了"),
                format!("Certificate {number} was returned"),
            ),
            Words::new(format!("要改：{note}"), format!("To mend: {note}")),
        ),
        Decision::Revoke(note) => (
            Words::new(
                format!("证书 {number} 的核验撤销了"),
                format!("Certificate {number} is not verified any more"),
            ),
            Words::new(
                format!("认证标志不再显示。原因：{note}"),
                format!("Its badge is gone. Why: {note}"),
            ),
        ),
    };
    NewMessage {
        to: To::Organisation(held.organisation_id),
        subject,
        body,
        path: Some(held.own_path()),
    }
}

/// Tells each holder once that a certificate ends soon; how many were told.
pub async fn remind(pool: &PgPool, today: NaiveDate) -> sqlx::Result<usize> {
    let mut tx = pool.begin().await?;
    let ending = store::remind(&mut tx, today).await?;
    for held in &ending {
        let Some(last) = held.claim.valid_to else { continue };
        let number = &held.claim.number;
        let message = NewMessage {
            to: To::Organisation(held.organisation_id),
            subject: Words::new(
                format!("证书 {number} 快到期了"),
                format!("Certificate {number} ends soon"),
            ),
            body: Words::new(
                format!("{last} 到期，之后认证标志不再显示。续展以后请传上新证书。"),
                format!(
                    "It ends on {last}, and its badge with it. Once it is renewed, send the new one."
                ),
            ),
            path: Some(held.own_path()),
        };
        messages::store::send(&mut tx, &message).await?;
    }
    tx.commit().await?;
    Ok(ending.len())
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

async fn record(
    connection: &mut PgConnection,
    viewer: &Viewer,
    act: Act,
    (id, claim): (CertificationId, &Claim),
    changes: Changes,
) -> sqlx::Result<()> {
    let actor = viewer.actor();
    audit::store::record(
        connection,
        &NewEvent::new(&actor, act, Noun::Certifications, id, &claim.number).with(changes),
    )
    .await
}
