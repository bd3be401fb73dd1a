//! The form of a shipment.

mod parsing;

pub use parsing::{Found, Parsed, parse};

use crate::{
    deliveries::model::{
        record::DeliveryRecord,
        shipment::{MOST_LINES, OpenContract},
    },
    organisations::model::Side,
    promises::forms::leads::Typed,
    values::spoken::plain,
    web::fields::Fields,
};
use chrono::NaiveDate;

#[derive(Debug, Clone, Default)]
pub struct ShipmentForm {
    /// The code of the form: sent twice, it makes one delivery.
    pub form: String,
    /// Its number; empty without a contract.
    pub contract: String,
    pub planned_on: String,
    /// Empty: only planned.
    pub shipped_on: String,
    /// The parties, without a contract.
    pub buyer: String,
    pub buyer_id: String,
    pub supplier: String,
    pub supplier_id: String,
    pub lots: Vec<LotForm>,
    /// `add` adds a line; it saves nothing.
    pub then: String,
    /// The line to take away, from 1.
    pub drop: String,
}

/// A line as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LotForm {
    /// The number of the contract line.
    pub goods: String,
    /// The goods, without a contract.
    pub name: String,
    pub category: String,
    pub price: String,
    pub quantity: String,
    pub unit: String,
    /// The code of a village of the contract, or `other`.
    pub village: String,
    pub other_village: String,
    pub household_category: String,
    pub households: String,
}

impl LotForm {
    fn read(fields: &Fields, line: usize) -> Self {
        Self {
            goods: fields.of_line("goods", line),
            name: fields.of_line("name", line),
            category: fields.of_line("category", line),
            price: fields.of_line("price", line),
            quantity: fields.of_line("quantity", line),
            unit: fields.of_line("unit", line),
            village: fields.of_line("village", line),
            other_village: fields.of_line("other-village", line),
            household_category: fields.of_line("kind", line),
            households: fields.of_line("households", line),
        }
    }

    /// What was typed for the village; the code of one that was chosen.
    pub fn village_typed(&self) -> &str {
        match self.village.trim() {
            "" | "other" => self.other_village.trim(),
            code => code,
        }
    }
}

impl ShipmentForm {
    /// `lines` tells how many lines the page had.
    pub fn read(fields: &Fields) -> Self {
        let lines = fields.get("lines").parse::<usize>().unwrap_or(1).clamp(1, MOST_LINES);
        let text = |name: &str| fields.get(name).to_string();
        Self {
            form: text("form"),
            contract: text("contract"),
            planned_on: text("planned_on"),
            shipped_on: text("shipped_on"),
            buyer: text("buyer"),
            buyer_id: text("buyer_id"),
            supplier: text("supplier"),
            supplier_id: text("supplier_id"),
            lots: (1..=lines).map(|line| LotForm::read(fields, line)).collect(),
            then: text("then"),
            drop: text("drop"),
        }
    }

    /// A load that leaves today, with one line to fill in.
    pub fn blank(contract: Option<&OpenContract>, today: NaiveDate) -> Self {
        let lines = contract.map(|contract| &contract.lines[..]).unwrap_or_default();
        let lot = match lines {
            [only] => LotForm {
                goods: only.id.to_string(),
                unit: only.unit_code.clone(),
                ..LotForm::default()
            },
            _ => LotForm::default(),
        };
        Self {
            contract: contract.map(|one| one.id.to_string()).unwrap_or_default(),
            planned_on: today.to_string(),
            shipped_on: today.to_string(),
            lots: vec![lot],
            ..Self::default()
        }
    }

    /// The same load as an earlier one. The quantities are typed anew.
    pub fn like(self, earlier: &DeliveryRecord, sees_households: bool) -> Self {
        let mut lots: Vec<LotForm> = Vec::new();
        let mut seen = Vec::new();
        for part in &earlier.parts {
            if seen.contains(&part.position) {
                continue;
            }
            seen.push(part.position);
            let mut lot = LotForm {
                goods: part.contract_line_id.map(|id| id.to_string()).unwrap_or_default(),
                name: part.name.clone(),
                category: part.category_code.clone(),
                price: plain(part.unit_price, 4),
                unit: part.unit_code.clone(),
                village: part.village.code.to_string(),
                other_village: part.village.full_name.clone(),
                ..LotForm::default()
            };
            if sees_households {
                lot.household_category = part.household_category.code().to_string();
                lot.households = part.households.to_string();
            }
            lots.push(lot);
        }
        Self { lots, ..self }
    }

    pub fn leads(&self) -> [Typed<'_>; 2] {
        [
            Typed { side: Side::Buyer, name: &self.buyer, chosen: &self.buyer_id },
            Typed { side: Side::Supplier, name: &self.supplier, chosen: &self.supplier_id },
        ]
    }

    /// With a further line, or without the one to take away; `None`: the form is to be saved.
    pub fn rearranged(&self) -> Option<Self> {
        let mut lots = self.lots.clone();
        match (self.then.as_str(), self.drop.trim().parse::<usize>()) {
            (_, Ok(at)) if (1..=lots.len()).contains(&at) => {
                lots.remove(at - 1);
            }
            ("add", _) if lots.len() < MOST_LINES => {
                let last = lots.last().cloned().unwrap_or_default();
                let LotForm { goods, name, category, price, unit, .. } = last;
                lots.push(LotForm { goods, name, category, price, unit, ..LotForm::default() });
            }
            ("add", _) => {}
            _ => return None,
        }
        if lots.is_empty() {
            lots.push(LotForm::default());
        }
        Some(Self { lots, ..self.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(typed: &[(&str, &str)]) -> Fields {
        let typed = serde_html_form::to_string(typed).unwrap();
        serde_html_form::from_str(&typed).unwrap()
    }

    #[test]
    fn lines_are_added_and_taken_away_where_they_stand() {
        let typed = [("lines", "2"), ("quantity-1", "8"), ("unit-2", "t"), ("quantity-2", "4")];
        let form = ShipmentForm::read(&fields(&typed));
        assert!(form.rearranged().is_none());
        let added = ShipmentForm { then: "add".into(), ..form.clone() }.rearranged().unwrap();
        let quantities: Vec<&str> = added.lots.iter().map(|lot| lot.quantity.as_str()).collect();
        assert_eq!(quantities, ["8", "4", ""]);
        assert_eq!(added.lots[2].unit, "t", "as the line before");
        let dropped = ShipmentForm { drop: "1".into(), ..form }.rearranged().unwrap();
        assert_eq!(dropped.lots.len(), 1);
        assert_eq!(dropped.lots[0].quantity, "4");
    }

    #[test]
    fn the_number_of_lines_has_limits() {
        let lots = |lines| ShipmentForm::read(&fields(&[("lines", lines)])).lots.len();
        assert_eq!([lots(""), lots("0"), lots("-1"), lots("999999999")], [1, 1, 1, MOST_LINES]);
    }
}
