//! The organisations: suppliers and buyers.

pub mod actions;
pub mod forms;
mod handlers;
pub mod model;
pub mod store;
mod views;

pub use handlers::{name_parties, routes};
