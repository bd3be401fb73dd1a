//! 贰 框架协议. draft → signed → expired with its term, or terminated.

pub mod actions;
pub mod forms;
mod handlers;
mod noun;
pub mod model;
pub mod store;
pub mod views;

pub use noun::NOUN;
