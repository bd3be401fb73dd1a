//! The form of an agreement in the office.

mod corrections;
mod parsing;

pub use corrections::{Correction, OriginForm};
pub use parsing::{Found, Parsed, parse};

use crate::{
    agreements::model::record::AgreementRecord,
    organisations::model::Side,
    promises::forms::leads::Typed,
    values::typed_amount::{self, Unit},
};
use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AgreementForm {
    /// The code of the form: sent twice, it makes one agreement.
    pub form: String,
    pub version: String,
    pub title: String,
    pub number: String,
    pub buyer: String,
    pub buyer_id: String,
    pub supplier: String,
    pub supplier_id: String,
    pub signed_on: String,
    pub starts_on: String,
    pub ends_on: String,
    /// Empty: no ceiling is agreed.
    pub ceiling: String,
    /// `1` for 元, `10000` for 万元.
    pub unit: String,
    /// The number of the signed project that it comes from.
    pub project: String,
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
        let terms = &record.terms;
        let (ceiling, unit) = match terms.ceiling {
            Some(ceiling) => typed_amount::as_typed(ceiling.in_yuan()),
            None => (String::new(), Unit::default()),
        };
        Self {
            form: String::new(),
            version: record.version.to_string(),
            title: terms.title.clone(),
            number: terms.number.clone(),
            buyer: record.buyer.name.clone(),
            buyer_id: record.buyer.id.to_string(),
            supplier: record.supplier.name.clone(),
            supplier_id: record.supplier.id.to_string(),
            signed_on: terms.signed_on.to_string(),
            starts_on: terms.starts_on.to_string(),
            ends_on: terms.ends_on.to_string(),
            ceiling,
            unit: unit.code().to_string(),
            project: record.project.clone().unwrap_or_default(),
            renews: record.renews.clone().unwrap_or_default(),
        }
    }

    /// The next agreement of the same parties, for a term as long as the last.
    pub fn renewing(record: &AgreementRecord) -> Self {
        let terms = &record.terms;
        let starts_on = terms.ends_on.succ_opt().unwrap_or(terms.ends_on);
        let ends_on = starts_on + (terms.ends_on - terms.starts_on);
        Self {
            version: String::new(),
            number: String::new(),
            signed_on: String::new(),
            starts_on: starts_on.to_string(),
            ends_on: ends_on.to_string(),
            project: String::new(),
            renews: terms.number.clone(),
            ..Self::of(record)
        }
    }

    pub fn unit(&self) -> Unit {
        Unit::read(&self.unit)
    }

    pub fn leads(&self) -> [Typed<'_>; 2] {
        [
            Typed { side: Side::Buyer, name: &self.buyer, chosen: &self.buyer_id },
            Typed { side: Side::Supplier, name: &self.supplier, chosen: &self.supplier_id },
        ]
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
            &self.title,
            &self.number,
            &self.buyer,
            &self.supplier,
            &self.signed_on,
            &self.starts_on,
            &self.ends_on,
            &self.ceiling_with_unit(),
            &self.project,
            &self.renews,
        ]
        .map(|value| value.trim().to_string())
    }
}
