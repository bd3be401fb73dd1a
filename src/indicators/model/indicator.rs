//! What an indicator is called, how it is defined (口径), in which unit and on which rung it stands,
//! by what it can be narrowed, and where its records are.

use super::{Facts, Value, records::Records};
use crate::{
    journal::model::Account,
    values::{lang::Lang, rung::Rung},
};
use chrono::NaiveDate;

pub struct Indicator {
    pub key: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
    /// 口径, in a sentence.
    pub definition: (&'static str, &'static str),
    pub unit: Unit,
    pub rung: Option<Rung>,
    pub dimensions: &'static [Dimension],
    pub records: Records,
    pub sources: &'static [Source],
    pub value: fn(&Facts) -> Value,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Yuan,
    Percent,
    Day,
    Month,
    /// A measure word, and its English plural.
    Of(&'static str, &'static str),
}

/// A source that an indicator reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Journal(Account),
    /// State-owned buyers with a framework agreement in force.
    Holders,
    /// The supplying villages.
    Villages,
    /// The exhibitors.
    Exhibitors,
    /// The same, and the number of organisations.
    Parties,
    /// The products shown.
    Products,
    /// Small counts: editions, trademarks, brands.
    General,
    Households,
    /// The published periods of payments.
    Payments,
    /// The published sums of on-site sales.
    Sales,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    Edition,
    Banner,
    Township,
    Village,
    BuyerKind,
    Buyer,
    Category,
}

impl Dimension {
    pub const ALL: [Dimension; 7] = [
        Dimension::Edition,
        Dimension::Banner,
        Dimension::Township,
        Dimension::Village,
        Dimension::BuyerKind,
        Dimension::Buyer,
        Dimension::Category,
    ];

    /// The name of the parameter, here and on the lists.
    pub fn code(self) -> &'static str {
        match self {
            Dimension::Edition => "edition",
            Dimension::Banner => "banner",
            Dimension::Township => "township",
            Dimension::Village => "village",
            Dimension::BuyerKind => "buyer_kind",
            Dimension::Buyer => "buyer",
            Dimension::Category => "category",
        }
    }

    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Dimension::Edition => lang.t("届", "Edition"),
            Dimension::Banner => lang.t("旗区", "Banner"),
            Dimension::Township => lang.t("苏木乡镇", "Township"),
            Dimension::Village => lang.t("嘎查村", "Village"),
            Dimension::BuyerKind => lang.t("采购方类别", "Kind of buyer"),
            Dimension::Buyer => lang.t("采购方", "Buyer"),
            Dimension::Category => lang.t("产品类别", "Category of produce"),
        }
    }
}

impl Unit {
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Unit::Yuan => lang.t("元", "CNY"),
            Unit::Percent => "%",
            Unit::Day => lang.t("日期", "date"),
            Unit::Month => lang.t("年月", "month"),
            Unit::Of(zh, en) => lang.t(zh, en),
        }
    }
}

impl Indicator {
    pub fn name(&self, lang: Lang) -> &'static str {
        lang.t(self.zh, self.en)
    }

    pub fn definition(&self, lang: Lang) -> &'static str {
        lang.t(self.definition.0, self.definition.1)
    }

    pub fn path(&self) -> String {
        format!("/statistics/{}", self.key)
    }

    /// The day of its value: figures of households, places and payments have their own days.
    pub fn day(&self, facts: &Facts, as_of: NaiveDate) -> NaiveDate {
        let of_households =
            facts.households.day.filter(|_| self.sources.contains(&Source::Households));
        let place = facts.place.as_ref().filter(|_| self.is_of_goods());
        let of_place = place.and_then(|place| match self.key {
            "off_contract_purchases" => place.off_contract.day,
            _ => place.under_contract.day,
        });
        let of_payments = facts.paid.day().filter(|_| self.sources.contains(&Source::Payments));
        of_households.or(of_place).or(of_payments).unwrap_or(as_of)
    }

    /// Of goods only: those of a village or township are public at quarter ends, without other
    /// filters.
    pub fn is_of_goods(&self) -> bool {
        matches!(
            self.sources,
            [Source::Journal(Account::PurchaseAccepted | Account::PurchaseOffContract)]
        )
    }

    pub fn allows(&self, dimension: Dimension) -> bool {
        self.dimensions.contains(&dimension)
    }
}
