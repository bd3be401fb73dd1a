//! What is wrong with the parties or the goods of a deal, in words.

use super::{Goods, PartyFault};
use crate::values::{lang::Lang, quantity::Unit, typed::number};

impl PartyFault {
    /// Follows the name of the party.
    pub fn says(self, lang: Lang) -> &'static str {
        match self {
            PartyFault::OtherSide => lang.t("不在这一方", "is not on this side"),
            PartyFault::NotPublished => {
                lang.t("已停用或尚未公开", "is withdrawn or not public yet")
            }
            PartyFault::NoBanner => lang.t("没有归属旗区", "belongs to no banner"),
            PartyFault::Twice => lang.t("写了两次", "is named twice"),
        }
    }
}

/// Why a typed product and quantity cannot stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoodsFault {
    /// A quantity of nothing.
    NoName,
    NoNumber,
    /// A quantity without a unit.
    NoUnit,
}

impl GoodsFault {
    pub fn says(self, lang: Lang) -> &'static str {
        match self {
            GoodsFault::NoName => {
                lang.t("写了数量，请写明产品", "Name the product of this quantity")
            }
            GoodsFault::NoNumber => {
                lang.t("数量请填大于零的数，例如 5000", "Enter a quantity such as 5000")
            }
            GoodsFault::NoUnit => lang.t("写了数量，请写明单位", "Give the unit of this quantity"),
        }
    }
}

impl Goods {
    /// The quantity as a person types it, empty for none.
    pub fn typed(
        name: Option<String>,
        quantity: &str,
        unit: Option<&'static Unit>,
    ) -> Result<Option<Self>, GoodsFault> {
        if quantity.trim().is_empty() {
            return Ok(name.map(|name| Self { name, quantity: None }));
        }
        let name = name.ok_or(GoodsFault::NoName)?;
        let number = number(quantity, 3).filter(|n| !n.is_zero()).ok_or(GoodsFault::NoNumber)?;
        let unit = unit.ok_or(GoodsFault::NoUnit)?;
        Ok(Some(Self { name, quantity: Some((number, unit)) }))
    }
}
