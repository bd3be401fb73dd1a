//! Agreements entered, changed while they are drafts, and signed.

use super::{Refusal, check_parties, locked, origin, record, refused};
use crate::{
    agreements::{
        model::{AgreementState, record::AgreementRecord, terms::Terms, trail::AGREEMENTS},
        store::{self, Sides},
    },
    audit::model::{Act, Changes},
    identity::model::Viewer,
    organisations::model::Side,
    projects::model::deal::{Parties, PartyFault},
    submissions,
    values::ids::{AgreementId, Seen},
};
use chrono::NaiveDate;
use sqlx::{PgConnection, PgPool};

/// What a form says, and who sends it.
pub struct Saving<'a> {
    pub viewer: &'a Viewer,
    pub terms: &'a Terms,
    pub parties: &'a Parties,
}

impl Saving<'_> {
    /// Whether these parties can make this agreement, of what it comes from.
    async fn check(&self, connection: &mut PgConnection) -> Result<Sides<'_>, Refusal> {
        check_parties(self.viewer, self.parties)?;
        origin::check(connection, self.terms, self.parties).await?;
        sides(self.parties)
    }
}

fn sides(parties: &Parties) -> Result<Sides<'_>, Refusal> {
    let homeless =
        || Refusal::Party(Side::Supplier, parties.supplier.name.clone(), PartyFault::NoBanner);
    Sides::of(parties).ok_or_else(homeless)
}

/// A form sent twice makes one draft.
pub async fn enter(
    pool: &PgPool,
    saving: &Saving<'_>,
    form: &submissions::model::Submission,
) -> Result<AgreementId, Refusal> {
    let mut tx = pool.begin().await?;
    if let Some(id) = submissions::store::claim(&mut tx, AGREEMENTS.code, form).await? {
        return Ok(AgreementId(id));
    }
    let sides = saving.check(&mut tx).await?;
    let id = store::insert(&mut tx, saving.terms, &sides).await.map_err(refused)?;
    submissions::store::complete(&mut tx, AGREEMENTS.code, form, id.0).await?;
    let changes = differences(None, saving.terms, saving.parties).field(
        "state",
        None,
        Some(AgreementState::Draft.code()),
    );
    record(&mut tx, saving.viewer, Act::Create, (id, saving.terms), changes).await?;
    tx.commit().await?;
    Ok(id)
}

pub async fn change(
    pool: &PgPool,
    saving: &Saving<'_>,
    seen: Seen<AgreementId>,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let before = locked(&mut tx, saving.viewer, seen).await?;
    if !before.is_draft() {
        return Err(Refusal::WrongState);
    }
    let sides = saving.check(&mut tx).await?;
    let changes = differences(Some(&before), saving.terms, saving.parties);
    if !changes.is_empty() {
        store::update(&mut tx, before.id, saving.terms, &sides).await.map_err(refused)?;
        record(&mut tx, saving.viewer, Act::Change, (before.id, saving.terms), changes).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Signed by both parties: from now on it is public and its ceiling counts, from its signing day.
pub async fn sign(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<AgreementId>,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let draft = locked(&mut tx, viewer, seen).await?;
    if !draft.is_draft() {
        return Err(Refusal::WrongState);
    }
    if draft.terms.signed_on > today {
        return Err(Refusal::NotYet);
    }
    let parties = draft.parties();
    check_parties(viewer, &parties)?;
    origin::check(&mut tx, &draft.terms, &parties).await?;
    store::mark_signed(&mut tx, draft.id, &sides(&parties)?).await?;
    let changes = Changes::default().field(
        "state",
        Some(AgreementState::Draft.code()),
        Some(AgreementState::Signed.code()),
    );
    record(&mut tx, viewer, Act::Change, (draft.id, &draft.terms), changes).await?;
    tx.commit().await?;
    Ok(())
}

fn differences(before: Option<&AgreementRecord>, terms: &Terms, parties: &Parties) -> Changes {
    let was = before.map(|before| values(&before.terms, &before.parties()));
    let fields = values(terms, parties).into_iter().enumerate();
    fields.fold(Changes::default(), |changes, (at, (field, now))| {
        let was = was.as_ref().and_then(|was| was[at].1.as_deref());
        changes.field(field, was, now.as_deref())
    })
}

/// Each field of the trail, with its value.
fn values(terms: &Terms, parties: &Parties) -> [(&'static str, Option<String>); 11] {
    [
        ("title", Some(terms.title.clone())),
        ("number", Some(terms.number.clone())),
        ("buyer", Some(parties.buyer.name.clone())),
        ("supplier", Some(parties.supplier.name.clone())),
        ("banner", parties.owner_banner().map(ToString::to_string)),
        ("signed_on", Some(terms.signed_on.to_string())),
        ("starts_on", Some(terms.starts_on.to_string())),
        ("ends_on", Some(terms.ends_on.to_string())),
        ("ceiling", terms.ceiling.map(|ceiling| ceiling.in_yuan().normalize().to_string())),
        ("project", terms.project_id.map(|id| id.to_string())),
        ("renews", terms.renews_id.map(|id| id.to_string())),
    ]
}
