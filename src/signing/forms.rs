//! The form of a deal.

mod parsing;
mod scans;

pub use parsing::{Found, Parsed, days_of, parse};
pub use scans::{PromiseForm, label as scan_label, new_scan};

use crate::{
    organisations::model::Side,
    projects::model::deal::Deal,
    values::{
        ids::{OrganisationId, ProjectId},
        typed_amount::{self, Unit},
    },
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
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
    pub r#type: String,
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

/// Each field that two versions are compared by, with its label.
pub const FIELDS: [(&str, &str, &str); 15] = [
    ("title", "项目名称", "Title"),
    ("type", "类型", "Type"),
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
    /// A new one, with what a ceremony repeats from deal to deal.
    pub fn blank(form: String, day: NaiveDate) -> Self {
        Self {
            form,
            unit: Unit::default().code().to_string(),
            signed_on: day.to_string(),
            ..Self::default()
        }
    }

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
        let (amount, unit) = in_ten_thousands(terms.amount.in_yuan());
        Self {
            version: deal.version.to_string(),
            title: terms.title.clone(),
            r#type: terms.r#type.code().to_string(),
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
            likeness: likeness(terms.renews_id, terms.distinct_from_id),
            amount_reason: text(&terms.amount_reason),
            capacity_reason: text(&terms.capacity_reason),
            ..Self::default()
        }
    }

    /// With its unit behind it, so that it can stand alone.
    fn amount_with_unit(&self) -> String {
        match typed_amount::yuan(&self.amount, self.unit()) {
            Ok(yuan) => {
                let (amount, unit) = in_ten_thousands(yuan);
                format!("{amount}{}", if unit == Unit::Yuan { "元" } else { "万元" })
            }
            Err(_) => self.amount.clone(),
        }
    }

    /// In the order of `FIELDS`.
    pub fn values(&self) -> [String; 15] {
        [
            &self.title,
            &self.r#type,
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

/// 万元 where it comes out even to two decimals, else 元.
fn in_ten_thousands(yuan: Decimal) -> (String, Unit) {
    let in_ten_thousands = (yuan / Decimal::from(10_000)).normalize();
    match in_ten_thousands.scale() <= 2 {
        true => (in_ten_thousands.to_string(), Unit::TenThousand),
        false => (yuan.normalize().to_string(), Unit::Yuan),
    }
}

fn likeness(renews: Option<ProjectId>, distinct_from: Option<ProjectId>) -> String {
    match (renews, distinct_from) {
        (Some(id), _) => format!("renewal {id}"),
        (None, Some(id)) => format!("distinct {id}"),
        (None, None) => String::new(),
    }
}

/// The reason of an act: one sentence.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ReasonForm {
    pub version: String,
    pub reason: String,
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

    #[test]
    fn a_stored_amount_is_shown_as_it_was_typed() {
        let shown = |yuan: &str| in_ten_thousands(yuan.parse().unwrap());
        assert_eq!(shown("12000000"), ("1200".to_string(), Unit::TenThousand));
        assert_eq!(shown("648000.00"), ("64.8".to_string(), Unit::TenThousand));
        assert_eq!(shown("12345.67"), ("12345.67".to_string(), Unit::Yuan));
    }
}
