//! The five sums. They are five fields of five types: there is no way to add one to another.

use crate::values::{
    amount::Amount,
    place_code::PlaceCode,
    rung::{Contract, Framework, Intent, Payment, Purchase},
};

/// Counts of records and sums of amounts, at one point.
#[derive(Debug, Clone, Default)]
pub struct Sums {
    pub intents: i64,
    /// What the ceremonies signed; never falls.
    pub intent: Amount<Intent>,
    /// Of these, renewals of an earlier edition's project: the same money, not new.
    pub renewals: i64,
    pub lapsed: i64,
    pub lapsed_intent: Amount<Intent>,
    pub frameworks: i64,
    pub framework: Amount<Framework>,
    /// Frameworks whose ceiling is left open: in the count, not in the amount.
    pub open_ceilings: i64,
    /// State-owned buyers with a framework in force.
    pub soe_buyers: i64,
    pub contracts: i64,
    pub contract: Amount<Contract>,
    pub deliveries: i64,
    pub purchase: Amount<Purchase>,
    /// Accepted without a contract: a figure of its own, in no sum of purchases.
    pub off_contract: Amount<Purchase>,
    /// Every payment, for the office: nothing of it is public but through `Paid`.
    pub payment: Amount<Payment>,
}

impl Sums {
    /// What the ceremonies signed, without what has lapsed since.
    pub fn live_intent(&self) -> Amount<Intent> {
        self.intent - self.lapsed_intent
    }
}

/// The sums of one banner: intents of one edition, the rest of the whole programme.
#[derive(Debug, Clone)]
pub struct BannerSums {
    pub banner_code: PlaceCode,
    pub sums: Sums,
}
