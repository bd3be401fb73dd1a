//! Profiles: changed by the organisation itself, or by an officer on its behalf.

use super::{
    model::profile::{Facts, Legal, OwnProfile, ProfileScope},
    store::profile,
};
use crate::{
    audit::{
        self,
        model::{Act, Changes, NewEvent},
    },
    database::constraint::refused_by,
    identity::model::Viewer,
    organisations::model::trail::ORGANISATIONS,
    values::ids::OrganisationId,
};
use sqlx::PgPool;

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Somebody saved it meanwhile: the stored version.
    #[error("saved meanwhile")]
    Conflict(Box<OwnProfile>),
    /// Another organisation has this credit code.
    #[error("another party has this credit code")]
    CodeIsTaken,
    /// A supplier cannot become a buyer: its deals are on the other side.
    #[error("a supplier does not become a buyer")]
    OtherSide,
    /// The organisations of an officer stay in the banner; the organisers can move them.
    #[error("not in the banner")]
    OtherBanner,
    #[error("no such organisation")]
    NotFound,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// The typed values, and the user.
pub struct Saving<'a> {
    pub viewer: &'a Viewer,
    pub whose: &'a ProfileScope,
    /// The version that the user started from.
    pub version: i32,
    pub facts: &'a Facts,
    /// `None`: the user may not change it.
    pub legal: Option<&'a Legal>,
}

pub async fn save(pool: &PgPool, saving: &Saving<'_>, id: OrganisationId) -> Result<(), Refusal> {
    let mut tx = pool.begin().await?;
    let before = profile::lock(&mut tx, saving.whose, id).await?.ok_or(Refusal::NotFound)?;
    if before.version != saving.version {
        return Err(Refusal::Conflict(Box::new(before)));
    }
    if let Some(legal) = saving.legal {
        check(&before, saving.whose, legal)?;
    }
    let legal = saving.legal.unwrap_or(&before.legal);
    let changes = differences(&before, legal, saving.facts);
    if changes.is_empty() {
        return Ok(());
    }
    profile::update_facts(&mut tx, id, saving.facts).await?;
    match profile::update_legal(&mut tx, &before, legal).await {
        Err(error) if refused_by(&error, "organisations_credit_code_is_unique") => {
            return Err(Refusal::CodeIsTaken);
        }
        written => written?,
    }
    let actor = saving.viewer.actor();
    let mut event =
        NewEvent::new(&actor, Act::Change, &ORGANISATIONS, id, &*legal.name).with(changes);
    if saving.viewer.scope.organisation() != Some(id) {
        event = event.on_behalf_of(id);
    }
    audit::store::record(&mut tx, &event).await?;
    tx.commit().await?;
    Ok(())
}

fn check(before: &OwnProfile, whose: &ProfileScope, legal: &Legal) -> Result<(), Refusal> {
    if legal.kind.side() != before.legal.kind.side() {
        return Err(Refusal::OtherSide);
    }
    let leaves = whose
        .banner
        .as_ref()
        .is_some_and(|banner| !legal.division_code.as_str().starts_with(banner.as_str()));
    if leaves { Err(Refusal::OtherBanner) } else { Ok(()) }
}

fn differences(before: &OwnProfile, legal: &Legal, facts: &Facts) -> Changes {
    let text = |legal: &Legal, facts: &Facts| {
        [
            ("name", Some(legal.name.clone())),
            ("kind", Some(legal.kind.code().to_string())),
            ("credit_code", legal.credit_code.clone()),
            ("division", Some(legal.division_code.to_string())),
            ("introduction", facts.introduction.clone()),
            ("name_en", facts.name_en.clone()),
            ("address", facts.address.clone()),
            ("founded_on", facts.founded_on.map(|day| day.to_string())),
            ("website", facts.website.clone()),
            ("contact_name", facts.contact_name.clone()),
            ("contact_phone", facts.contact_phone.clone()),
            ("contact_is_public", Some(facts.contact_is_public.to_string())),
        ]
    };
    let (was, now) = (text(&before.legal, &before.facts), text(legal, facts));
    was.iter().zip(&now).fold(Changes::default(), |changes, ((name, before), (_, after))| {
        changes.field(name, before.as_deref(), after.as_deref())
    })
}
