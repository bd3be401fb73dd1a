//! Accounts, and what they come to at a point.

mod account;
mod balance;
mod division;
mod ledger;
mod scope;

pub use account::Account;
pub use balance::{Balance, Balances, Heads, Holders};
pub use division::{Division, Grain, Periods, Split};
pub use ledger::{Ledger, Row, Span};
pub use scope::{Point, Scope};
