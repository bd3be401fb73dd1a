//! A deal at the signing desk: planned → signed → released, or void. A release is taken back with a
//! reason, and the deal is signed again.

mod contract;
mod faults;
mod listed;
mod parties;
mod recorded;
mod run_sheet;

pub use contract::{ContractTerms, DealRung, Method, Signed, is_like_a_deal, priced};
pub use faults::GoodsFault;
pub use listed::{Earlier, Listed, Slot};
pub use parties::{Parties, Party, PartyFault, Village};
pub use recorded::differences;
pub use run_sheet::{Progress, RunRow, Tally};

use super::ProjectType;
use crate::{
    values::{
        ids::{ContractId, EditionId, ProjectId, UserId},
        place_code::PlaceCode,
        quantity::Unit,
    },
    vocabulary,
};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

vocabulary! {
    /// How far the desk is with a deal.
    CeremonyState = "ceremony_state" {
        Planned = "planned",
        Signed = "signed",
        Released = "released",
    }
}

/// The main product and about how much of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goods {
    pub name: String,
    pub quantity: Option<(Decimal, &'static Unit)>,
}

impl Goods {
    /// `马铃薯 5000 吨`
    pub fn line(&self) -> String {
        match &self.quantity {
            None => self.name.clone(),
            Some((quantity, unit)) => {
                format!("{} {} {}", self.name, quantity.normalize(), unit.symbol)
            }
        }
    }

    /// From the columns; a unit that this version does not know is left out.
    pub fn of(name: Option<String>, quantity: Option<Decimal>, unit: Option<&str>) -> Option<Self> {
        let unit = unit.and_then(Unit::find);
        Some(Self { name: name?, quantity: quantity.zip(unit) })
    }
}

/// What a deal says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    pub title: String,
    pub r#type: ProjectType,
    pub amount: Decimal,
    /// `None` for an intent.
    pub contract: Option<ContractTerms>,
    pub signed_on: NaiveDate,
    pub goods: Option<Goods>,
    /// The day by which a missing scan is promised.
    pub scan_due_on: Option<NaiveDate>,
    /// The deal of an earlier edition that this one renews.
    pub renews_id: Option<ProjectId>,
    /// The intent of an earlier edition that has become this contract.
    pub follows_id: Option<ProjectId>,
    /// The similar deal that this one is not.
    pub distinct_from_id: Option<ProjectId>,
    pub amount_reason: Option<String>,
    pub capacity_reason: Option<String>,
}

impl Terms {
    pub fn rung(&self) -> DealRung {
        if self.contract.is_some() { DealRung::Contract } else { DealRung::Intent }
    }

    pub fn signed(&self) -> Signed {
        Signed::new(self.rung(), self.amount)
    }

    /// The price per unit of a contract, and what rounding leaves of its amount.
    pub fn priced(&self) -> Option<(Decimal, Decimal)> {
        self.contract.as_ref()?;
        priced(self.amount, self.goods.as_ref()?.quantity?.0)
    }
}

/// A deal with everything the desk knows of it.
#[derive(Debug, Clone)]
pub struct Deal {
    pub id: ProjectId,
    pub edition_id: EditionId,
    pub ordinal: i16,
    pub run_order: i16,
    pub number: String,
    pub version: i32,
    pub state: CeremonyState,
    pub terms: Terms,
    pub parties: Parties,
    pub owner_banner_code: PlaceCode,
    pub entered_by: Option<UserId>,
    pub entered_by_name: Option<String>,
    pub signed_at: Option<DateTime<Utc>>,
    pub released_at: Option<DateTime<Utc>>,
    /// The number of the deal that it renews or follows.
    pub renews: Option<String>,
    /// The record of a deal that is a contract.
    pub contract_id: Option<ContractId>,
    pub void_reason: Option<String>,
    /// Somebody else than whoever entered it releases it.
    pub needs_second_person: bool,
}

impl Deal {
    pub fn path(&self) -> String {
        path(self.id)
    }

    pub fn desk(&self) -> String {
        desk(self.ordinal)
    }

    /// Its page for the public.
    pub fn public_path(&self) -> String {
        match self.contract_id {
            Some(contract) => contract.path(),
            None => self.id.path(),
        }
    }

    pub fn is_void(&self) -> bool {
        self.void_reason.is_some()
    }

    /// Whether a scan of it may be attached: it is signed.
    pub fn takes_scan(&self) -> bool {
        self.state != CeremonyState::Planned && !self.is_void()
    }

    /// Whether this user may release it, by the rule of two persons.
    pub fn may_be_released_by(&self, user: UserId) -> bool {
        !self.needs_second_person || self.entered_by != Some(user)
    }
}

/// The page of a deal at the desk.
pub fn path(id: ProjectId) -> String {
    format!("/admin/signing/{id}")
}

/// The signing desk of an edition.
pub fn desk(ordinal: i16) -> String {
    format!("/admin/fairs/{ordinal}/signing")
}

/// A deal of the same parties that this one may repeat or renew.
#[derive(Debug, Clone)]
pub struct Alike {
    pub id: ProjectId,
    pub number: String,
    pub ordinal: i16,
    pub title: String,
    pub rung: DealRung,
    pub amount: Decimal,
    pub state: CeremonyState,
    /// An intent of an earlier edition that is not renewed yet: this intent may renew it.
    pub can_be_renewed: bool,
    /// An intent of an earlier edition: this contract may be what it has become.
    pub can_be_followed: bool,
}

impl Alike {
    pub fn signed(&self) -> Signed {
        Signed::new(self.rung, self.amount)
    }
}

/// How many times the usual amount a deal may be, or which part of it, before the desk asks.
const FAR: Decimal = Decimal::ONE_THOUSAND;

/// Whether the amount is so far from its peers' median that the unit is probably wrong.
pub fn is_far_off(amount: Decimal, median: Decimal) -> bool {
    median > Decimal::ZERO && (amount >= median * FAR || amount * FAR <= median)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_a_thousand_times_its_peers_is_asked_about() {
        let median = Decimal::from(12_000_000);
        let yuan = |n: i64| Decimal::from(n);
        assert!(!is_far_off(yuan(12_000_000), median));
        assert!(!is_far_off(yuan(11_999_999_999), median));
        assert!(is_far_off(yuan(12_000_000_000), median));
        assert!(is_far_off(yuan(12_000), median));
        assert!(!is_far_off(yuan(12_001), median));
        assert!(!is_far_off(yuan(1), Decimal::ZERO));
    }
}
