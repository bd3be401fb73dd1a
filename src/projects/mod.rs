//! 壹 意向: projects signed at a ceremony. open → partly_converted → converted → fulfilled, or lapsed.

pub mod forms;
mod handlers;
pub mod model;
pub mod store;
pub mod views;

pub use handlers::routes;
