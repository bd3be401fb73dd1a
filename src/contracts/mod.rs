//! 叁 采购合同. draft → signed → performing → completed; terminated; void.

pub mod forms;
mod handlers;
pub mod model;
pub mod store;
pub mod views;

pub use handlers::routes;
