//! Precomputed counts agree with the records after any changes in any order; and `farmfair verify`
//! reports drift.

pub mod changes;
mod facets;
pub mod histories;
mod verify;
