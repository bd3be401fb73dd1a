//! 肆 到货验收. A line is planned → shipped → accepted / rejected / disputed; the delivery's state follows
//! from its lines.

use crate::{
    projects::model::EndingClass,
    values::{
        amount::Amount,
        ids::{ContractId, ContractLineId, DeliveryId, DeliveryLineId, OrganisationId, ProductId},
        place_code::PlaceCode,
        rung::Purchase,
    },
    vocabulary,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

vocabulary! {
    /// Of a line, and of the delivery as a whole (which alone may be partly accepted).
    DeliveryState = "delivery_state" {
        Planned = "planned",
        Shipped = "shipped",
        Accepted = "accepted",
        PartlyAccepted = "partly_accepted",
        Rejected = "rejected",
        Disputed = "disputed",
    }
}

vocabulary! {
    HouseholdCategory = "household_category" {
        Edge = "edge",
        Monitored = "monitored",
        Consolidated = "consolidated",
        Sudden = "sudden",
        Registered = "registered",
        General = "general",
    }
}

impl HouseholdCategory {
    /// The three categories that the programme reports.
    pub const REPORTED: [HouseholdCategory; 3] =
        [HouseholdCategory::Edge, HouseholdCategory::Monitored, HouseholdCategory::Consolidated];
}

/// A delivery's state from how many of its lines are in which.
pub fn derived_state(lines: &[DeliveryState]) -> DeliveryState {
    use DeliveryState::*;
    let any = |state| lines.contains(&state);
    let all = |state| lines.iter().all(|line| *line == state);
    if all(Accepted) {
        Accepted
    } else if any(Disputed) {
        Disputed
    } else if any(Accepted) || any(PartlyAccepted) {
        PartlyAccepted
    } else if all(Rejected) {
        Rejected
    } else if any(Shipped) || any(Rejected) {
        Shipped
    } else {
        Planned
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct NewDelivery {
    pub id: DeliveryId,
    pub number: String,
    /// `None`: an off-contract purchase.
    pub contract_id: Option<ContractId>,
    pub buyer_id: OrganisationId,
    pub supplier_id: OrganisationId,
    pub owner_banner_code: PlaceCode,
    pub planned_on: NaiveDate,
    pub shipped_on: Option<NaiveDate>,
    #[serde(skip)]
    pub lines: Vec<NewDeliveryLine>,
}

#[derive(Debug, Clone, Serialize)]
pub struct NewDeliveryLine {
    pub id: DeliveryLineId,
    pub delivery_id: DeliveryId,
    pub position: i16,
    pub contract_line_id: Option<ContractLineId>,
    pub product_id: Option<ProductId>,
    pub category_code: String,
    pub name: String,
    pub unit_code: String,
    pub unit_price: Decimal,
    pub quantity_shipped: Decimal,
    pub quantity_accepted: Decimal,
    pub amount_shipped: Amount<Purchase>,
    pub amount_accepted: Amount<Purchase>,
    pub village_code: PlaceCode,
    pub household_category: HouseholdCategory,
    /// At least one where the category is a reported one.
    pub households: i32,
    pub state: DeliveryState,
    pub accepted_on: Option<NaiveDate>,
    pub reason_class: Option<EndingClass>,
    pub reason: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::{DeliveryState::*, *};

    #[test]
    fn a_delivery_is_what_its_lines_are() {
        assert_eq!(derived_state(&[Planned, Planned]), Planned);
        assert_eq!(derived_state(&[Shipped, Planned]), Shipped);
        assert_eq!(derived_state(&[Accepted, Accepted]), Accepted);
        assert_eq!(derived_state(&[Accepted, Rejected]), PartlyAccepted);
        assert_eq!(derived_state(&[Accepted, Shipped]), PartlyAccepted);
        assert_eq!(derived_state(&[Accepted, Disputed]), Disputed);
        assert_eq!(derived_state(&[Rejected, Rejected]), Rejected);
        assert_eq!(derived_state(&[Rejected, Shipped]), Shipped);
    }
}
