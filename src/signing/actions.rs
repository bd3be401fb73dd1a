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
        model::{Act, Changes, NewEvent},
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
    /// Agreements, contracts or renewals follow the deal.
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
    /// A contract names its goods and their quantity.
    #[error("a contract without goods")]
    NoGoods,
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

async fn record(
    connection: &mut PgConnection,
    viewer: &Viewer,
    act: Act,
    (id, label): (ProjectId, &str),
    changes: Changes,
) -> sqlx::Result<()> {
    let actor = viewer.actor();
    let event = NewEvent::new(&actor, act, &PROJECTS, id, label).with(changes);
    audit::store::record(connection, &event).await
}

fn differences(before: Option<(&Terms, &Parties)>, after: (&Terms, &Parties)) -> Changes {
    let was = before.map(|(terms, parties)| texts(terms, parties));
    texts(after.0, after.1).into_iter().enumerate().fold(
        Changes::default(),
        |changes, (n, (name, value))| {
            let before = was.as_ref().and_then(|was| was[n].1.as_deref());
            changes.field(name, before, value.as_deref())
        },
    )
}

/// What the trail records of a deal.
fn texts(terms: &Terms, parties: &Parties) -> [(&'static str, Option<String>); 21] {
    let contract = terms.contract.as_ref();
    let names = |names: Vec<&str>| (!names.is_empty()).then(|| names.join("、"));
    let further = parties.further.iter().map(|(_, party)| party.name.as_str()).collect();
    let villages = parties.villages.iter().map(|village| village.full_name.as_str()).collect();
    [
        ("title", Some(terms.title.clone())),
        ("rung", Some(terms.rung().code().to_string())),
        ("type", Some(terms.r#type.code().to_string())),
        ("contract_number", contract.and_then(|contract| contract.number.clone())),
        ("method", contract.map(|contract| contract.method.code().to_string())),
        ("category", contract.map(|contract| contract.category.clone())),
        ("ends_on", contract.map(|contract| contract.ends_on.to_string())),
        ("supplier", Some(parties.supplier.name.clone())),
        ("buyer", Some(parties.buyer.name.clone())),
        ("further", names(further)),
        ("banner", parties.owner_banner().map(ToString::to_string)),
        ("amount", Some(terms.amount.normalize().to_string())),
        ("signed_on", Some(terms.signed_on.to_string())),
        ("goods", terms.goods.as_ref().map(|goods| goods.line())),
        ("villages", names(villages)),
        ("scan_due_on", terms.scan_due_on.map(|day| day.to_string())),
        ("renews", terms.renews_id.map(|id| id.to_string())),
        ("follows", terms.follows_id.map(|id| id.to_string())),
        ("distinct_from", terms.distinct_from_id.map(|id| id.to_string())),
        ("amount_reason", terms.amount_reason.clone()),
        ("capacity_reason", terms.capacity_reason.clone()),
    ]
}
