//! A stored deal as its form, and the fields by which two versions are compared.

use super::DealForm;
use crate::{
    organisations::model::Side,
    projects::model::deal::{Deal, Terms},
    values::typed_amount,
};

/// Each field that two versions are compared by, with its label.
pub const FIELDS: [(&str, &str, &str); 19] = [
    ("title", "项目名称", "Title"),
    ("type", "类型", "Type"),
    ("contract_number", "合同编号", "Contract number"),
    ("method", "采购方式", "How it buys"),
    ("category", "品类", "Category"),
    ("ends_on", "合同期至", "Contract ends on"),
    ("supplier", "供货方", "Supplier"),
    ("buyer", "采购方", "Buyer"),
    ("more_suppliers", "其他供货方", "Further suppliers"),
    ("more_buyers", "其他采购方", "Further buyers"),
    ("amount", "金额", "Amount"),
    ("villages", "供货村", "Supplying villages"),
    ("goods", "主要产品", "Main product"),
    ("quantity", "约数量", "Quantity"),
    ("quantity_unit", "数量单位", "Unit of quantity"),
    ("signed_on", "签约日", "Signed on"),
    ("scan_due_on", "扫描件最迟", "Scan due on"),
    ("amount_reason", "金额说明", "Reason of the amount"),
    ("capacity_reason", "供货能力说明", "Reason of the quantity"),
];

impl DealForm {
    pub fn of(deal: &Deal) -> Self {
        let terms = &deal.terms;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let names = |side| {
            let names: Vec<&str> =
                deal.parties.of_side(side).map(|party| party.name.as_str()).collect();
            names.join("、")
        };
        let villages: Vec<&str> =
            deal.parties.villages.iter().map(|village| village.full_name.as_str()).collect();
        let quantity = terms.goods.as_ref().and_then(|goods| goods.quantity);
        let (amount, unit) = typed_amount::as_typed(terms.amount);
        let contract = terms.contract.as_ref();
        Self {
            version: deal.version.to_string(),
            title: terms.title.clone(),
            rung: terms.rung().code().to_string(),
            r#type: terms.r#type.code().to_string(),
            contract_number: contract.and_then(|c| c.number.clone()).unwrap_or_default(),
            method: contract.map(|c| c.method.code().to_string()).unwrap_or_default(),
            category: contract.map(|c| c.category.clone()).unwrap_or_default(),
            ends_on: contract.map(|c| c.ends_on.to_string()).unwrap_or_default(),
            supplier: deal.parties.supplier.name.clone(),
            supplier_id: deal.parties.supplier.id.to_string(),
            buyer: deal.parties.buyer.name.clone(),
            buyer_id: deal.parties.buyer.id.to_string(),
            more_suppliers: names(Side::Supplier),
            more_buyers: names(Side::Buyer),
            amount,
            unit: unit.code().to_string(),
            villages: villages.join("、"),
            goods: terms.goods.as_ref().map(|goods| goods.name.clone()).unwrap_or_default(),
            quantity: quantity.map(|(n, _)| n.normalize().to_string()).unwrap_or_default(),
            quantity_unit: quantity.map(|(_, unit)| unit.code.clone()).unwrap_or_default(),
            signed_on: terms.signed_on.to_string(),
            scan_due_on: terms.scan_due_on.map(|day| day.to_string()).unwrap_or_default(),
            likeness: likeness(terms),
            amount_reason: text(&terms.amount_reason),
            capacity_reason: text(&terms.capacity_reason),
            ..Self::default()
        }
    }

    /// What a stored deal settles: it stays on its rung, and a contract without its own number has
    /// that of the deal.
    pub fn bound_to(mut self, deal: &Deal) -> Self {
        self.rung = deal.terms.rung().code().to_string();
        if self.contract_number.trim() == deal.number {
            self.contract_number.clear();
        }
        self
    }

    /// With its unit behind it, so that it can stand alone.
    fn amount_with_unit(&self) -> String {
        match typed_amount::yuan(&self.amount, self.unit()) {
            Ok(yuan) => {
                let (amount, unit) = typed_amount::as_typed(yuan);
                format!("{amount}{}", unit.written())
            }
            Err(_) => self.amount.clone(),
        }
    }

    /// In the order of `FIELDS`.
    pub fn values(&self) -> [String; 19] {
        [
            &self.title,
            &self.r#type,
            &self.contract_number,
            &self.method,
            &self.category,
            &self.ends_on,
            &self.supplier,
            &self.buyer,
            &self.more_suppliers,
            &self.more_buyers,
            &self.amount_with_unit(),
            &self.villages,
            &self.goods,
            &self.quantity,
            &self.quantity_unit,
            &self.signed_on,
            &self.scan_due_on,
            &self.amount_reason,
            &self.capacity_reason,
        ]
        .map(|value| value.trim().to_string())
    }
}

/// The answer that was given about a similar deal.
fn likeness(terms: &Terms) -> String {
    let answers = [
        ("renewal", terms.renews_id),
        ("follows", terms.follows_id),
        ("distinct", terms.distinct_from_id),
    ];
    let given = answers.into_iter().find_map(|(answer, id)| Some(format!("{answer} {}", id?)));
    given.unwrap_or_default()
}
