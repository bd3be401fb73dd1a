//! `farmfair verify`: compares all precomputed values with their records.

pub mod actions;
pub mod model;
mod store;
