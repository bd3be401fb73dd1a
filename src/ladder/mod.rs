//! The ladder of a scope: how much was promised, signed, delivered and paid, each rung in its own ledger.

pub mod model;
pub mod store;
pub mod views;
