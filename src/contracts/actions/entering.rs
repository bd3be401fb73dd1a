//! Contracts entered, changed while they are drafts, and signed.

use super::{
    Refusal,
    checking::{check, check_ceiling},
    locked_draft, record, refused,
};
use crate::{
    audit::model::{Act, Changes},
    contracts::{
        model::{ContractState, record::ContractRecord, terms::Terms, trail::CONTRACTS},
        store::office,
    },
    identity::model::Viewer,
    projects::model::deal::Parties,
    submissions,
    values::ids::{ContractId, Seen},
};
use chrono::NaiveDate;
use sqlx::PgPool;

/// What a form says, and who sends it.
pub struct Saving<'a> {
    pub viewer: &'a Viewer,
    pub terms: &'a Terms,
    pub parties: &'a Parties,
}

/// A form sent twice makes one draft.
pub async fn enter(
    pool: &PgPool,
    saving: &Saving<'_>,
    form: &submissions::model::Submission,
) -> Result<ContractId, Refusal> {
    let mut tx = pool.begin().await?;
    if let Some(id) = submissions::store::claim(&mut tx, CONTRACTS.code, form).await? {
        return Ok(ContractId(id));
    }
    let sides = check(&mut tx, saving.viewer, saving.terms, saving.parties).await?;
    let id = office::insert(&mut tx, saving.terms, &sides).await.map_err(refused)?;
    submissions::store::complete(&mut tx, CONTRACTS.code, form, id.0).await?;
    let changes = differences(None, saving.terms, saving.parties).field(
        "state",
        None,
        Some(ContractState::Draft.code()),
    );
    record(&mut tx, saving.viewer, Act::Create, (id, saving.terms), changes).await?;
    tx.commit().await?;
    Ok(id)
}

pub async fn change(
    pool: &PgPool,
    saving: &Saving<'_>,
    seen: Seen<ContractId>,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let before = locked_draft(&mut tx, saving.viewer, seen).await?;
    let sides = check(&mut tx, saving.viewer, saving.terms, saving.parties).await?;
    let changes = differences(Some(&before), saving.terms, saving.parties);
    if !changes.is_empty() {
        office::update(&mut tx, before.id, saving.terms, &sides).await.map_err(refused)?;
        record(&mut tx, saving.viewer, Act::Change, (before.id, saving.terms), changes).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Signed by both parties: from now on it is public and counts, from its signing day.
pub async fn sign(
    pool: &PgPool,
    viewer: &Viewer,
    seen: Seen<ContractId>,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let draft = locked_draft(&mut tx, viewer, seen).await?;
    if draft.terms.signed_on > today {
        return Err(Refusal::NotYet);
    }
    let parties = draft.parties();
    let sides = check(&mut tx, viewer, &draft.terms, &parties).await?;
    check_ceiling(&mut tx, &draft.terms, &parties, today).await?;
    office::mark_signed(&mut tx, draft.id, &sides).await?;
    let changes = Changes::default().field(
        "state",
        Some(ContractState::Draft.code()),
        Some(ContractState::Signed.code()),
    );
    record(&mut tx, viewer, Act::Change, (draft.id, &draft.terms), changes).await?;
    tx.commit().await?;
    Ok(())
}

fn differences(before: Option<&ContractRecord>, terms: &Terms, parties: &Parties) -> Changes {
    let was = before.map(|before| values(&before.terms, &before.parties()));
    let fields = values(terms, parties).into_iter().enumerate();
    fields.fold(Changes::default(), |changes, (at, (field, now))| {
        let was = was.as_ref().and_then(|was| was[at].1.as_deref());
        changes.field(field, was, now.as_deref())
    })
}

/// Each field of the trail, with its value.
fn values(terms: &Terms, parties: &Parties) -> [(&'static str, Option<String>); 17] {
    let villages: Vec<&str> =
        terms.villages.iter().map(|village| village.full_name.as_str()).collect();
    let adjustment = terms.adjustment.as_ref();
    [
        ("title", Some(terms.title.clone())),
        ("number", Some(terms.number.clone())),
        ("method", Some(terms.method.code().to_string())),
        ("framework", terms.framework_id.map(|id| id.to_string())),
        ("project", terms.project_id.map(|id| id.to_string())),
        ("buyer", Some(parties.buyer.name.clone())),
        ("supplier", Some(parties.supplier.name.clone())),
        ("banner", parties.owner_banner().map(ToString::to_string)),
        ("signed_on", Some(terms.signed_on.to_string())),
        ("starts_on", Some(terms.starts_on.to_string())),
        ("ends_on", Some(terms.ends_on.to_string())),
        ("lines", Some(terms.lines_said())),
        (
            "adjustment",
            adjustment.map(|one| format!("{} {}", one.name, one.amount.in_yuan().normalize())),
        ),
        ("amount", Some(terms.amount().in_yuan().normalize().to_string())),
        ("tolerance", Some(terms.tolerance.normalize().to_string())),
        ("villages", (!villages.is_empty()).then(|| villages.join("、"))),
        ("ceiling_reason", terms.ceiling_reason.clone()),
    ]
}
