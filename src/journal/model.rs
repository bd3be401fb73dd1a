//! Accounts, and what they come to at a point.

mod account;
mod balance;
mod division;
mod ledger;

pub use account::Account;
pub use balance::{Balance, Balances};
pub use division::{Division, Split};
pub use ledger::{Ledger, Row, Span};
