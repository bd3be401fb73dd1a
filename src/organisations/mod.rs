//! The organisations: suppliers and buyers.

pub mod actions;
pub mod forms;
mod handlers;
mod noun;
pub mod model;
pub mod store;
mod views;

pub use handlers::{Sides, name_parties};
pub use noun::NOUN;
