//! The city’s divisions: banners, townships, villages, and what comes from each.

pub mod forms;
mod handlers;
pub mod model;
pub mod store;
pub mod views;

pub use handlers::{household_table, routes};
