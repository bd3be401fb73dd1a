//! The accounts.

use crate::values::rung::Rung;

/// An account of the journal. Each belongs to at most one step of the ladder; amounts of different
/// steps are never added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, sqlx::Type)]
#[sqlx(type_name = "journal_account")]
pub enum Account {
    #[sqlx(rename = "intent.signed")]
    IntentSigned,
    /// Signed and not lapsed.
    #[sqlx(rename = "intent.live")]
    IntentLive,
    /// Of the signed ones, the projects that renew one of an earlier edition.
    #[sqlx(rename = "intent.renewal")]
    IntentRenewal,
    #[sqlx(rename = "framework.signed")]
    FrameworkSigned,
    /// Signed, neither terminated nor expired.
    #[sqlx(rename = "framework.standing")]
    FrameworkStanding,
    /// From the first to the last day of the term.
    #[sqlx(rename = "framework.in_term")]
    FrameworkInTerm,
    /// Of those in force, the ones without a ceiling: counted, without an amount.
    #[sqlx(rename = "framework.open_ceiling")]
    FrameworkOpenCeiling,
    /// As amended, without terminated ones.
    #[sqlx(rename = "contract.current")]
    ContractCurrent,
    /// A contract and a village that supplies under it: records only.
    #[sqlx(rename = "contract.village")]
    ContractVillage,
    #[sqlx(rename = "purchase.accepted")]
    PurchaseAccepted,
    #[sqlx(rename = "purchase.off_contract")]
    PurchaseOffContract,
    /// Pages always read it through the rules of suppression.
    #[sqlx(rename = "purchase.by_household")]
    PurchaseByHousehold,
    #[sqlx(rename = "payment.paid")]
    PaymentPaid,
    #[sqlx(rename = "payment.off_contract")]
    PaymentOffContract,
    /// Paid before the goods are accepted: an amount only.
    #[sqlx(rename = "payment.prepaid")]
    PaymentPrepaid,
    /// Not on the ladder.
    #[sqlx(rename = "onsite.confirmed")]
    OnsiteConfirmed,
}

impl Account {
    /// The accounts of public sums: household categories have their own tables.
    pub const SUMMED: [Account; 15] = [
        Account::IntentSigned,
        Account::IntentLive,
        Account::IntentRenewal,
        Account::FrameworkSigned,
        Account::FrameworkStanding,
        Account::FrameworkInTerm,
        Account::FrameworkOpenCeiling,
        Account::ContractCurrent,
        Account::ContractVillage,
        Account::PurchaseAccepted,
        Account::PurchaseOffContract,
        Account::PaymentPaid,
        Account::PaymentOffContract,
        Account::PaymentPrepaid,
        Account::OnsiteConfirmed,
    ];

    /// The step of its amounts.
    pub fn rung(self) -> Option<Rung> {
        match self {
            Account::IntentSigned | Account::IntentLive | Account::IntentRenewal => {
                Some(Rung::Intent)
            }
            Account::FrameworkSigned
            | Account::FrameworkStanding
            | Account::FrameworkInTerm
            | Account::FrameworkOpenCeiling => Some(Rung::Framework),
            Account::ContractCurrent | Account::ContractVillage => Some(Rung::Contract),
            Account::PurchaseAccepted
            | Account::PurchaseOffContract
            | Account::PurchaseByHousehold => Some(Rung::Purchase),
            Account::PaymentPaid | Account::PaymentOffContract | Account::PaymentPrepaid => {
                Some(Rung::Payment)
            }
            Account::OnsiteConfirmed => None,
        }
    }
}
