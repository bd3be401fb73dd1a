//! The five sums. They are five fields of five types: there is no way to add one to another.

use crate::{
    journal::model::{Account, Balances},
    values::{
        amount::Amount,
        place_code::PlaceCode,
        rung::{Contract, Framework, Intent, Payment, Purchase},
    },
};

/// Counts of records and sums of amounts, at one point.
#[derive(Debug, Clone, Default)]
pub struct Sums {
    pub intents: i64,
    /// What the ceremonies signed; never falls.
    pub intent: Amount<Intent>,
    /// Of these, renewals of an earlier edition's project: the same money, not new.
    pub renewals: i64,
    pub renewal: Amount<Intent>,
    pub live_intents: i64,
    /// What the ceremonies signed, without what has lapsed since.
    pub live_intent: Amount<Intent>,
    /// Standing: signed, neither ended nor expired.
    pub frameworks: i64,
    pub framework: Amount<Framework>,
    /// Frameworks whose ceiling is left open: in the count, not in the amount.
    pub open_ceilings: i64,
    pub contracts: i64,
    pub contract: Amount<Contract>,
    pub deliveries: i64,
    pub purchase: Amount<Purchase>,
    /// Accepted without a contract: a figure of its own, in no sum of purchases.
    pub off_contract: Amount<Purchase>,
    /// Every payment, for the office: nothing of it is public but through `Paid`.
    /// Of the office alone.
    pub payment: Amount<Payment>,
}

impl Sums {
    /// The accounts that are public of every scope and day; payments are not (`Paid`).
    pub const ACCOUNTS: &'static [Account] = &[
        Account::IntentSigned,
        Account::IntentRenewal,
        Account::IntentLive,
        Account::FrameworkStanding,
        Account::FrameworkOpenCeiling,
        Account::ContractCurrent,
        Account::PurchaseAccepted,
        Account::PurchaseOffContract,
    ];

    pub fn of(balances: &Balances) -> Self {
        Self {
            intents: balances.records(Account::IntentSigned),
            intent: balances.amount(Account::IntentSigned),
            renewals: balances.records(Account::IntentRenewal),
            renewal: balances.amount(Account::IntentRenewal),
            live_intents: balances.records(Account::IntentLive),
            live_intent: balances.amount(Account::IntentLive),
            frameworks: balances.records(Account::FrameworkStanding),
            framework: balances.amount(Account::FrameworkStanding),
            open_ceilings: balances.records(Account::FrameworkOpenCeiling),
            contracts: balances.records(Account::ContractCurrent),
            contract: balances.amount(Account::ContractCurrent),
            deliveries: balances.records(Account::PurchaseAccepted),
            purchase: balances.amount(Account::PurchaseAccepted),
            off_contract: balances.amount(Account::PurchaseOffContract),
            payment: balances.amount(Account::PaymentPaid),
        }
    }

    /// With the intents of other sums: one ceremony's beside the programme's ledgers.
    pub fn with_intents_of(self, other: Sums) -> Self {
        Self {
            intents: other.intents,
            intent: other.intent,
            renewals: other.renewals,
            renewal: other.renewal,
            live_intents: other.live_intents,
            live_intent: other.live_intent,
            ..self
        }
    }

    pub fn lapsed(&self) -> i64 {
        self.intents - self.live_intents
    }
}

/// The sums of one banner: intents of one edition, the rest of the whole programme.
#[derive(Debug, Clone)]
pub struct BannerSums {
    pub banner_code: PlaceCode,
    pub sums: Sums,
}
