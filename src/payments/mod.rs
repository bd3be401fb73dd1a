//! 伍 付款, published by buyer and period.

pub mod actions;
pub mod forms;
mod handlers;
pub mod model;
pub mod store;
pub mod views;

pub use handlers::routes;
