//! Accounts, and their balances at a point.

mod account;
mod balance;
mod division;
mod ledger;
mod periods;
mod scope;

pub use account::Account;
pub use balance::{Balance, Balances, Heads, Holders};
pub use division::{Division, Grain, Split};
pub use ledger::{Ledger, Row, Span};
pub use periods::Periods;
pub use scope::{Point, Scope};
