//! Sums as stairs: each step in its own ledger.

pub mod views;
