//! What is sold: products, the categories they belong to, the certificates they have.

pub mod actions;
pub mod forms;
mod handlers;
pub mod model;
pub mod store;
pub mod views;

pub use handlers::routes;
