//! 肆 到货验收. A line is planned → shipped → accepted / rejected / disputed; the delivery's state
//! follows from its lines.

pub mod acceptance;
mod new;
pub mod pieces;
pub mod reach;
pub mod record;
pub mod reminders;
pub mod rights;
pub mod shipment;
pub mod trail;

pub use new::{NewDelivery, NewDeliveryLine};

use crate::{
    organisations::model::OrganisationKind,
    values::{
        amount::Amount,
        ids::{
            AgreementId, ContractId, DeliveryId, EditionId, ExhibitorId, OrganisationId, ProductId,
            ProjectId,
        },
        lang::Lang,
        place_code::PlaceCode,
        rung::Purchase,
        search_text::SearchQuery,
    },
    vocabulary,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;

vocabulary! {
    /// The state of a line, and of the whole delivery (only a delivery can be partly accepted).
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

/// Whether under a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    UnderContract,
    OffContract,
}

impl Kind {
    pub const ALL: [Kind; 2] = [Kind::UnderContract, Kind::OffContract];

    pub fn code(self) -> &'static str {
        match self {
            Kind::UnderContract => "contract",
            Kind::OffContract => "off_contract",
        }
    }

    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Kind::UnderContract => lang.t("合同项下", "Under a contract"),
            Kind::OffContract => lang.t("合同外采购", "Off-contract"),
        }
    }
}

impl std::str::FromStr for Kind {
    type Err = ();
    fn from_str(code: &str) -> Result<Self, ()> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code).ok_or(())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    #[default]
    Latest,
    Amount,
}

/// The filters of a list of deliveries.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub edition: Option<EditionId>,
    pub kind: Option<Kind>,
    pub state: Option<DeliveryState>,
    /// By its own number, or the contract's.
    pub search: Option<SearchQuery>,
    pub banner: Option<PlaceCode>,
    pub buyer_kind: Option<OrganisationKind>,
    pub category: Option<String>,
    pub buyer: Option<OrganisationId>,
    pub supplier: Option<OrganisationId>,
    pub contract: Option<ContractId>,
    pub agreement: Option<AgreementId>,
    pub project: Option<ProjectId>,
    pub product: Option<ProductId>,
    pub village: Option<PlaceCode>,
    pub township: Option<PlaceCode>,
    pub order: Order,
}

impl Filter {
    /// Whether all lines of a delivery count, or only those of a product or category.
    pub fn is_of_whole_deliveries(&self) -> bool {
        self.category.is_none() && self.product.is_none()
    }

    /// Whether precomputed counts exist for it.
    pub fn is_counted(&self) -> bool {
        let Self {
            search, buyer, supplier, contract, agreement, project, village, township, ..
        } = self;
        let of_a_record = buyer.is_some()
            || supplier.is_some()
            || contract.is_some()
            || agreement.is_some()
            || project.is_some();
        self.is_of_whole_deliveries()
            && search.is_none()
            && !of_a_record
            && village.is_none()
            && township.is_none()
    }
}

/// A delivery in a list.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Row {
    pub id: DeliveryId,
    pub number: String,
    pub contract_id: Option<ContractId>,
    pub contract: Option<String>,
    pub buyer: String,
    pub supplier: String,
    pub shipped_on: NaiveDate,
    pub accepted_on: Option<NaiveDate>,
    /// Its goods, by name.
    pub goods: Vec<String>,
    pub villages: Vec<String>,
    pub villages_en: Vec<String>,
    pub purchase: Amount<Purchase>,
    pub line_states: Vec<String>,
}

impl Row {
    pub fn state(&self) -> DeliveryState {
        derived_state(
            &self.line_states.iter().filter_map(|code| code.parse().ok()).collect::<Vec<_>>(),
        )
    }
}

/// A delivery on its own page.
#[derive(Debug, Clone)]
pub struct DeliveryDetails {
    pub id: DeliveryId,
    pub number: String,
    pub contract_id: Option<ContractId>,
    pub contract: Option<String>,
    pub contract_title: Option<String>,
    pub buyer_id: OrganisationId,
    pub buyer: String,
    pub supplier: String,
    pub exhibitor_id: Option<ExhibitorId>,
    pub owner_banner_code: PlaceCode,
    pub shipped_on: NaiveDate,
    /// The last day of acceptance.
    pub accepted_on: Option<NaiveDate>,
}

/// The goods of a product in a delivery, as the public may see them: not by line, since a line has
/// one village and one household category.
#[derive(Debug, Clone)]
pub struct Goods {
    pub product_id: Option<ProductId>,
    pub name: String,
    pub unit_code: String,
    pub quantity_shipped: Decimal,
    pub quantity_accepted: Decimal,
    pub amount_accepted: Amount<Purchase>,
    pub line_states: Vec<String>,
    pub reason_classes: Vec<String>,
}

impl Goods {
    pub fn states(&self) -> impl Iterator<Item = DeliveryState> {
        self.line_states.iter().filter_map(|code| code.parse().ok())
    }

    pub fn state(&self) -> DeliveryState {
        derived_state(&self.states().collect::<Vec<_>>())
    }

    pub fn reasons(&self, lang: Lang) -> Vec<&'static str> {
        self.reason_classes
            .iter()
            .filter_map(|code| code.parse::<record::RefusalClass>().ok())
            .map(|class| class.name(lang))
            .collect()
    }
}

/// A village whose goods are in a delivery.
#[derive(Debug, Clone)]
pub struct Origin {
    pub code: PlaceCode,
    pub name: String,
    pub name_en: String,
}

/// The state of a delivery from the states of its lines.
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
