//! Photos of products: added, put in order, described and taken off by the supplier.

pub mod actions;
pub mod forms;
mod handlers;
pub mod model;
pub mod store;
pub mod views;

pub use handlers::routes;
