//! From what was typed to a shipment, or to its errors.

use super::{LotForm, ShipmentForm};
use crate::{
    deliveries::model::{
        HouseholdCategory,
        shipment::{Goods, Lot, OpenContract, Shipment},
    },
    places::model::Named as Place,
    products::model::Category,
    projects::model::deal::{Parties, Village},
    promises::forms::{
        leads::Leads,
        reader::{Named, Reader},
    },
    values::{
        quantity::Unit,
        typed::{number, words},
    },
    web::{forms::Errors, page::Page},
};
use chrono::NaiveDate;
use std::collections::HashMap;

/// What the typed names may mean.
#[derive(Debug, Clone, Default)]
pub struct Found {
    pub contract: Option<OpenContract>,
    pub leads: Leads,
    /// By what was typed for a village.
    pub villages: HashMap<String, Vec<Place>>,
}

/// A shipment, and its parties where no contract names them.
pub struct Parsed {
    pub shipment: Shipment,
    pub parties: Option<Parties>,
}

pub fn parse(page: &Page, form: &ShipmentForm, found: &Found) -> Result<Parsed, Errors> {
    let mut reader = Reader::new(page);
    let parties = match &found.contract {
        Some(_) => None,
        None => parties(&mut reader, form, found),
    };
    let planned_on = reader.day(PLANNED_ON, &form.planned_on);
    let shipped_on = match form.shipped_on.trim() {
        "" => None,
        typed => reader.day(("shipped_on", ("发货日", "Shipped on")), typed),
    };
    if planned_on.zip(shipped_on).is_some_and(|(planned, shipped)| planned < shipped) {
        reader.fault(PLANNED_ON, ("不能早于发货日", "Not before it is shipped"));
    }
    let mut lots = Vec::new();
    for (at, lot) in form.lots.iter().enumerate() {
        match lot.parse(found, page.today) {
            Ok(lot) => lots.push(lot),
            Err(fault) => {
                let label = page.t("第 {} 行", "Line {}").replace("{}", &(at + 1).to_string());
                let (zh, en) = fault.says();
                reader.errors.add("lines", label, page.t(zh, en));
            }
        }
    }
    match planned_on.filter(|_| reader.errors.is_empty()) {
        Some(planned_on) => {
            Ok(Parsed { shipment: Shipment { planned_on, shipped_on, lots }, parties })
        }
        None => Err(reader.errors),
    }
}

const PLANNED_ON: Named = ("planned_on", ("预计到货日", "Due on"));

fn parties(reader: &mut Reader<'_>, form: &ShipmentForm, found: &Found) -> Option<Parties> {
    let [buyer, supplier] = form.leads().map(|typed| reader.party(&found.leads, typed));
    Some(Parties { buyer: buyer?, supplier: supplier?, further: Vec::new(), villages: Vec::new() })
}

/// What is wrong with a line, in the order of its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LotFault {
    Goods,
    Name,
    Category,
    Price,
    Quantity,
    Unit,
    NoVillage,
    SeveralVillages,
    HouseholdCategory,
    Households,
}

impl LotFault {
    pub fn says(self) -> (&'static str, &'static str) {
        match self {
            Self::Goods => ("货：请选合同里的一样", "goods: choose those of a contract line"),
            Self::Name => ("货：请填名称，不超过 40 个字", "goods: enter a name of 40 characters"),
            Self::Category => ("品类：请选择", "category: choose one"),
            Self::Price => {
                ("单价：请填大于零的元数，最多四位小数", "price: yuan, with 4 decimals at most")
            }
            Self::Quantity => (
                "数量：请填大于零的数，最多三位小数",
                "quantity: more than 0, with 3 decimals at most",
            ),
            Self::Unit => (
                "单位：换算成合同的单位后要恰好是三位小数以内的数",
                "unit: it does not convert exactly into the unit of the contract",
            ),
            Self::NoVillage => ("村：库里没有，请填嘎查村或社区的全名", "village: not on the list"),
            Self::SeveralVillages => {
                ("村：有几个同名，请带上苏木乡镇", "village: several have this name; add the town")
            }
            Self::HouseholdCategory => ("谁家的：请选一类户", "households: choose a category"),
            Self::Households => {
                ("几户：三类户至少一户，最多 9999", "households: 1 to 9999 of the three categories")
            }
        }
    }
}

impl LotForm {
    fn parse(&self, found: &Found, today: NaiveDate) -> Result<Lot, LotFault> {
        let typed = number(&self.quantity, 3).filter(|quantity| !quantity.is_zero());
        let typed = typed.ok_or(LotFault::Quantity)?;
        let (goods, quantity) = match &found.contract {
            Some(contract) => {
                let line = contract.lines.iter().find(|line| line.id.to_string() == self.goods);
                let line = line.ok_or(LotFault::Goods)?;
                let unit = if self.unit.is_empty() { &line.unit_code } else { &self.unit };
                (line.goods(), line.in_own_unit(typed, unit).ok_or(LotFault::Unit)?)
            }
            None => (self.free_goods()?, typed),
        };
        let category: HouseholdCategory =
            self.household_category.parse().map_err(|()| LotFault::HouseholdCategory)?;
        if !HouseholdCategory::in_use(today).contains(&category) {
            return Err(LotFault::HouseholdCategory);
        }
        let households = match self.households.trim() {
            "" => 0,
            typed => typed.parse::<i32>().map_err(|_| LotFault::Households)?,
        };
        let least = if category.is_reported() { 1 } else { 0 };
        if !(least..=9999).contains(&households) {
            return Err(LotFault::Households);
        }
        let village = self.village_meant(found)?;
        Ok(Lot { goods, quantity, village, household_category: category, households })
    }

    fn free_goods(&self) -> Result<Goods, LotFault> {
        let category = Category::find(self.category.trim());
        let category = category.filter(|category| category.is_of_second_level());
        Ok(Goods {
            contract_line_id: None,
            name: words(&self.name, 40).ok_or(LotFault::Name)?,
            category_code: category.ok_or(LotFault::Category)?.code.clone(),
            unit_price: number(&self.price, 4)
                .filter(|price| !price.is_zero())
                .ok_or(LotFault::Price)?,
            unit_code: Unit::find(self.unit.trim()).ok_or(LotFault::Unit)?.code.clone(),
        })
    }

    fn village_meant(&self, found: &Found) -> Result<Village, LotFault> {
        let typed = self.village_typed();
        let of_contract = found.contract.iter().flat_map(|contract| &contract.villages);
        if let Some(village) = of_contract.into_iter().find(|one| one.code.as_str() == typed) {
            return Ok(village.clone());
        }
        let places = found.villages.get(typed).map(Vec::as_slice).unwrap_or_default();
        let villages: Vec<&Place> =
            places.iter().filter(|place| place.code.as_str().len() == 12).collect();
        match villages[..] {
            [one] => Ok(Village {
                code: one.code.clone(),
                full_name: one.full_name.clone(),
                full_name_en: one.full_name_en.clone(),
            }),
            [] => Err(LotFault::NoVillage),
            _ => Err(LotFault::SeveralVillages),
        }
    }
}
