//! A payment as its parties and the office see it. The public never sees a single payment.

use crate::{
    deliveries::model::reach::Reach,
    values::{
        amount::Amount,
        ids::{ContractId, DeliveryId, OrganisationId, PaymentId, UserId},
        place_code::PlaceCode,
        rung::Payment,
    },
};
use chrono::NaiveDate;
use rust_decimal::Decimal;

#[derive(Debug, Clone)]
pub struct PaymentRecord {
    pub id: PaymentId,
    pub version: i32,
    pub number: String,
    pub buyer_id: OrganisationId,
    pub buyer: String,
    pub supplier_id: OrganisationId,
    pub supplier: String,
    pub paid_on: NaiveDate,
    pub amount: Amount<Payment>,
    pub void_reason: Option<String>,
    /// What it pays for, the oldest goods first.
    pub allocations: Vec<Allocation>,
    /// What it paid for goods whose acceptance was withdrawn.
    pub released: Vec<Released>,
}

/// Goods that a payment is for.
#[derive(Debug, Clone)]
pub struct Allocation {
    pub delivery_id: DeliveryId,
    pub delivery: String,
    pub contract: Option<String>,
    pub name: String,
    pub quantity: Decimal,
    pub unit_code: String,
    pub accepted_on: Option<NaiveDate>,
    pub amount: Amount<Payment>,
}

#[derive(Debug, Clone)]
pub struct Released {
    pub delivery_id: DeliveryId,
    pub delivery: String,
    pub name: String,
    pub amount: Amount<Payment>,
    pub released_on: NaiveDate,
    pub reason: String,
}

impl PaymentRecord {
    pub fn is_void(&self) -> bool {
        self.void_reason.is_some()
    }

    pub fn allocated(&self) -> Amount<Payment> {
        self.allocations.iter().map(|allocation| allocation.amount).sum()
    }

    /// What is not divided among accepted goods yet.
    pub fn prepaid(&self) -> Amount<Payment> {
        self.amount - self.allocated()
    }

    pub fn has_prepaid(&self) -> bool {
        !self.is_void() && !self.prepaid().is_zero()
    }
}

/// What a form says of a new payment.
#[derive(Debug, Clone)]
pub struct Paper {
    pub number: String,
    pub paid_on: NaiveDate,
    pub amount: Amount<Payment>,
}

/// A new payment's row.
pub struct Heading<'a> {
    pub paper: &'a Paper,
    pub buyer: OrganisationId,
    pub supplier: OrganisationId,
    pub entered_by: UserId,
}

/// A payment in the list of those whose work it is.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Listed {
    pub id: PaymentId,
    pub number: String,
    pub buyer: String,
    pub supplier: String,
    pub paid_on: NaiveDate,
    pub amount: Amount<Payment>,
    pub allocated: Amount<Payment>,
    pub is_void: bool,
}

impl Listed {
    pub fn prepaid(&self) -> Option<Amount<Payment>> {
        let rest = self.amount - self.allocated;
        (!self.is_void && !rest.is_zero()).then_some(rest)
    }
}

crate::coded! {
    /// What is to be done with a payment.
    Stage {
        Prepaid "prepaid" "有预付" "Prepaid",
        Divided "divided" "已分完" "Divided",
        Void "void" "作废" "Void",
    }
}

/// The reach of a viewer, and the filters within it.
#[derive(Debug, Clone)]
pub struct OfficeFilter {
    pub reach: Reach,
    pub banner: Option<PlaceCode>,
    pub stage: Option<Stage>,
    /// Those that pay for goods under it.
    pub contract: Option<ContractId>,
    /// Part of its number, or of a party's name.
    pub typed: Option<String>,
}

/// A supplier that a buyer may pay.
#[derive(Debug, Clone)]
pub struct Creditor {
    pub id: OrganisationId,
    pub name: String,
    /// For accepted goods, in yuan.
    pub owed: Decimal,
    /// The first day on which goods were accepted that are not paid in full.
    pub since: Option<NaiveDate>,
}
