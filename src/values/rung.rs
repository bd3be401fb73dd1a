//! The five steps of the ladder. An amount carries its step in its type, so adding two steps does
//! not compile. Lists of figures of several steps carry the step as a tag.

use super::lang::Lang;

/// 壹 意向 → 贰 框架协议 → 叁 采购合同 → 肆 到货验收 → 伍 付款.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rung {
    Intent,
    Framework,
    Contract,
    Purchase,
    Payment,
}

impl Rung {
    pub const ALL: [Rung; 5] =
        [Rung::Intent, Rung::Framework, Rung::Contract, Rung::Purchase, Rung::Payment];

    /// 1 to 5, as on the stamps.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The character of the stamp.
    pub fn mark(self) -> &'static str {
        ["壹", "贰", "叁", "肆", "伍"][self as usize]
    }

    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Rung::Intent => lang.t("意向", "Intent"),
            Rung::Framework => lang.t("框架协议", "Framework"),
            Rung::Contract => lang.t("采购合同", "Contract"),
            Rung::Purchase => lang.t("到货验收", "Accepted goods"),
            Rung::Payment => lang.t("付款", "Payment"),
        }
    }

    /// The step in everyday words.
    pub fn gloss(self, lang: Lang) -> &'static str {
        match self {
            Rung::Intent => lang.t("握手", "handshake"),
            Rung::Framework => lang.t("纸面", "paper"),
            Rung::Contract => lang.t("订单", "order"),
            Rung::Purchase => lang.t("货物", "arrived"),
            Rung::Payment => lang.t("钱款", "money"),
        }
    }

    /// Its name in data.
    pub fn code(self) -> &'static str {
        ["intent", "framework", "contract", "purchase", "payment"][self as usize]
    }

    /// Its class names: step, slab.
    pub fn class(self) -> &'static str {
        ["intent", "framework", "contract", "delivery", "payment"][self as usize]
    }
}

/// A step as a type.
pub trait OnRung: Copy + Ord + std::fmt::Debug + 'static {
    const RUNG: Rung;
}

macro_rules! rung_types {
    ($($name:ident),*) => {$(
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name;
        impl OnRung for $name {
            const RUNG: Rung = Rung::$name;
        }
    )*};
}
rung_types!(Intent, Framework, Contract, Purchase, Payment);
