//! 伍 付款. Money paid, allocated to the delivered lines it pays for. The public sees totals by buyer and
//! month, never a single payment.

use crate::values::{
    amount::Amount,
    ids::{DeliveryLineId, OrganisationId, PaymentId},
    rung::Payment,
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
