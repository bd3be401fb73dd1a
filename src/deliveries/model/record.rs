//! A delivery as its parties and the office see it. Unlike the public, they see it line by line.

use super::{
    DeliveryState, HouseholdCategory, derived_state,
    reach::{Reach, Side},
};
use crate::{
    contracts::model::ContractState,
    projects::model::deal::Village,
    values::{
        amount::Amount,
        ids::{ContractId, ContractLineId, DeliveryId, DeliveryLineId, OrganisationId, UserId},
        lang::Lang,
        place_code::PlaceCode,
        quantity::symbol,
        rung::Purchase,
        spoken::plain,
    },
    vocabulary,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;

vocabulary! {
    /// Why goods are not accepted. The class is public, the words beside it are not.
    RefusalClass = "refusal_class" {
        Frozen = "frozen",
        Damaged = "damaged",
        Spoiled = "spoiled",
        Specification = "specification",
        ShortWeight = "short_weight",
        Papers = "papers",
        Other = "other",
    }
}

/// The contract that goods are delivered under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnderContract {
    pub id: ContractId,
    pub number: String,
    pub title: String,
    pub state: ContractState,
}

impl UnderContract {
    /// Signed, and not at its end.
    pub fn is_in_force(&self) -> bool {
        matches!(self.state, ContractState::Signed | ContractState::Performing)
    }
}

#[derive(Debug, Clone)]
pub struct DeliveryRecord {
    pub id: DeliveryId,
    pub version: i32,
    pub number: String,
    /// `None`: an off-contract purchase.
    pub contract: Option<UnderContract>,
    pub buyer_id: OrganisationId,
    pub buyer: String,
    pub supplier_id: OrganisationId,
    pub supplier: String,
    pub banner_code: PlaceCode,
    pub planned_on: NaiveDate,
    /// `None` while it is only planned.
    pub shipped_on: Option<NaiveDate>,
    pub void_reason: Option<String>,
    /// `None`: it was imported.
    pub entered_by: Option<UserId>,
    /// In the order of lines and their parts.
    pub parts: Vec<Part>,
}

/// A part of a line: what was decided together, or what is still open.
#[derive(Debug, Clone)]
pub struct Part {
    pub id: DeliveryLineId,
    /// The number of its line.
    pub position: i16,
    pub contract_line_id: Option<ContractLineId>,
    pub name: String,
    pub category_code: String,
    pub unit_code: String,
    pub unit_price: Decimal,
    pub quantity_shipped: Decimal,
    pub quantity_accepted: Decimal,
    pub amount_accepted: Amount<Purchase>,
    pub village: Village,
    pub household_category: HouseholdCategory,
    pub households: i32,
    pub state: DeliveryState,
    /// The day on which it was accepted, rejected or disputed.
    pub decided_on: Option<NaiveDate>,
    pub refused: Option<Refused>,
    pub weighing: Option<Weighing>,
    pub offer: Option<Offer>,
}

/// Why goods were not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub class: RefusalClass,
    pub note: String,
}

/// The buyer's weighing, in the unit of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighing {
    pub gross: Decimal,
    pub tare: Decimal,
    pub ticket: Option<String>,
}

impl Refused {
    /// In the trail.
    pub fn said(&self) -> String {
        let class = self.class.name(Lang::Zh);
        if self.note.is_empty() { class.to_string() } else { format!("{class}：{}", self.note) }
    }
}

impl Weighing {
    pub fn net(&self) -> Decimal {
        self.gross - self.tare
    }
}

/// How one side would settle a dispute: so much is accepted, the rest is rejected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub accepted: Decimal,
    pub note: String,
    pub side: Side,
}

impl Part {
    pub fn is_open(&self) -> bool {
        self.state == DeliveryState::Shipped
    }

    pub fn is_disputed(&self) -> bool {
        self.state == DeliveryState::Disputed
    }

    pub fn is_accepted(&self) -> bool {
        self.state == DeliveryState::Accepted
    }

    /// In the trail: `马铃薯 11.2 吨`.
    pub fn said(&self, quantity: Decimal) -> String {
        let unit = symbol(&self.unit_code, Lang::Zh);
        format!("{} {} {unit}", self.name, plain(quantity, 3))
    }
}

impl DeliveryRecord {
    pub fn state(&self) -> DeliveryState {
        derived_state(&self.parts.iter().map(|part| part.state).collect::<Vec<_>>())
    }

    pub fn is_void(&self) -> bool {
        self.void_reason.is_some()
    }

    /// What waits for the buyer.
    pub fn open(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.is_open())
    }

    pub fn has_open(&self) -> bool {
        !self.is_void() && self.open().next().is_some()
    }

    pub fn is_planned(&self) -> bool {
        !self.is_void() && self.shipped_on.is_none()
    }

    pub fn accepted(&self) -> Amount<Purchase> {
        self.parts.iter().map(|part| part.amount_accepted).sum()
    }

    /// Nobody has decided on any of it.
    pub fn is_untouched(&self) -> bool {
        let is_undecided =
            |part: &Part| matches!(part.state, DeliveryState::Planned | DeliveryState::Shipped);
        self.parts.iter().all(is_undecided)
    }

    /// Nobody accepts what he entered, for himself or for another.
    pub fn is_entered_by(&self, user: UserId) -> bool {
        self.entered_by == Some(user)
    }
}

/// A delivery in the list of those whose work it is.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Listed {
    pub id: DeliveryId,
    pub number: String,
    pub contract: Option<String>,
    pub buyer: String,
    pub supplier: String,
    pub banner_code: PlaceCode,
    pub planned_on: NaiveDate,
    pub shipped_on: Option<NaiveDate>,
    pub is_void: bool,
    pub goods: Vec<String>,
    pub states: Vec<String>,
    pub accepted: Amount<Purchase>,
}

impl Listed {
    pub fn state(&self) -> DeliveryState {
        derived_state(&self.states.iter().filter_map(|code| code.parse().ok()).collect::<Vec<_>>())
    }

    /// Due before `today`, and not shipped.
    pub fn is_late(&self, today: &NaiveDate) -> bool {
        !self.is_void && self.shipped_on.is_none() && self.planned_on < *today
    }
}

crate::coded! {
    /// What is to be done with a delivery.
    Stage {
        ToAccept "to_accept" "待验收" "To accept",
        Disputed "disputed" "有争议" "Disputed",
        Late "late" "到期未发" "Late",
        ToShip "to_ship" "待发货" "To ship",
        Settled "settled" "已了结" "Settled",
        Void "void" "作废" "Void",
    }
}

/// The reach of a viewer, and the filters within it.
#[derive(Debug, Clone)]
pub struct OfficeFilter {
    pub reach: Reach,
    pub banner: Option<PlaceCode>,
    pub stage: Option<Stage>,
    pub contract: Option<ContractId>,
    /// Part of its number, or of the contract's.
    pub typed: Option<String>,
    pub today: NaiveDate,
}
