//! The public part of payments in a scope: the sum of the published rows
//! (payments::model::publication).

use super::{Point, Scope};
use crate::{
    payments::model::publication::{Publication, payments_day},
    values::{
        amount::Amount,
        rung::{Payment, Purchase},
    },
};
use chrono::NaiveDate;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paid {
    /// Payments are not published for this scope.
    #[default]
    Withheld,
    Published {
        /// The month end of the figure.
        day: NaiveDate,
        amount: Amount<Payment>,
        /// The goods accepted by that day.
        accepted: Amount<Purchase>,
    },
    /// Every payment, published or not: for the back office, and for comparison with the records.
    Every { amount: Amount<Payment>, accepted: Amount<Purchase> },
}

impl Paid {
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Paid::Withheld | Paid::Every { .. } => None,
            Paid::Published { day, .. } => Some(day),
        }
    }

    /// At a point; `accepted` is for the same scope and the `payments_day` of the point.
    pub fn at(
        publication: &Publication,
        scope: &Scope,
        point: &Point,
        today: NaiveDate,
        accepted: Amount<Purchase>,
    ) -> Self {
        if !is_published(scope, point) {
            return Paid::Withheld;
        }
        let day = payments_day(point.day, today);
        let of_kind = |kind| point.buyer_kind.is_none_or(|wanted| kind == Some(wanted));
        let amount = publication.sum(day, |row| of_kind(row.buyer.map(|buyer| buyer.kind)));
        Paid::Published { day, amount, accepted }
    }
}

/// Payments are published by buyer and by kind of buyer, and by nothing else.
pub fn is_published(scope: &Scope, point: &Point) -> bool {
    let Scope {
        edition,
        intents_of: _,
        banner,
        township,
        village,
        buyer_kind: _,
        buyer: _,
        supplier,
        category,
        project,
        agreement,
        contract,
    } = scope;
    let is_of_deals = edition.is_some()
        || supplier.is_some()
        || project.is_some()
        || agreement.is_some()
        || contract.is_some();
    let is_of_places = banner.is_some() || township.is_some() || village.is_some();
    let is_cut = point.edition.is_some() || point.banner.is_some() || point.category.is_some();
    !(is_of_deals || is_of_places || category.is_some() || is_cut)
}
