//! A payment poured into accepted lines: how much is divided, and how much is not.

use crate::{values::share::percent, web::page::Page};
use rust_decimal::Decimal;

pub struct Pour {
    pub amount: String,
    pub divided: String,
    /// The length of the bar.
    pub share: String,
    /// `None`: nothing is left.
    pub left: Option<String>,
    /// More is divided than there is.
    pub over: Option<String>,
}

impl Pour {
    /// In yuan.
    pub fn new(page: &Page, amount: Decimal, divided: Decimal) -> Self {
        let left = amount - divided;
        let share = percent(divided.min(amount), amount).unwrap_or_else(|| "0%".into());
        Self {
            amount: page.exact(amount),
            divided: page.exact(divided),
            share,
            left: (left > Decimal::ZERO).then(|| page.exact(left)),
            over: (left < Decimal::ZERO).then(|| page.exact(-left)),
        }
    }
}
