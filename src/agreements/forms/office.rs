//! The form of an agreement in the office.

mod corrections;
mod parsing;

pub use corrections::{Correction, OriginForm};
pub use parsing::{Found, parse};

use crate::{
    agreements::model::record::AgreementRecord,
    promises::forms::paper::PaperForm,
    values::typed_amount::{self, Unit},
};
use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AgreementForm {
    #[serde(flatten)]
    pub paper: PaperForm,
    /// Empty: no ceiling is agreed.
    pub ceiling: String,
    /// `1` for 元, `10000` for 万元.
    pub unit: String,
    /// The number of the agreement that it renews.
    pub renews: String,
}

/// Each field that two versions are compared by, with its label.
pub const FIELDS: [(&str, &str, &str); 10] = [
    ("title", "名称", "Title"),
    ("number", "编号", "Number"),
    ("buyer", "采购方", "Buyer"),
    ("supplier", "供货方", "Supplier"),
    ("signed_on", "签订日", "Signed on"),
    ("starts_on", "期限自", "Term from"),
    ("ends_on", "期限至", "Term until"),
    ("ceiling", "上限", "Ceiling"),
    ("project", "来源项目", "Comes from"),
    ("renews", "续签", "Renews"),
];

impl AgreementForm {
    pub fn of(record: &AgreementRecord) -> Self {
        let (ceiling, unit) = match record.terms.ceiling {
            Some(ceiling) => typed_amount::as_typed(ceiling.in_yuan()),
            None => (String::new(), Unit::default()),
        };
        Self {
            paper: PaperForm::of(record, record.project.as_ref()),
            ceiling,
            unit: unit.code().to_string(),
            renews: record.renews.clone().unwrap_or_default(),
        }
    }

    /// The next agreement of the same parties, for a term as long as the last.
    pub fn renewing(record: &AgreementRecord) -> Self {
        let last = &record.paper;
        let starts_on = last.ends_on.succ_opt().unwrap_or(last.ends_on);
        let ends_on = starts_on + (last.ends_on - last.starts_on);
        let of_last = Self::of(record);
        let paper = PaperForm {
            version: String::new(),
            number: String::new(),
            signed_on: String::new(),
            starts_on: starts_on.to_string(),
            ends_on: ends_on.to_string(),
            project: String::new(),
            ..of_last.paper
        };
        Self { paper, renews: last.number.clone(), ..of_last }
    }

    pub fn unit(&self) -> Unit {
        Unit::read(&self.unit)
    }

    /// With its unit behind it, so that it can stand alone.
    fn ceiling_with_unit(&self) -> String {
        match typed_amount::yuan(&self.ceiling, self.unit()) {
            Ok(yuan) => {
                let (amount, unit) = typed_amount::as_typed(yuan);
                format!("{amount}{}", unit.written())
            }
            Err(_) => self.ceiling.clone(),
        }
    }

    /// In the order of `FIELDS`.
    pub fn values(&self) -> [String; 10] {
        [
            &self.paper.title,
            &self.paper.number,
            &self.paper.buyer,
            &self.paper.supplier,
            &self.paper.signed_on,
            &self.paper.starts_on,
            &self.paper.ends_on,
            &self.ceiling_with_unit(),
            &self.paper.project,
            &self.renews,
        ]
        .map(|value| value.trim().to_string())
    }
}
