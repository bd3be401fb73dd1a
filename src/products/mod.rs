//! Products, their categories and their certificates.

pub mod actions;
pub mod forms;
mod handlers;
pub mod model;
pub mod store;
pub mod views;

pub use handlers::routes;
