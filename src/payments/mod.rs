//! 伍 付款, as totals by buyer and month.

pub mod forms;
mod handlers;
pub mod model;
pub mod store;
pub mod views;

pub use handlers::routes;
