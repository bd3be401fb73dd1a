//! The audit trail: who did what, when, from where and on whose behalf, each field before and
//! after. Entries are recorded in the same transaction as the change, and never changed.

pub mod actions;
mod handlers;
pub mod model;
pub mod store;
pub mod views;

pub use handlers::{history, ours, own_history};
