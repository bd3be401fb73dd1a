//! The five sums. They are five fields of five types: adding one to another is impossible.

use crate::{
    journal::model::{Account, Balances},
    values::{
        amount::Amount,
        place_code::PlaceCode,
        rung::{Contract, Framework, Intent, Payment, Purchase},
    },
};

/// Counts and amounts at one point.
#[derive(Debug, Clone, Default)]
pub struct Sums {
    pub intents: i64,
    /// Signed at the ceremonies; never falls.
    pub intent: Amount<Intent>,
    /// Of these, renewals of an earlier edition's project: the same money, not new.
    pub renewals: i64,
    pub renewal: Amount<Intent>,
    pub live_intents: i64,
    /// Signed at the ceremonies and not lapsed since.
    pub live_intent: Amount<Intent>,
    /// In force: signed, neither terminated nor expired.
    pub frameworks: i64,
    pub framework: Amount<Framework>,
    /// Agreements without a ceiling: in the count, not in the amount.
    pub open_ceilings: i64,
    pub contracts: i64,
    pub contract: Amount<Contract>,
    pub deliveries: i64,
    pub purchase: Amount<Purchase>,
    /// Accepted without a contract: a separate figure, in no sum of purchases.
    pub off_contract: Amount<Purchase>,
    /// Every payment, for the back office: the public part of it is `Paid`.
    /// For the back office only.
    pub payment: Amount<Payment>,
}

impl Sums {
    /// The accounts that are public in every scope and on every day; payments are not (`Paid`).
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

    /// With the intents of other sums: those of one ceremony beside the ledgers of the programme.
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
