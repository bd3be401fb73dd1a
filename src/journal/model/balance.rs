//! What accounts come to.

use super::Account;
use crate::values::{amount::Amount, rung::OnRung};
use rust_decimal::Decimal;
use std::{collections::BTreeMap, ops::AddAssign};

/// Yuan, and how many records they come from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Balance {
    pub amount: Decimal,
    pub records: i64,
}

impl AddAssign for Balance {
    fn add_assign(&mut self, other: Self) {
        self.amount += other.amount;
        self.records += other.records;
    }
}

/// The balances of some accounts at one point. An account that was not asked for is nought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Balances(pub BTreeMap<Account, Balance>);

impl Balances {
    pub fn of(&self, account: Account) -> Balance {
        self.0.get(&account).copied().unwrap_or_default()
    }

    pub fn records(&self, account: Account) -> i64 {
        self.of(account).records
    }

    /// In yuan, of no rung yet.
    pub fn yuan(&self, account: Account) -> Decimal {
        self.of(account).amount
    }

    /// On the rung that the account belongs to; an account of another rung has nothing on it.
    pub fn amount<R: OnRung>(&self, account: Account) -> Amount<R> {
        debug_assert_eq!(account.rung(), Some(R::RUNG), "{account:?}");
        if account.rung() == Some(R::RUNG) {
            Amount::yuan(self.yuan(account))
        } else {
            Amount::ZERO
        }
    }
}

/// Up to where some accounts of a database are written: what was made of them then is still true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heads {
    pub database: String,
    pub entries: Vec<(Account, i64)>,
}

impl Heads {
    /// Of some of the accounts alone.
    pub fn of(&self, accounts: &[Account]) -> Self {
        let entries = self
            .entries
            .iter()
            .filter(|(account, _)| accounts.contains(account))
            .copied()
            .collect();
        Self { database: self.database.clone(), entries }
    }
}

/// State-owned buyers with a standing framework, and how many frameworks they hold together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Holders {
    pub buyers: i64,
    pub frameworks: i64,
}
