//! The balances of accounts.

use super::Account;
use crate::values::{amount::Amount, rung::OnRung};
use rust_decimal::Decimal;
use std::{collections::BTreeMap, ops::AddAssign};

/// Yuan, and the number of their records.
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

/// The balances of some accounts at one point. An account that was not requested is zero.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Balances(pub BTreeMap<Account, Balance>);

impl Balances {
    pub fn of(&self, account: Account) -> Balance {
        self.0.get(&account).copied().unwrap_or_default()
    }

    pub fn records(&self, account: Account) -> i64 {
        self.of(account).records
    }

    /// In yuan, without a step yet.
    pub fn yuan(&self, account: Account) -> Decimal {
        self.of(account).amount
    }

    /// On the step of the account; zero for an account of another step.
    pub fn amount<R: OnRung>(&self, account: Account) -> Amount<R> {
        debug_assert_eq!(account.rung(), Some(R::RUNG), "{account:?}");
        if account.rung() == Some(R::RUNG) {
            Amount::yuan(self.yuan(account))
        } else {
            Amount::ZERO
        }
    }
}

/// A mark of the last entries of some accounts: values computed at the same mark are still valid.
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

/// State-owned buyers with a framework agreement in force, and the number of their agreements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Holders {
    pub buyers: i64,
    pub frameworks: i64,
}
