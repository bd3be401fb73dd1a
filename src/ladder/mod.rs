//! Sums as stairs: each rung in its own ledger.

pub mod views;
