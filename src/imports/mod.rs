//! Sheets of exhibitors and products: brought, looked at row by row, written as a whole or not at
//! all. previewed → applied / discarded; outdated when a record changed between the look and the
//! writing.

pub mod actions;
mod forms;
mod handlers;
pub mod model;
pub mod store;
mod views;

pub use handlers::routes;
