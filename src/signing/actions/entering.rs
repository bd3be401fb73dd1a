//! Deals entered and changed.

use super::{Refusal, check_parties, contracts, labelled, record};
use crate::{
    audit::{
        self,
        model::{Act, Changes, NewEvent},
    },
    database::constraint::refused_by,
    fairs::model::planning::Planned,
    identity::model::Viewer,
    organisations::{
        model::{
            Side,
            profile::{Facts, Legal},
            trail::ORGANISATIONS,
        },
        store::profile,
    },
    projects::{
        model::deal::{CeremonyState, Deal, Parties, Party, Terms, Village, differences},
        store::deals,
    },
    submissions::{self, model::Submission},
    values::{ids::ProjectId, place_code::PlaceCode},
};
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};

/// What a form of a new deal makes.
const KIND: &str = "projects";

/// An organisation that is registered with the deal, as one of its leads.
#[derive(Debug, Clone)]
pub struct NewParty {
    pub side: Side,
    pub legal: Legal,
}

/// What a form says, and who sends it.
pub struct Saving<'a> {
    pub viewer: &'a Viewer,
    pub terms: &'a Terms,
    /// Without a lead that is registered with the deal.
    pub supplier: Option<&'a Party>,
    pub buyer: Option<&'a Party>,
    pub further: &'a [(Side, Party)],
    pub villages: &'a [Village],
    pub new_party: Option<&'a NewParty>,
    /// Signed now, or only prepared for the run-sheet.
    pub is_signed: bool,
    pub now: DateTime<Utc>,
}

impl Saving<'_> {
    /// The banner to which the user is limited.
    fn banner(&self) -> Option<&PlaceCode> {
        self.viewer.scope.banner()
    }

    async fn parties(&self, connection: &mut PgConnection) -> Result<Parties, Refusal> {
        let made = match self.new_party {
            None => None,
            Some(new) => Some((new.side, register(connection, self.viewer, new).await?)),
        };
        let lead = |side: Side, known: Option<&Party>| match &made {
            Some((of, party)) if *of == side => Some(party.clone()),
            _ => known.cloned(),
        };
        Ok(Parties {
            supplier: lead(Side::Supplier, self.supplier).ok_or(Refusal::NotFound)?,
            buyer: lead(Side::Buyer, self.buyer).ok_or(Refusal::NotFound)?,
            further: self.further.to_vec(),
            villages: self.villages.to_vec(),
        })
    }
}

/// `after`: the position after which the deal stands; without it the last. A form sent twice makes
/// one deal.
pub async fn enter(
    pool: &PgPool,
    edition: &Planned,
    saving: &Saving<'_>,
    after: Option<i16>,
    form: &Submission,
) -> Result<ProjectId, Refusal> {
    let mut tx = pool.begin().await?;
    if let Some(made) = submissions::store::claim(&mut tx, KIND, form).await? {
        return Ok(ProjectId(made));
    }
    let parties = saving.parties(&mut tx).await?;
    check_parties(&parties, saving.banner())?;
    let entry = deals::next_position(&mut tx, edition.id, edition.ordinal).await?;
    check_renewal(&mut tx, edition, saving.terms, None).await?;
    check_answered(&mut tx, edition, saving, None, &parties).await?;
    let id = renewed_once(deals::insert(&mut tx, &entry, saving.terms, &parties).await)?;
    if let Some(after) = after.filter(|after| (0..entry.run_order - 1).contains(after)) {
        deals::move_to(&mut tx, id, edition.id, entry.run_order, after + 1).await?;
    }
    let mut changes = differences(None, (saving.terms, &parties));
    if saving.is_signed {
        deals::mark_signed(&mut tx, id, saving.viewer.user, saving.now).await?;
        changes = changes.field("state", None, Some(CeremonyState::Signed.code()));
    }
    contracts::write_draft(&mut tx, id, saving.terms).await?;
    record(&mut tx, saving.viewer, Act::Create, labelled(id, saving.terms), changes).await?;
    submissions::store::complete(&mut tx, KIND, form, id.0).await?;
    tx.commit().await?;
    Ok(id)
}

/// The deal that an earlier sending of the form made.
pub async fn entered(pool: &PgPool, form: &Submission) -> sqlx::Result<Option<ProjectId>> {
    Ok(submissions::store::find(pool, KIND, form).await?.map(ProjectId))
}

/// `version`: the one that the user started from. A released deal is taken back first.
pub async fn change(
    pool: &PgPool,
    edition: &Planned,
    saving: &Saving<'_>,
    id: ProjectId,
    version: i32,
) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    // As when a deal is entered, so that of two similar ones the later is asked about.
    deals::lock_edition(&mut tx, edition.id).await?;
    let before = deals::lock(&mut tx, id, saving.banner()).await?.ok_or(Refusal::NotFound)?;
    check_state(&before, saving)?;
    if before.version != version {
        return Err(Refusal::Conflict(Box::new(before)));
    }
    if before.terms.rung() != saving.terms.rung() {
        return Err(Refusal::WrongState);
    }
    let parties = saving.parties(&mut tx).await?;
    check_parties(&parties, saving.banner())?;
    check_renewal(&mut tx, edition, saving.terms, Some(id)).await?;
    check_answered(&mut tx, edition, saving, Some(id), &parties).await?;
    let mut changes = differences(Some((&before.terms, &before.parties)), (saving.terms, &parties));
    let is_changed = before.terms != *saving.terms || before.parties != parties;
    let is_now_signed = saving.is_signed && before.state == CeremonyState::Planned;
    if is_changed {
        let change = deals::Change { id, number: &before.number, by: saving.viewer.user };
        renewed_once(deals::update(&mut tx, &change, saving.terms, &parties).await)?;
        super::scans::follow_supplier(&mut tx, id, parties.supplier.id).await?;
    }
    if is_now_signed {
        deals::mark_signed(&mut tx, id, saving.viewer.user, saving.now).await?;
        let (from, to) = (CeremonyState::Planned, CeremonyState::Signed);
        changes = changes.field("state", Some(from.code()), Some(to.code()));
    }
    if is_changed || is_now_signed {
        contracts::write_draft(&mut tx, id, saving.terms).await?;
    }
    if !changes.is_empty() {
        record(&mut tx, saving.viewer, Act::Change, labelled(id, saving.terms), changes).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Of two deals that renew one at the same moment, the later is refused.
fn renewed_once<T>(written: sqlx::Result<T>) -> Result<T, Refusal> {
    written.map_err(|error| match refused_by(&error, "signed_projects_are_renewed_once") {
        true => Refusal::NotRenewable,
        false => error.into(),
    })
}

/// An officer changes what is only prepared.
fn check_state(before: &Deal, saving: &Saving<'_>) -> Result<(), Refusal> {
    let is_open = match before.state {
        CeremonyState::Planned => true,
        CeremonyState::Signed => saving.is_signed,
        CeremonyState::Released => false,
    };
    if is_open && !before.is_void() { Ok(()) } else { Err(Refusal::WrongState) }
}

/// A similar deal that another desk entered a moment ago has not been asked about.
async fn check_answered(
    connection: &mut PgConnection,
    edition: &Planned,
    saving: &Saving<'_>,
    id: Option<ProjectId>,
    parties: &Parties,
) -> Result<(), Refusal> {
    let terms = saving.terms;
    if terms.renews_id.or(terms.follows_id).or(terms.distinct_from_id).is_some() {
        return Ok(());
    }
    let deal = deals::Compared {
        edition: edition.id,
        supplier: parties.supplier.id,
        buyer: parties.buyer.id,
        rung: terms.rung(),
        amount: terms.amount,
        id,
        named: None,
        banner: saving.banner(),
    };
    match deals::alike(connection, &deal).await?.is_empty() {
        true => Ok(()),
        false => Err(Refusal::Unanswered),
    }
}

async fn check_renewal(
    connection: &mut PgConnection,
    edition: &Planned,
    terms: &Terms,
    id: Option<ProjectId>,
) -> Result<(), Refusal> {
    if let Some(named) = terms.renews_id.or(terms.follows_id) {
        deals::lock_named(&mut *connection, named).await?;
    }
    if let Some(renewed) = terms.renews_id
        && !deals::is_renewable(&mut *connection, renewed, edition.ordinal, id).await?
    {
        return Err(Refusal::NotRenewable);
    }
    if let Some(followed) = terms.follows_id
        && !deals::is_followable(connection, followed, edition.ordinal).await?
    {
        return Err(Refusal::NotRenewable);
    }
    Ok(())
}

async fn register(
    connection: &mut PgConnection,
    viewer: &Viewer,
    new: &NewParty,
) -> Result<Party, Refusal> {
    let alike = profile::alike(&mut *connection, &new.legal.name, None).await?;
    if alike.iter().any(|known| known.legal.name == new.legal.name) {
        return Err(Refusal::NameIsTaken);
    }
    let made = profile::insert(connection, new.side, &new.legal, &Facts::default()).await;
    let id = match made {
        Err(error) if refused_by(&error, "organisations_credit_code_is_unique") => {
            return Err(Refusal::CodeIsTaken);
        }
        made => made?,
    };
    let changes = Changes::default()
        .field("name", None, Some(&new.legal.name))
        .field("kind", None, Some(new.legal.kind.code()))
        .field("credit_code", None, new.legal.credit_code.as_deref())
        .field("division", None, Some(new.legal.division_code.as_str()));
    let actor = viewer.actor();
    let event = NewEvent::new(&actor, Act::Create, &ORGANISATIONS, id, &*new.legal.name);
    audit::store::record(connection, &event.with(changes)).await?;
    deals::party(connection, id).await?.ok_or(Refusal::NotFound)
}

/// Moves a deal to another position of the run-sheet.
pub async fn move_to(
    pool: &PgPool,
    viewer: &Viewer,
    id: ProjectId,
    to: i16,
) -> Result<Deal, Refusal> {
    let mut tx = pool.begin().await?;
    let deal = deals::find(&mut tx, id, viewer.scope.banner()).await?.ok_or(Refusal::NotFound)?;
    // The edition is locked before its deals, as when one is entered.
    let last = deals::next_position(&mut tx, deal.edition_id, deal.ordinal).await?.run_order - 1;
    let deal = deals::lock(&mut tx, id, viewer.scope.banner()).await?.ok_or(Refusal::NotFound)?;
    if deal.is_void() {
        return Err(Refusal::WrongState);
    }
    let to = to.clamp(1, last.max(1));
    if to != deal.run_order {
        deals::move_to(&mut tx, id, deal.edition_id, deal.run_order, to).await?;
        let changes = Changes::default().field(
            "run_order",
            Some(&deal.run_order.to_string()),
            Some(&to.to_string()),
        );
        record(&mut tx, viewer, Act::Change, labelled(id, &deal.terms), changes).await?;
    }
    tx.commit().await?;
    Ok(deal)
}
