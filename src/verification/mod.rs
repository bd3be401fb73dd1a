//! `farmfair verify`: everything that is counted ahead, compared with the records it counts.

pub mod actions;
pub mod model;
mod store;
