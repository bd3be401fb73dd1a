//! Brands with their trademarks.

pub mod forms;
mod handlers;
mod noun;
pub mod model;
pub mod store;
pub mod views;

pub use noun::NOUN;
