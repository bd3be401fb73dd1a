//! A shipment as it is entered, and the contracts that it may be sent under.

use super::{HouseholdCategory, acceptance::with_tolerance};
use crate::{
    projects::model::deal::Village,
    values::{
        ids::{ContractId, ContractLineId, OrganisationId},
        lang::Lang,
        place_code::PlaceCode,
        quantity::{Unit, convert, symbol},
        spoken::plain,
    },
};
use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

/// The most lines of a shipment.
pub const MOST_LINES: usize = 200;

/// What a form says. The parties are those of the contract, or stand apart.
#[derive(Debug, Clone)]
pub struct Shipment {
    pub planned_on: NaiveDate,
    /// `None`: only planned.
    pub shipped_on: Option<NaiveDate>,
    pub lots: Vec<Lot>,
}

/// Goods of one kind, of one village and one household category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot {
    pub goods: Goods,
    pub quantity: Decimal,
    pub village: Village,
    /// On that day.
    pub household_category: HouseholdCategory,
    /// 0 where nobody counts them.
    pub households: i32,
}

/// Those of a contract line have its unit and price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goods {
    pub contract_line_id: Option<ContractLineId>,
    pub name: String,
    pub category_code: String,
    pub unit_code: String,
    pub unit_price: Decimal,
}

impl HouseholdCategory {
    /// The figures count it, so households stand behind it.
    pub fn is_reported(self) -> bool {
        Self::REPORTED.contains(&self)
    }

    /// Those in use on a day: registered households until 2020, sudden hardship from 2021.
    pub fn in_use(day: NaiveDate) -> Vec<Self> {
        let is_in_use = |category: &Self| match category {
            Self::Registered => day.year() <= 2020,
            Self::Sudden => day.year() >= 2021,
            _ => true,
        };
        Self::ALL.iter().copied().filter(is_in_use).collect()
    }
}

/// A contract under which goods may be sent.
#[derive(Debug, Clone)]
pub struct OpenContract {
    pub id: ContractId,
    pub number: String,
    pub title: String,
    pub buyer_id: OrganisationId,
    pub buyer: String,
    pub supplier_id: OrganisationId,
    pub supplier: String,
    pub banner_code: PlaceCode,
    pub signed_on: NaiveDate,
    /// As amended.
    pub ends_on: NaiveDate,
    pub tolerance: Decimal,
    pub lines: Vec<OpenLine>,
    pub villages: Vec<Village>,
}

/// A line of it, with what is still to be sent.
#[derive(Debug, Clone)]
pub struct OpenLine {
    pub id: ContractLineId,
    pub contract_id: ContractId,
    pub name: String,
    pub category_code: String,
    pub unit_code: String,
    pub unit_price: Decimal,
    pub ordered: Decimal,
    /// Accepted, disputed, on its way or planned.
    pub sent: Decimal,
}

impl OpenLine {
    pub fn left(&self) -> Decimal {
        (self.ordered - self.sent).max(Decimal::ZERO)
    }

    pub fn goods(&self) -> Goods {
        Goods {
            contract_line_id: Some(self.id),
            name: self.name.clone(),
            category_code: self.category_code.clone(),
            unit_code: self.unit_code.clone(),
            unit_price: self.unit_price,
        }
    }

    /// `quantity` of another unit in the unit of the line; `None` if it does not convert, or not
    /// exactly.
    pub fn in_own_unit(&self, quantity: Decimal, unit: &str) -> Option<Decimal> {
        let converted = convert(quantity, Unit::find(unit)?, Unit::find(&self.unit_code)?)?;
        (converted.normalize().scale() <= 3).then(|| converted.normalize())
    }

    /// The units in which it may be sent, its own first.
    pub fn units(&self) -> Vec<&'static Unit> {
        let Some(own) = Unit::find(&self.unit_code) else { return Vec::new() };
        let converts =
            |unit: &&Unit| unit.code != own.code && convert(Decimal::ONE, unit, own).is_some();
        std::iter::once(own).chain(Unit::usual_first().into_iter().filter(converts)).collect()
    }
}

/// Why a shipment cannot be sent under a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShipmentFault {
    /// Before it was signed, or after the end of its term.
    OutsideTerm,
    /// More than is left of a line, with the tolerance: its goods, and what is left.
    TooMuch(String, Decimal),
}

impl OpenContract {
    pub fn fault(&self, shipment: &Shipment) -> Option<ShipmentFault> {
        let day = shipment.shipped_on.unwrap_or(shipment.planned_on);
        if !(self.signed_on..=self.ends_on).contains(&day) {
            return Some(ShipmentFault::OutsideTerm);
        }
        self.lines.iter().find_map(|line| {
            let is_of_line = |lot: &&Lot| lot.goods.contract_line_id == Some(line.id);
            let sent: Decimal =
                shipment.lots.iter().filter(is_of_line).map(|lot| lot.quantity).sum();
            let left = (with_tolerance(line.ordered, self.tolerance) - line.sent).max(0.into());
            (sent > left).then(|| ShipmentFault::TooMuch(line.name.clone(), left.normalize()))
        })
    }
}

impl Lot {
    /// In the trail. Buyers read it too, so it names no household category; that never changes.
    pub fn said(&self) -> String {
        let Goods { name, unit_code, .. } = &self.goods;
        let (quantity, village) = (plain(self.quantity, 3), &self.village.full_name);
        format!("{name} {quantity} {} {village}", symbol(unit_code, Lang::Zh))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(unit: &str) -> OpenLine {
        OpenLine {
            id: ContractLineId(1),
            contract_id: ContractId(1),
            name: "马铃薯".into(),
            category_code: "0101".into(),
            unit_code: unit.into(),
            unit_price: Decimal::from(2000),
            ordered: Decimal::from(24),
            sent: Decimal::from(12),
        }
    }

    #[test]
    fn a_load_is_counted_in_the_unit_of_the_contract() {
        assert_eq!(line("t").in_own_unit(8000.into(), "jin"), Some(4.into()));
        assert_eq!(line("t").in_own_unit(1.into(), "jin"), None, "half a kilogram of a tonne");
        assert_eq!(line("zhi").in_own_unit(8.into(), "kg"), None);
        assert!(line("zhi").units().iter().all(|unit| unit.code == "zhi"));
    }

    #[test]
    fn categories_change_with_the_years() {
        let in_use =
            |year| HouseholdCategory::in_use(NaiveDate::from_ymd_opt(year, 9, 28).unwrap());
        assert!(in_use(2020).contains(&HouseholdCategory::Registered));
        assert!(!in_use(2020).contains(&HouseholdCategory::Sudden));
        assert!(in_use(2021).contains(&HouseholdCategory::Sudden));
    }
}
