//! 伍 付款. Money paid, allocated to the delivered lines it pays for. The public sees totals by buyer and
//! month, never a single payment.

use crate::{
    organisations::model::OrganisationKind,
    values::{
        amount::Amount,
        ids::{DeliveryLineId, EditionId, OrganisationId, PaymentId},
        place_code::PlaceCode,
        rung::Payment,
    },
};
use chrono::NaiveDate;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct NewPayment {
    pub id: PaymentId,
    pub number: String,
    pub buyer_id: OrganisationId,
    pub supplier_id: OrganisationId,
    pub paid_on: NaiveDate,
    /// Σ allocations.
    pub amount: Amount<Payment>,
    #[serde(skip)]
    pub allocations: Vec<NewAllocation>,
}

#[derive(Debug, Clone, Serialize)]
pub struct NewAllocation {
    pub payment_id: PaymentId,
    pub delivery_line_id: DeliveryLineId,
    pub amount: Amount<Payment>,
}

/// What a buyer paid in a month, over all its contracts.
#[derive(Debug, Clone)]
pub struct BuyerMonth {
    pub buyer_id: OrganisationId,
    pub buyer: String,
    /// The first day of the month.
    pub month: NaiveDate,
    pub amount: Amount<Payment>,
}

/// What all buyers of a filter paid in a month.
#[derive(Debug, Clone)]
pub struct MonthTotal {
    pub month: NaiveDate,
    pub buyers: i64,
    pub amount: Amount<Payment>,
}

/// What the totals are narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub edition: Option<EditionId>,
    pub banner: Option<PlaceCode>,
    pub buyer_kind: Option<OrganisationKind>,
    pub buyer: Option<OrganisationId>,
    /// The first day of a month.
    pub month: Option<NaiveDate>,
}
