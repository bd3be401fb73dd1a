//! 伍 付款. Money paid, allocated to the delivered lines it pays for. The public sees it by buyer and
//! period only (`publication`), never a single payment.

pub mod owed;
pub mod publication;
pub mod record;
pub mod rights;
pub mod statement;
pub mod three_way;
pub mod trail;

use crate::{
    organisations::model::OrganisationKind,
    values::{
        amount::Amount,
        day::month_end,
        ids::{DeliveryLineId, OrganisationId, PaymentId},
        rung::Payment,
    },
};
use chrono::NaiveDate;
use publication::{Buyer, Row, Span};
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct NewPayment {
    pub id: PaymentId,
    pub number: String,
    pub buyer_id: OrganisationId,
    pub supplier_id: OrganisationId,
    pub paid_on: NaiveDate,
    /// Σ allocations, and what is prepaid.
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

/// The filters of the published rows.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    pub buyer_kind: Option<OrganisationKind>,
    pub buyer: Option<OrganisationId>,
    /// The first day of the month in which the period of a row ended.
    pub month: Option<NaiveDate>,
    pub period: Option<Span>,
}

impl Filter {
    pub fn takes(&self, row: &Row) -> bool {
        let is_of = |buyer: &Option<Buyer>| {
            let (id, kind) = (buyer.map(|buyer| buyer.id), buyer.map(|buyer| buyer.kind));
            self.buyer.is_none_or(|wanted| id == Some(wanted))
                && self.buyer_kind.is_none_or(|wanted| kind == Some(wanted))
        };
        let period = row.period;
        let is_then = self.month.is_none_or(|month| period.to == month_end(month))
            && self.period.is_none_or(|span| period.span == span);
        is_of(&row.buyer) && is_then
    }
}
