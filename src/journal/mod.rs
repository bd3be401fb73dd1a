//! The journal: one append-only ledger under every figure. Records post to it at commit, by the
//! triggers of `migrations/0037_journal.sql`; a figure is a sum over its entries.

pub mod model;
pub mod store;
