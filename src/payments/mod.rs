//! 伍 付款, published by buyer and period.

pub mod actions;
pub mod forms;
mod handlers;
mod noun;
pub mod model;
pub mod store;
pub mod views;

pub use noun::NOUN;
