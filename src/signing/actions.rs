//! The acts of the desk. One transaction each: lock, rule, write, trail, message.

mod checks;
mod contracts;
mod entering;
mod messages;
mod releasing;
mod scans;

pub use checks::{Typed, checks};
pub use entering::{NewParty, Saving, change, enter, entered, move_to};
pub use releasing::{release, set_rule, void, withdraw};
pub use scans::{NewScan, attach, promise};

use crate::{
    audit::{
        self,
        model::{Act, Changes, Labelled, NewEvent},
    },
    identity::model::Viewer,
    organisations::model::Side,
    projects::model::{
        deal::{Deal, Parties, PartyFault, Terms},
        trail::PROJECTS,
    },
    values::{ids::ProjectId, place_code::PlaceCode},
};
use sqlx::PgConnection;

#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("no such deal")]
    NotFound,
    /// Somebody saved it meanwhile: the stored version.
    #[error("saved meanwhile")]
    Conflict(Box<Deal>),
    /// Released or void meanwhile, or not yet signed.
    #[error("not in this state")]
    WrongState,
    #[error("a party cannot take part: {2:?}")]
    Party(Side, String, PartyFault),
    /// An officer prepares deals of the own banner alone.
    #[error("another banner")]
    OtherBanner,
    /// Whoever entered the deal does not release it, where two persons are wanted.
    #[error("a second person releases it")]
    SecondPerson,
    /// An organisation of this name is there already.
    #[error("the name is taken")]
    NameIsTaken,
    /// A similar deal has been entered meanwhile: the form asks about it.
    #[error("a similar deal is not answered")]
    Unanswered,
    /// Agreements, contracts, renewals, amendments or deliveries follow the deal.
    #[error("followed by others")]
    Followed,
    /// An organisation of this credit code is there already.
    #[error("the credit code is taken")]
    CodeIsTaken,
    /// The deal to be renewed is renewed already, or is not an earlier one.
    #[error("cannot be renewed")]
    NotRenewable,
    /// The buyer has a contract of this number already.
    #[error("the contract number is taken")]
    NumberIsTaken,
    /// Another scan was attached meanwhile.
    #[error("another scan is attached")]
    OtherScan,
    /// The file is of another record, or was swept.
    #[error("the file cannot be used")]
    FileIsGone,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

fn check_parties(parties: &Parties, banner: Option<&PlaceCode>) -> Result<(), Refusal> {
    if let Some((side, party, fault)) = parties.fault() {
        return Err(Refusal::Party(side, party.name.clone(), fault));
    }
    match banner.is_some_and(|own| parties.owner_banner() != Some(own)) {
        true => Err(Refusal::OtherBanner),
        false => Ok(()),
    }
}

fn labelled(id: ProjectId, terms: &Terms) -> Labelled<'_, ProjectId> {
    Labelled { id, label: &terms.title }
}

async fn record(
    connection: &mut PgConnection,
    viewer: &Viewer,
    act: Act,
    record: Labelled<'_, ProjectId>,
    changes: Changes,
) -> sqlx::Result<()> {
    let actor = viewer.actor();
    let event = NewEvent::new(&actor, act, &PROJECTS, record.id, record.label).with(changes);
    audit::store::record(connection, &event).await
}
