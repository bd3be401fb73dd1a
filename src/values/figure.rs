//! A figure for display: an amount with its step as a tag. It has no `Add`: figures of a list are
//! shown, never totalled.

use super::{
    lang::Lang,
    rung::Rung,
    spoken::{AmountText, say_yuan},
};
use rust_decimal::Decimal;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    pub rung: Rung,
    yuan: Decimal,
}

impl Figure {
    pub fn new(rung: Rung, yuan: Decimal) -> Self {
        Self { rung, yuan }
    }

    pub fn say(&self, lang: Lang) -> AmountText {
        say_yuan(self.yuan, lang)
    }

    pub fn in_yuan(&self) -> Decimal {
        self.yuan
    }

    pub fn is_zero(&self) -> bool {
        self.yuan.is_zero()
    }
}
