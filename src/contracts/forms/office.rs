//! The form of a contract in the office.

mod lines;
mod parsing;

pub use lines::LineForm;
pub use parsing::{Found, MOST_VILLAGES, Parsed, parse};

use crate::{
    agreements::model::record::AgreementRecord,
    contracts::model::record::ContractRecord,
    organisations::model::Side,
    promises::forms::leads::Typed,
    values::{spoken::plain, typed::number},
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ContractForm {
    /// The code of the form: sent twice, it makes one contract.
    pub form: String,
    pub version: String,
    /// `add` adds a line and `sum` computes the amount; neither saves.
    pub then: String,
    /// The line to take away, from 1.
    pub drop: String,
    pub title: String,
    pub number: String,
    pub method: String,
    /// The number of the agreement that it stands under.
    pub framework: String,
    /// The number of the signed project that it comes from.
    pub project: String,
    pub buyer: String,
    pub buyer_id: String,
    pub supplier: String,
    pub supplier_id: String,
    pub signed_on: String,
    pub starts_on: String,
    pub ends_on: String,
    /// All lines as one value, where two versions are compared.
    pub lines: String,
    /// One value of each for every line.
    pub line_name: Vec<String>,
    pub line_category: Vec<String>,
    pub line_specification: Vec<String>,
    pub line_quantity: Vec<String>,
    pub line_unit: Vec<String>,
    pub line_price: Vec<String>,
    pub adjustment_name: String,
    /// In yuan, negative for a deduction.
    pub adjustment: String,
    /// In percent.
    pub tolerance: String,
    /// Separated by `、`.
    pub villages: String,
    pub ceiling_reason: String,
}

/// Each field that two versions are compared by, with its label.
pub const FIELDS: [(&str, &str, &str); 16] = [
    ("title", "名称", "Title"),
    ("number", "合同编号", "Contract number"),
    ("method", "采购方式", "How it buys"),
    ("framework", "所属框架", "Under the agreement"),
    ("project", "来源项目", "Comes from"),
    ("buyer", "采购方", "Buyer"),
    ("supplier", "供货方", "Supplier"),
    ("signed_on", "签订日", "Signed on"),
    ("starts_on", "履行自", "Term from"),
    ("ends_on", "履行至", "Term until"),
    ("lines", "合同行", "Lines"),
    ("adjustment_name", "调整名目", "Adjusted for"),
    ("adjustment", "调整金额", "Adjustment"),
    ("tolerance", "允差", "Tolerance"),
    ("villages", "供货村", "Supplying villages"),
    ("ceiling_reason", "超上限原因", "Reason over the ceiling"),
];

impl ContractForm {
    /// A new one, with a line to fill in.
    pub fn blank() -> Self {
        Self::default().with_lines(vec![LineForm::default()])
    }

    /// The parties and the term are those of the agreement, as long as nobody says otherwise.
    pub fn under(framework: &AgreementRecord, today: NaiveDate) -> Self {
        let starts_on = today.max(framework.terms.starts_on);
        Self {
            framework: framework.terms.number.clone(),
            buyer: framework.buyer.name.clone(),
            buyer_id: framework.buyer.id.to_string(),
            supplier: framework.supplier.name.clone(),
            supplier_id: framework.supplier.id.to_string(),
            signed_on: starts_on.to_string(),
            starts_on: starts_on.to_string(),
            ..Self::blank()
        }
    }

    pub fn of(record: &ContractRecord) -> Self {
        let terms = &record.terms;
        let adjustment = terms.adjustment.as_ref();
        let villages: Vec<&str> =
            terms.villages.iter().map(|village| village.full_name.as_str()).collect();
        let form = Self {
            version: record.version.to_string(),
            title: terms.title.clone(),
            number: terms.number.clone(),
            method: terms.method.code().to_string(),
            framework: record.framework.clone().unwrap_or_default(),
            project: record.project.clone().unwrap_or_default(),
            buyer: record.buyer.name.clone(),
            buyer_id: record.buyer.id.to_string(),
            supplier: record.supplier.name.clone(),
            supplier_id: record.supplier.id.to_string(),
            signed_on: terms.signed_on.to_string(),
            starts_on: terms.starts_on.to_string(),
            ends_on: terms.ends_on.to_string(),
            adjustment_name: adjustment.map(|one| one.name.clone()).unwrap_or_default(),
            adjustment: adjustment.map(|one| plain(one.amount.in_yuan(), 2)).unwrap_or_default(),
            tolerance: terms.tolerance.normalize().to_string(),
            villages: villages.join("、"),
            ceiling_reason: terms.ceiling_reason.clone().unwrap_or_default(),
            ..Self::default()
        };
        form.with_lines(terms.lines.iter().map(LineForm::of).collect())
    }

    pub fn leads(&self) -> [Typed<'_>; 2] {
        [
            Typed { side: Side::Buyer, name: &self.buyer, chosen: &self.buyer_id },
            Typed { side: Side::Supplier, name: &self.supplier, chosen: &self.supplier_id },
        ]
    }

    /// What is added to the lines, in yuan, negative for a deduction; `None`: no amount is readable.
    pub fn adjustment_yuan(&self) -> Option<Decimal> {
        let typed = self.adjustment.trim();
        match typed.strip_prefix(['-', '−', '－']) {
            Some(digits) => number(digits, 2).map(|amount| -amount),
            None => number(typed, 2),
        }
    }

    pub fn village_names(&self) -> Vec<&str> {
        let parts = self.villages.split(['、', ',', '，', ';', '；', '\n']);
        parts.map(str::trim).filter(|name| !name.is_empty()).collect()
    }

    /// In the order of `FIELDS`.
    pub fn values(&self) -> [String; 16] {
        [
            &self.title,
            &self.number,
            &self.method,
            &self.framework,
            &self.project,
            &self.buyer,
            &self.supplier,
            &self.signed_on,
            &self.starts_on,
            &self.ends_on,
            &self.packed(),
            &self.adjustment_name,
            &self.adjustment,
            &self.tolerance,
            &self.villages,
            &self.ceiling_reason,
        ]
        .map(|value| value.trim().to_string())
    }
}
