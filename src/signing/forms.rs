//! The form of a deal.

mod parsing;
mod scans;
mod versions;

pub use parsing::{Found, Parsed, days_of, parse};
pub use scans::{PromiseForm, label as scan_label, new_scan};
pub use versions::FIELDS;

use crate::{
    organisations::model::Side,
    projects::model::deal::DealRung,
    values::{ids::OrganisationId, typed_amount::Unit},
};
use chrono::NaiveDate;
use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct DealForm {
    /// The code of the form: sent twice, it makes one deal.
    pub form: String,
    pub version: String,
    /// What follows the saving: `next`, `release` or `plan`.
    pub then: String,
    /// The position after which a new deal stands; empty for the last.
    pub after: String,
    pub title: String,
    /// `intent` or `contract`.
    pub rung: String,
    pub r#type: String,
    pub contract_number: String,
    pub method: String,
    pub category: String,
    pub ends_on: String,
    pub supplier: String,
    pub supplier_id: String,
    pub buyer: String,
    pub buyer_id: String,
    /// Further parties, separated by `、`.
    pub more_suppliers: String,
    pub more_buyers: String,
    pub amount: String,
    /// `1` for 元, `10000` for 万元.
    pub unit: String,
    pub villages: String,
    pub goods: String,
    pub quantity: String,
    pub quantity_unit: String,
    pub signed_on: String,
    pub scan_due_on: String,
    /// How it relates to a similar deal: `renewal 83`.
    pub likeness: String,
    pub amount_reason: String,
    pub capacity_reason: String,
    /// An organisation to be registered with the deal.
    pub org_name: String,
    pub org_code: String,
    pub org_kind: String,
    pub org_banner: String,
}

impl DealForm {
    /// A new one, with what a ceremony repeats from deal to deal.
    pub fn blank(form: String, day: NaiveDate) -> Self {
        Self {
            form,
            rung: DealRung::Intent.code().to_string(),
            unit: Unit::default().code().to_string(),
            signed_on: day.to_string(),
            ..Self::default()
        }
    }

    /// Of a form without one, an intent.
    pub fn rung(&self) -> DealRung {
        self.rung.parse().unwrap_or(DealRung::Intent)
    }

    pub fn unit(&self) -> Unit {
        Unit::read(&self.unit)
    }

    pub fn after(&self) -> Option<i16> {
        self.after.trim().parse().ok()
    }

    /// The chosen one of several organisations with the typed name.
    pub fn chosen(&self, side: Side) -> Option<OrganisationId> {
        let sent = match side {
            Side::Supplier => &self.supplier_id,
            Side::Buyer => &self.buyer_id,
        };
        sent.trim().parse().ok().map(OrganisationId)
    }

    pub fn lead(&self, side: Side) -> &str {
        match side {
            Side::Supplier => self.supplier.trim(),
            Side::Buyer => self.buyer.trim(),
        }
    }

    pub fn further(&self, side: Side) -> Vec<&str> {
        match side {
            Side::Supplier => parts(&self.more_suppliers),
            Side::Buyer => parts(&self.more_buyers),
        }
    }

    pub fn village_names(&self) -> Vec<&str> {
        parts(&self.villages)
    }

    pub fn has_new_party(&self) -> bool {
        !self.org_name.trim().is_empty()
    }
}

/// More names than this are refused, and not looked up.
pub const MOST_NAMES: usize = 20;

/// The names of a field with several.
fn parts(typed: &str) -> Vec<&str> {
    let names =
        typed.split(['、', ',', '，', ';', '；', '\n']).map(str::trim).filter(|s| !s.is_empty());
    names.take(MOST_NAMES + 1).collect()
}

/// The paper, point by point, as read against the screen.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ReleaseForm {
    pub version: String,
    pub amount_agrees: Option<String>,
    pub names_agree: Option<String>,
    pub is_signed: Option<String>,
}

impl ReleaseForm {
    pub fn is_complete(&self) -> bool {
        self.amount_agrees.is_some() && self.names_agree.is_some() && self.is_signed.is_some()
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PositionForm {
    pub to: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RuleForm {
    pub persons: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_names_are_separated_as_people_do() {
        assert_eq!(parts("王爱召村、树林召村，白泥井村 "), ["王爱召村", "树林召村", "白泥井村"]);
        assert!(parts(" 、 ").is_empty());
    }
}
