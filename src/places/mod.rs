//! The divisions of the city: banners, townships, villages, and their produce.

pub mod forms;
mod handlers;
mod noun;
pub mod model;
pub mod store;
pub mod views;

pub use handlers::household_table;
pub use noun::NOUN;
