//! A part of a line replaced by pieces of it: what was accepted, rejected, disputed, and what stays
//! open. Together they are the part.

use super::{
    DeliveryState,
    acceptance::{Decision, Split},
    record::{Part, Refused, Weighing},
};
use crate::values::ids::DeliveryLineId;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

/// A piece, as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// The part that it is a piece of.
    pub replaces: DeliveryLineId,
    /// How much of what was shipped.
    pub quantity: Decimal,
    pub state: &'static str,
    /// What counts. The buyer's scale may show more than was shipped.
    pub accepted: Decimal,
    pub day: Option<NaiveDate>,
    pub reason_class: Option<&'static str>,
    pub reason: Option<String>,
    pub gross: Option<Decimal>,
    pub tare: Option<Decimal>,
    pub ticket: Option<String>,
}

impl Piece {
    pub fn open(of: &Part, quantity: Decimal) -> Self {
        Self {
            replaces: of.id,
            quantity,
            state: DeliveryState::Shipped.code(),
            accepted: Decimal::ZERO,
            day: None,
            reason_class: None,
            reason: None,
            gross: None,
            tare: None,
            ticket: None,
        }
    }

    /// `counted` of `quantity` counts.
    pub fn accepted(of: &Part, (quantity, counted): (Decimal, Decimal), day: NaiveDate) -> Self {
        Self {
            state: DeliveryState::Accepted.code(),
            accepted: counted,
            day: Some(day),
            ..Self::open(of, quantity)
        }
    }

    /// Rejected or disputed.
    pub fn refused(
        of: &Part,
        state: DeliveryState,
        quantity: Decimal,
        why: &Refused,
        day: NaiveDate,
    ) -> Self {
        Self {
            state: state.code(),
            day: Some(day),
            reason_class: Some(why.class.code()),
            reason: Some(why.note.clone()),
            ..Self::open(of, quantity)
        }
    }

    fn weighed(self, weighing: Option<&Weighing>) -> Self {
        Self {
            gross: weighing.map(|one| one.gross),
            tare: weighing.map(|one| one.tare),
            ticket: weighing.and_then(|one| one.ticket.clone()),
            ..self
        }
    }
}

/// The pieces of an open part, as a buyer decided.
pub fn decided(part: &Part, decision: &Decision, split: &Split, day: NaiveDate) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if let Some(accepted) = split.accepted {
        let piece = Piece::accepted(part, accepted, day);
        pieces.push(piece.weighed(decision.weighing.as_ref()));
    }
    if let Some((quantity, why)) = &decision.rejected {
        pieces.push(Piece::refused(part, DeliveryState::Rejected, *quantity, why, day));
    }
    if let Some((quantity, why)) = &decision.disputed {
        pieces.push(Piece::refused(part, DeliveryState::Disputed, *quantity, why, day));
    }
    if !split.open.is_zero() {
        pieces.push(Piece::open(part, split.open));
    }
    pieces
}

/// The pieces of a disputed part, once it is settled: the rest is rejected for the reason of the
/// dispute.
pub fn settled(part: &Part, accepted: Decimal, day: NaiveDate) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if !accepted.is_zero() {
        pieces.push(Piece::accepted(part, (accepted, accepted), day));
    }
    let rest = part.quantity_shipped - accepted;
    if let Some(why) = part.refused.as_ref().filter(|_| !rest.is_zero()) {
        pieces.push(Piece::refused(part, DeliveryState::Rejected, rest, why, day));
    }
    pieces
}
