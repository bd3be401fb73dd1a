//! The form of a contract in the office.

mod lines;
mod parsing;

pub use lines::{LineForm, of_columns, rearranged};
pub use parsing::{Found, MOST_VILLAGES, goods, parse};

use crate::{
    agreements::model::record::AgreementRecord,
    contracts::model::record::ContractRecord,
    promises::forms::paper::PaperForm,
    values::{spoken::plain, typed::number},
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ContractForm {
    #[serde(flatten)]
    pub paper: PaperForm,
    /// `add` adds a line and `sum` computes the amount; neither saves.
    pub then: String,
    /// The line to take away, from 1.
    pub drop: String,
    pub method: String,
    /// The number of the agreement that it stands under.
    pub framework: String,
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

/// The names in a field of villages.
pub fn village_names(typed: &str) -> Vec<&str> {
    let parts = typed.split(['、', ',', '，', ';', '；', '\n']);
    parts.map(str::trim).filter(|name| !name.is_empty()).collect()
}

impl ContractForm {
    /// A new one, with a line to fill in.
    pub fn blank() -> Self {
        Self::default().with_lines(vec![LineForm::default()])
    }

    /// The parties and the term are those of the agreement, as long as nobody says otherwise.
    pub fn under(framework: &AgreementRecord, today: NaiveDate) -> Self {
        let starts_on = today.max(framework.paper.starts_on).to_string();
        let paper = PaperForm {
            version: String::new(),
            title: String::new(),
            number: String::new(),
            signed_on: starts_on.clone(),
            starts_on,
            ends_on: String::new(),
            ..PaperForm::of(framework, None)
        };
        Self { paper, framework: framework.paper.number.clone(), ..Self::blank() }
    }

    pub fn of(record: &ContractRecord) -> Self {
        let terms = &record.terms;
        let adjustment = terms.adjustment.as_ref();
        let villages: Vec<&str> =
            terms.villages.iter().map(|village| village.full_name.as_str()).collect();
        let form = Self {
            paper: PaperForm::of(record, record.project.as_ref()),
            method: terms.method.code().to_string(),
            framework: record.framework.clone().unwrap_or_default(),
            adjustment_name: adjustment.map(|one| one.name.clone()).unwrap_or_default(),
            adjustment: adjustment.map(|one| plain(one.amount.in_yuan(), 2)).unwrap_or_default(),
            tolerance: terms.tolerance.normalize().to_string(),
            villages: villages.join("、"),
            ceiling_reason: terms.ceiling_reason.clone().unwrap_or_default(),
            ..Self::default()
        };
        form.with_lines(terms.lines.iter().map(LineForm::of).collect())
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
        village_names(&self.villages)
    }

    /// In the order of `FIELDS`.
    pub fn values(&self) -> [String; 16] {
        [
            &self.paper.title,
            &self.paper.number,
            &self.method,
            &self.framework,
            &self.paper.project,
            &self.paper.buyer,
            &self.paper.supplier,
            &self.paper.signed_on,
            &self.paper.starts_on,
            &self.paper.ends_on,
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
