//! 叁 采购合同. draft → signed → performing → completed; terminated; void.

pub mod actions;
pub mod forms;
mod handlers;
mod noun;
pub mod model;
pub mod store;
pub mod views;

pub use noun::NOUN;
