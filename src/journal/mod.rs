//! The journal: one append-only ledger under every figure. The triggers of
//! `migrations/0037_journal.sql` post records to it at commit; a figure is a sum of its entries.

pub mod model;
mod noun;
pub mod store;

pub use noun::NOUN;
